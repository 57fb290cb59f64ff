// Quick random numbers for ids and for routes that fail by chance; never for secrets.
// SplitMix64 (Steele, Lea, Flood 2014). One generator a thread.
#pragma once

#include <cstdint>
#include <random>

namespace leaktide::target {

inline std::uint64_t randomBits() {
    thread_local std::uint64_t state =
        (static_cast<std::uint64_t>(std::random_device()()) << 32) ^ std::random_device()();
    std::uint64_t z = (state += 0x9e3779b97f4a7c15U);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9U;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebU;
    return z ^ (z >> 31);
}

inline double randomShare() {  // [0, 1)
    return static_cast<double>(randomBits() >> 11) * 0x1p-53;
}

}  // namespace leaktide::target
