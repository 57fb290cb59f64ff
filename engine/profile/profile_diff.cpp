#include "engine/profile/profile_diff.h"

#include <unordered_map>

#include "engine/profile/wrapping.h"

namespace leaktide {

namespace {

std::string listOf(const StackProfile& profile) {
    std::string list;
    for (const ProfileValueType& type : profile.types) {
        list += (list.empty() ? "" : ", ") + type.type + "/" + type.unit;
    }
    return list;
}

// Where each of `from` stands in `into`, which grows by those that are new.
std::vector<std::uint32_t> mergeNames(const std::vector<std::string>& from, std::vector<std::string>& into) {
    std::unordered_map<std::string, std::uint32_t> known;
    for (std::uint32_t i = 0; i < into.size(); ++i) {
        known.emplace(into[i], i);
    }
    std::vector<std::uint32_t> places;
    for (const std::string& name : from) {
        const auto [found, added] = known.emplace(name, static_cast<std::uint32_t>(into.size()));
        if (added) {
            into.push_back(name);
        }
        places.push_back(found->second);
    }
    return places;
}

}  // namespace

Result<StackProfile> differenceOf(const StackProfile& before, const StackProfile& after) {
    if (before.types != after.types) {
        return Error{ErrorKind::InvalidInput, "the profiles measure different things: " + listOf(before) +
                                                  " before, " + listOf(after) + " after"};
    }
    StackProfile difference = after;
    const auto functions = mergeNames(before.functions, difference.functions);
    const auto files = mergeNames(before.files, difference.files);
    difference.samples.reserve(before.samples.size() + after.samples.size());
    for (ProfileSample sample : before.samples) {
        sample.side = SampleSide::Before;
        for (ProfileFrame& frame : sample.stack) {
            frame.function = functions[frame.function];
            frame.file = files[frame.file];
        }
        for (std::int64_t& value : sample.values) {
            value = negated(value);
        }
        difference.samples.push_back(std::move(sample));
    }
    return difference;
}

}  // namespace leaktide
