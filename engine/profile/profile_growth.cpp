#include "engine/profile/profile_growth.h"

#include <algorithm>
#include <array>
#include <map>

#include "engine/base/text.h"
#include "engine/profile/profile_words.h"
#include "engine/profile/wrapping.h"

namespace leaktide {

namespace {

// Fewer sampled allocations than these say nothing of where a heap grew.
constexpr std::int64_t LeastSampledAllocations = 20;

using StackKey = std::vector<std::pair<std::uint32_t, std::int64_t>>;

constexpr std::array LibraryPrefixes{"std::",   "__gnu_cxx::",  "boost::",      "__libc",
                                     "__clone", "start_thread", "operator new", "operator delete",
                                     "malloc",  "calloc",       "realloc"};

// In Go, a package of the standard library has no dot in the first part of its path:
// "net/http.(*conn).serve".
bool isGoLibrary(std::string_view name) {
    if (name.starts_with("main.") || name.find("::") != std::string_view::npos) {
        return false;
    }
    const std::size_t slash = name.find('/');
    const std::size_t dot = name.find('.');
    static constexpr std::array Roots{"runtime.", "sync.",  "time.",    "net.",  "syscall.",
                                      "bufio.",   "bytes.", "io.",      "os.",   "context.",
                                      "strings.", "fmt.",   "reflect.", "sort.", "strconv."};
    if (slash != std::string_view::npos && slash < dot) {
        return true;
    }
    return slash == std::string_view::npos &&
           std::any_of(Roots.begin(), Roots.end(),
                       [name](const char* root) { return name.starts_with(root); });
}

bool isRuntime(std::string_view name) {
    static constexpr std::array Prefixes{"runtime.", "runtime/",     "internal/", "operator ", "__libc",
                                         "__clone",  "start_thread", "malloc",    "calloc",    "realloc"};
    return std::any_of(Prefixes.begin(), Prefixes.end(),
                       [name](const char* prefix) { return name.starts_with(prefix); });
}

// How to speak of what a type counts: "tasks" that "wait in" a place.
struct Speech {
    std::string noun;
    ProfileSay where;
};

Speech speechOf(const ProfileValueType& type) {
    const std::string name = printable(type.type);
    if (type.unit == "bytes") {
        return {"heap", ProfileSay::AllocatedIn};
    }
    if (name.ends_with("_objects")) {
        return {"objects", ProfileSay::AreAllocatedIn};
    }
    const bool waits = name.starts_with("goroutine") || name.starts_with("task");
    return {name + (waits && name.back() != 's' ? "s" : ""), waits ? ProfileSay::WaitIn : ProfileSay::AreIn};
}

std::string amountText(std::int64_t amount, const std::string& unit) {
    if (unit == "bytes") {
        return formatBytes(static_cast<double>(amount));
    }
    return unit == "nanoseconds" ? formatDuration(Nanos(amount))
                                 : formatCount(static_cast<std::uint64_t>(amount));
}

}  // namespace

bool isLibraryFunction(std::string_view name) {
    return isGoLibrary(name) || std::any_of(LibraryPrefixes.begin(), LibraryPrefixes.end(),
                                            [name](const char* prefix) { return name.starts_with(prefix); });
}

ProfileGrowth growthOf(const StackProfile& difference, std::size_t type) {
    std::map<StackKey, StackGrowth> byStack;
    ProfileGrowth growth;
    for (const ProfileSample& sample : difference.samples) {
        StackKey key;
        for (const ProfileFrame& frame : sample.stack) {
            key.emplace_back(frame.function, frame.line);
        }
        StackGrowth& stack = byStack[key];
        stack.stack = sample.stack;
        stack.growth = wrappingSum(stack.growth, sample.values[type]);
        growth.net = wrappingSum(growth.net, sample.values[type]);
    }
    for (auto& [key, stack] : byStack) {
        if (stack.growth != 0) {
            growth.stacks.push_back(std::move(stack));
        }
    }
    std::stable_sort(growth.stacks.begin(), growth.stacks.end(),
                     [](const StackGrowth& a, const StackGrowth& b) { return a.growth > b.growth; });
    return growth;
}

std::size_t frameToBlame(const StackProfile& profile, const std::vector<ProfileFrame>& stack) {
    const auto found = std::find_if(stack.begin(), stack.end(), [&profile](const ProfileFrame& frame) {
        return !isLibraryFunction(profile.functions[frame.function]);
    });
    if (found != stack.end()) {
        return static_cast<std::size_t>(found - stack.begin());
    }
    const auto outermost = std::find_if(stack.rbegin(), stack.rend(), [&profile](const ProfileFrame& frame) {
        return !isRuntime(profile.functions[frame.function]);
    });
    return outermost == stack.rend() ? 0 : static_cast<std::size_t>(stack.rend() - outermost - 1);
}

std::vector<PlaceGrowth> placesOf(const StackProfile& difference, const ProfileGrowth& growth) {
    std::map<StackKey, PlaceGrowth> byFrame;
    for (const StackGrowth& stack : growth.stacks) {
        StackKey key;
        std::optional<ProfileFrame> frame;
        if (!stack.stack.empty()) {
            frame = stack.stack[frameToBlame(difference, stack.stack)];
            key.emplace_back(frame->function, frame->line);
        }
        PlaceGrowth& place = byFrame[key];
        place.frame = frame;
        place.growth = wrappingSum(place.growth, stack.growth);
    }
    std::vector<PlaceGrowth> places;
    for (const auto& [key, place] : byFrame) {
        places.push_back(place);
    }
    std::stable_sort(places.begin(), places.end(),
                     [](const PlaceGrowth& a, const PlaceGrowth& b) { return a.growth > b.growth; });
    return places;
}

std::string describeFrame(const StackProfile& profile, const ProfileFrame& frame) {
    std::string text = printable(profile.functions[frame.function]);
    const std::string& path = profile.files[frame.file];
    if (!path.empty()) {
        text += " (" + printable(path.substr(path.rfind('/') + 1));
        text += (frame.line > 0 ? ":" + std::to_string(frame.line) : "") + ")";
    }
    return text;
}

Phrase growthSentence(const StackProfile& difference, std::size_t type) {
    const std::string& unit = difference.types[type].unit;
    const Speech speech = speechOf(difference.types[type]);
    const ProfileGrowth growth = growthOf(difference, type);
    const auto places = placesOf(difference, growth);
    if (growth.net <= 0 || places.empty() || places.front().growth <= 0) {
        return profileSay(ProfileSay::NoMore, {speech.noun});
    }
    const bool sampled = unit == "bytes" && difference.periodUnit == "bytes" && difference.period > 1;
    if (sampled && growth.net / difference.period < LeastSampledAllocations) {
        return profileSay(ProfileSay::TooCoarse,
                          {amountText(difference.period, unit), amountText(growth.net, unit)});
    }
    const PlaceGrowth& most = places.front();
    const Phrase where =
        most.frame ? Phrase(describeFrame(difference, *most.frame)) : profileSay(ProfileSay::UnknownPlace);
    return profileSay(speech.where, {amountText(std::min(most.growth, growth.net), unit),
                                     amountText(growth.net, unit), speech.noun, where});
}

}  // namespace leaktide
