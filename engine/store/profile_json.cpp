#include "engine/store/profile_json.h"

#include <cmath>
#include <nlohmann/json.hpp>

#include "engine/base/text.h"
#include "engine/store/record_json.h"

namespace leaktide {

namespace {

using nlohmann::json;
using nlohmann::ordered_json;

constexpr std::size_t MostStacks = 100;
constexpr std::size_t MostFrames = 1000;

ordered_json finite(double value) {
    return std::isfinite(value) ? ordered_json(value) : ordered_json(nullptr);
}

bool readText(const json& from, const char* name, std::string& into) {
    const auto found = from.find(name);
    if (found == from.end() || !found->is_string()) {
        return false;
    }
    into = printable(found->get_ref<const std::string&>(), 4000);
    return true;
}

bool readNumber(const json& from, const char* name, double& into) {
    const auto found = from.find(name);
    if (found == from.end() || !found->is_number()) {
        return false;
    }
    into = found->get<double>();
    return std::isfinite(into);
}

// Files of before have the sentence in English only.
std::optional<Phrases> saidIn(const json& evidence) {
    const auto said = evidence.find("said");
    return said == evidence.end() ? std::nullopt : phrasesFromJson(said->dump());
}

std::optional<GrownStack> stackFrom(const json& from) {
    GrownStack stack;
    if (!from.is_object() || !readNumber(from, "growth", stack.growth) ||
        !readNumber(from, "share", stack.share)) {
        return std::nullopt;
    }
    const auto frames = from.find("frames");
    if (frames == from.end() || !frames->is_array() || frames->size() > MostFrames) {
        return std::nullopt;
    }
    for (const json& frame : *frames) {
        if (!frame.is_string()) {
            return std::nullopt;
        }
        stack.frames.push_back(printable(frame.get_ref<const std::string&>(), 4000));
    }
    return stack;
}

}  // namespace

ordered_json evidenceToJson(const ProfileEvidence& evidence, const SafeText& safe) {
    ordered_json stacks = ordered_json::array();
    for (const GrownStack& stack : evidence.stacks) {
        ordered_json frames = ordered_json::array();
        for (const std::string& frame : stack.frames) {
            frames.push_back(safe.clean(frame));
        }
        stacks.push_back(
            {{"growth", finite(stack.growth)}, {"share", finite(stack.share)}, {"frames", frames}});
    }
    return {{"sentence", safe.clean(english(evidence.said))},
            {"kind", evidence.kind},
            {"type", evidence.type},
            {"unit", evidence.unit},
            {"before", evidence.before},
            {"after", evidence.after},
            {"growth", finite(evidence.growth)},
            {"measured", evidence.measured ? finite(*evidence.measured) : ordered_json(nullptr)},
            {"stacks", stacks}};
}

ordered_json evidenceToKeep(const ProfileEvidence& evidence, const SafeText& safe) {
    ordered_json kept = evidenceToJson(evidence, safe);
    kept["said"] = json::parse(phrasesToJson(evidence.said, safe));
    return kept;
}

std::optional<ProfileEvidence> evidenceFromJson(const std::string& text) {
    const json value = json::parse(text, nullptr, false);
    ProfileEvidence evidence;
    std::string sentence;
    if (!value.is_object() || !readText(value, "sentence", sentence) ||
        !readText(value, "kind", evidence.kind) || !readText(value, "type", evidence.type) ||
        !readText(value, "unit", evidence.unit) || !readText(value, "before", evidence.before) ||
        !readText(value, "after", evidence.after) || !readNumber(value, "growth", evidence.growth)) {
        return std::nullopt;
    }
    evidence.said = saidIn(value).value_or(Phrases{sentence});
    if (double measured = 0; readNumber(value, "measured", measured)) {
        evidence.measured = measured;
    }
    const auto stacks = value.find("stacks");
    if (stacks == value.end() || !stacks->is_array() || stacks->size() > MostStacks) {
        return std::nullopt;
    }
    for (const json& one : *stacks) {
        auto stack = stackFrom(one);
        if (!stack) {
            return std::nullopt;
        }
        evidence.stacks.push_back(std::move(*stack));
    }
    return evidence;
}

}  // namespace leaktide
