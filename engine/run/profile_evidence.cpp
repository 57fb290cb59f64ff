#include "engine/run/profile_evidence.h"

#include <algorithm>
#include <array>

#include "engine/base/text.h"
#include "engine/profile/profile_growth.h"
#include "engine/profile/profile_words.h"

namespace leaktide {

namespace {

constexpr std::size_t MostStacks = 5;
constexpr std::size_t MostFrames = 16;      // of one stack, from the leaf
constexpr double AccountedForShare = 0.8;   // of the measured growth; below it the difference is said
constexpr double LeastItemsToCompare = 10;  // fewer come and go by themselves

std::size_t typeFor(const StackProfile& difference, const std::string& kind) {
    return kind == "heap" ? findValueType(difference, "inuse_space").value_or(difference.defaultType)
                          : difference.defaultType;
}

std::vector<GrownStack> grownStacks(const StackProfile& difference, const ProfileGrowth& growth) {
    std::vector<GrownStack> stacks;
    for (const StackGrowth& grown : growth.stacks) {
        if (grown.growth <= 0 || stacks.size() == MostStacks) {
            break;
        }
        GrownStack stack;
        for (std::size_t i = 0; i < std::min(MostFrames, grown.stack.size()); ++i) {
            stack.frames.push_back(describeFrame(difference, grown.stack[i]));
        }
        stack.growth = static_cast<double>(grown.growth);
        stack.share = growth.net > 0 ? stack.growth / static_cast<double>(growth.net) : 0;
        stacks.push_back(std::move(stack));
    }
    return stacks;
}

std::optional<double> valueAt(const SignalRecord& signal, double tS) {
    const auto after = std::partition_point(signal.points.begin(), signal.points.end(),
                                            [tS](const SignalPoint& point) { return point.tS <= tS; });
    return after == signal.points.begin() ? std::nullopt : std::optional(std::prev(after)->value);
}

std::string amount(double value, const ProfileEvidence& evidence) {
    return evidence.unit == "bytes" ? formatBytes(value) : formatCount(static_cast<std::uint64_t>(value));
}

}  // namespace

ProfileEvidence evidenceFrom(const StackProfile& difference, const std::string& kind) {
    const std::size_t type = typeFor(difference, kind);
    const ProfileGrowth growth = growthOf(difference, type);
    ProfileEvidence evidence;
    evidence.kind = kind;
    evidence.type = printable(difference.types[type].type);
    evidence.unit = printable(difference.types[type].unit);
    evidence.growth = static_cast<double>(growth.net);
    evidence.said = {growthSentence(difference, type)};
    evidence.stacks = grownStacks(difference, growth);
    return evidence;
}

void addMeasured(ProfileEvidence& evidence, const SignalRecord& signal, double beforeS, double afterS) {
    const auto before = valueAt(signal, beforeS);
    const auto after = valueAt(signal, afterS);
    if (!before || !after) {
        return;
    }
    evidence.measured = *after - *before;
    const bool enough = evidence.unit == "bytes" || *evidence.measured >= LeastItemsToCompare;
    if (enough && evidence.growth > 0 && evidence.growth < AccountedForShare * *evidence.measured) {
        evidence.said.push_back(profileSay(ProfileSay::AccountFor, {amount(evidence.growth, evidence),
                                                                    amount(*evidence.measured, evidence)}));
    }
}

std::string profileKindFor(const std::string& signal, const std::vector<std::string>& kinds) {
    static constexpr std::array<std::pair<const char*, const char*>, 5> Pairs{{{"tasks", "goroutine"},
                                                                               {"tasks", "tasks"},
                                                                               {"heap_in_use", "heap"},
                                                                               {"heap_allocated", "heap"},
                                                                               {"rss", "heap"}}};
    for (const auto& [name, kind] : Pairs) {
        if (signal == name && std::find(kinds.begin(), kinds.end(), kind) != kinds.end()) {
            return kind;
        }
    }
    return {};
}

}  // namespace leaktide
