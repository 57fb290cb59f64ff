#include "target-server/pprof/heap_frames.h"

#include <algorithm>
#include <iterator>
#include <string_view>

namespace leaktide::target {

namespace {

bool isAllocator(const Frame& frame) {
    const std::string& outermost = frame.lines.back().function;
    return outermost.starts_with("0x") || outermost.find("operator new") != std::string::npos ||
           outermost.starts_with("alloc") || outermost.starts_with("aligned_alloc");
}

// Header code of the standard library or of Boost. What has no file is a library's exported function: it has
// a name worth reading, and so has what came from a source file.
bool isPlumbing(const FrameLine& line) {
    constexpr std::string_view SourceEndings[] = {".c", ".cc", ".cpp", ".S"};
    return !line.file.empty() && !line.file.starts_with("target-server/") &&
           std::none_of(std::begin(SourceEndings), std::end(SourceEndings),
                        [&line](std::string_view ending) { return line.file.ends_with(ending); });
}

}  // namespace

std::vector<const Frame*> HeapFrames::of(const std::vector<std::uint64_t>& addresses) {
    std::vector<const Frame*> frames;
    for (const std::uint64_t address : addresses) {
        const Frame& frame = m_symbols.at(address);
        if (!frames.empty()) {
            frames.push_back(&frame);
        } else if (const Frame* first = isAllocator(frame) ? nullptr : asking(frame); first != nullptr) {
            frames.push_back(first);
        }
    }
    if (frames.empty() && !addresses.empty()) {
        frames.push_back(&m_symbols.at(addresses.front()));  // an allocation of a library for itself
    }
    return frames;
}

const Frame* HeapFrames::asking(const Frame& frame) {
    const auto first = std::find_if_not(frame.lines.begin(), frame.lines.end(), isPlumbing);
    if (first == frame.lines.end()) {
        return nullptr;
    }
    if (first == frame.lines.begin()) {
        return &frame;
    }
    Frame& kept = m_asking[frame.address];
    kept = {frame.address, {first, frame.lines.end()}};
    return &kept;
}

}  // namespace leaktide::target
