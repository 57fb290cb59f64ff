#include "target-server/memory/heap_profile.h"

#include <cmath>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "target-server/core/text.h"

#if LEAKTIDE_JEMALLOC
#include <jemalloc/jemalloc.h>
#endif

namespace leaktide::target {

namespace {

std::vector<std::uint64_t> readAddresses(std::istringstream line) {
    std::vector<std::uint64_t> addresses;
    line.imbue(std::locale::classic());
    std::string word;
    line >> word;  // "@"
    std::uint64_t address = 0;
    while (line >> std::hex >> address) {
        addresses.push_back(address);
    }
    return addresses;
}

// Samples were taken once in `every` bytes: an object of size s is seen with probability 1 - exp(-s / every).
double scaleOf(std::int64_t objects, std::int64_t bytes, std::int64_t every) {
    if (objects <= 0 || every <= 0) {
        return 1;
    }
    const double size = static_cast<double>(bytes) / static_cast<double>(objects);
    return 1 / (1 - std::exp(-size / static_cast<double>(every)));
}

std::int64_t scaled(std::int64_t value, double scale) {
    return static_cast<std::int64_t>(std::llround(static_cast<double>(value) * scale));
}

// "  t*: 28: 1106944 [30: 1200000]"
bool readCounts(const std::string& line, HeapStack& stack) {
    const std::size_t colon = line.find("t*:");
    if (colon == std::string::npos) {
        return false;
    }
    std::string numbers = line.substr(colon + 3);
    for (char& c : numbers) {
        c = c >= '0' && c <= '9' ? c : ' ';
    }
    std::istringstream in(numbers);
    in.imbue(std::locale::classic());
    in >> stack.liveObjects >> stack.liveBytes >> stack.allObjects >> stack.allBytes;
    return !in.fail();
}

void unsample(HeapStack& stack, std::int64_t every) {
    const double live = scaleOf(stack.liveObjects, stack.liveBytes, every);
    const double all = scaleOf(stack.allObjects, stack.allBytes, every);
    stack.liveObjects = scaled(stack.liveObjects, live);
    stack.liveBytes = scaled(stack.liveBytes, live);
    stack.allObjects = scaled(stack.allObjects, all);
    stack.allBytes = scaled(stack.allBytes, all);
}

}  // namespace

Result<HeapProfile> parseHeapDump(const std::string& text) {
    std::istringstream lines(text);
    std::string line;
    HeapProfile profile;
    if (!std::getline(lines, line) || !line.starts_with("heap_v2/")) {
        return Refusal{"the allocator's heap dump does not begin with heap_v2/"};
    }
    profile.sampleBytes = parseNumber<std::int64_t>(std::string_view(line).substr(8)).value_or(0);
    while (std::getline(lines, line) && !line.starts_with("MAPPED_LIBRARIES")) {
        if (line.starts_with("@")) {
            profile.stacks.push_back({readAddresses(std::istringstream(line))});
        } else if (!profile.stacks.empty() && readCounts(line, profile.stacks.back())) {
            unsample(profile.stacks.back(), profile.sampleBytes);
        }
    }
    return profile;
}

#if LEAKTIDE_JEMALLOC

Result<HeapProfile> readHeapProfile(const std::string& folder) {
    const std::string path = folder + "/heap.dump";
    const char* name = path.c_str();
    if (mallctl("prof.dump", nullptr, nullptr, &name, sizeof name) != 0) {
        return Refusal{"this allocator was built or started without heap profiling"};
    }
    std::ifstream file(path);
    std::ostringstream text;
    text << file.rdbuf();
    std::error_code ignored;
    std::filesystem::remove(path, ignored);
    return parseHeapDump(text.str());
}

void setHeapProfiling(bool active) {
    mallctl("prof.active", nullptr, nullptr, &active, sizeof active);
}

#else

Result<HeapProfile> readHeapProfile(const std::string& /*folder*/) {
    return Refusal{"heap profiles need jemalloc, which a build with sanitizers has not"};
}

void setHeapProfiling(bool /*active*/) {}

#endif

}  // namespace leaktide::target
