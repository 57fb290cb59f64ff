// Bytes that were received and not yet used. Small while idle, since ten thousand idle connections each have
// one. One thread.
#pragma once

#include <cstddef>
#include <cstring>
#include <memory>
#include <span>
#include <string_view>

namespace leaktide::target {

class InputBuffer {
public:
    [[nodiscard]] std::string_view bytes() const { return {m_memory.get() + m_begin, m_end - m_begin}; }

    // Room for at least `least` further bytes. Invalidates bytes().
    std::span<char> prepare(std::size_t least) {
        if (m_capacity - m_end < least) {
            makeRoom(least);
        }
        return {m_memory.get() + m_end, m_capacity - m_end};
    }
    void commit(std::size_t count) { m_end += count; }
    void consume(std::size_t count) {
        m_begin += count;
        if (m_begin == m_end) {
            m_begin = m_end = 0;
            if (m_capacity > UsualSize) {
                *this = InputBuffer();
            }
        }
    }

private:
    static constexpr std::size_t UsualSize = 2048;

    void makeRoom(std::size_t least) {
        const std::size_t held = m_end - m_begin;
        if (m_begin > 0 && m_capacity - held >= least) {
            std::memmove(m_memory.get(), m_memory.get() + m_begin, held);
        } else {
            std::size_t capacity = m_capacity == 0 ? UsualSize : m_capacity * 2;
            while (capacity - held < least) {
                capacity *= 2;
            }
            auto grown = std::make_unique_for_overwrite<char[]>(capacity);
            if (held > 0) {
                std::memcpy(grown.get(), m_memory.get() + m_begin, held);
            }
            m_memory = std::move(grown);
            m_capacity = capacity;
        }
        m_begin = 0;
        m_end = held;
    }

    std::unique_ptr<char[]> m_memory;
    std::size_t m_capacity = 0;
    std::size_t m_begin = 0;
    std::size_t m_end = 0;
};

}  // namespace leaktide::target
