// Readings without load, in fixed memory: like BlockSeries, but only their level matters.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

namespace leaktide {

// Level and standard error over a stretch without load.
struct RestLevel {
    double mean = 0;
    double error = 0;
};

class RestSeries {
public:
    static constexpr std::size_t Capacity = 16;

    void add(double value);
    [[nodiscard]] std::uint64_t count() const { return m_count; }
    // All of the readings; nothing without any.
    [[nodiscard]] std::optional<RestLevel> level() const { return levelFrom(0); }
    // The newer half of the readings: the older one may still be settling.
    [[nodiscard]] std::optional<RestLevel> settledLevel() const { return levelFrom(m_used / 2); }

private:
    struct Block {
        std::uint64_t count = 0;
        double sum = 0;
    };
    [[nodiscard]] std::optional<RestLevel> levelFrom(std::size_t firstBlock) const;

    std::array<Block, Capacity> m_blocks{};
    std::size_t m_used = 0;  // the last may be open
    std::uint64_t m_length = 1;
    std::uint64_t m_count = 0;
};

}  // namespace leaktide
