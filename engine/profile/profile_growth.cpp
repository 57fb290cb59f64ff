#include "engine/profile/profile_growth.h"

#include <algorithm>
#include <array>
#include <map>

#include "engine/base/text.h"
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

bool isLibrary(std::string_view name) {
    return isGoLibrary(name) || std::any_of(LibraryPrefixes.begin(), LibraryPrefixes.end(),
                                            [name](const char* prefix) { return name.starts_with(prefix); });
}

std::string shareText(std::int64_t part, std::int64_t whole, bool bytes, const std::string& noun) {
    if (bytes) {
        return formatBytes(static_cast<double>(part)) + " of " + formatBytes(static_cast<double>(whole)) +
               " new heap";
    }
    return formatCount(static_cast<std::uint64_t>(part)) + " of " +
           formatCount(static_cast<std::uint64_t>(whole)) + " new " + noun;
}

}  // namespace

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
        return !isLibrary(profile.functions[frame.function]);
    });
    return found == stack.end() ? 0 : static_cast<std::size_t>(found - stack.begin());
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

std::string growthSentence(const StackProfile& difference, std::size_t type, const std::string& noun) {
    const bool bytes = difference.types[type].unit == "bytes";
    const std::string what = bytes ? "heap" : noun;
    const ProfileGrowth growth = growthOf(difference, type);
    if (growth.net <= 0 || growth.stacks.empty() || growth.stacks.front().growth <= 0) {
        return "The profiles show no more " + what + " than before.";
    }
    const bool sampled = bytes && difference.periodUnit == "bytes" && difference.period > 1;
    if (sampled && growth.net / difference.period < LeastSampledAllocations) {
        return "The heap profile samples one allocation in " +
               formatBytes(static_cast<double>(difference.period)) + "; its growth of " +
               formatBytes(static_cast<double>(growth.net)) + " is too small to name a stack.";
    }
    const StackGrowth& most = growth.stacks.front();
    const ProfileFrame frame =
        most.stack.empty() ? ProfileFrame() : most.stack[frameToBlame(difference, most.stack)];
    const std::string where = most.stack.empty() ? "an unknown place" : describeFrame(difference, frame);
    return shareText(std::min(most.growth, growth.net), growth.net, bytes, noun) +
           (bytes ? " was allocated in " : " wait in ") + where + ".";
}

}  // namespace leaktide
