// Names for addresses of this process, read from its own symbols. No path of the build machine leaves it:
// files are named from the source root on. One thread at a time.
#pragma once

#include <compare>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace leaktide::target {

struct FrameLine {
    std::string function;
    std::string file;
    int line = 0;

    auto operator<=>(const FrameLine&) const = default;
};

struct Frame {
    std::uint64_t address = 0;
    std::vector<FrameLine> lines;  // innermost inlined function first; never empty
};

class Symbols {
public:
    // The frame of a return address; cached for as long as this object lives.
    const Frame& at(std::uint64_t address);

private:
    std::map<std::uint64_t, Frame> m_known;
};

std::string demangled(const char* name);
std::string sourceName(const char* path);  // ".../target-server/faults/x.cpp" -> "target-server/faults/x.cpp"

}  // namespace leaktide::target
