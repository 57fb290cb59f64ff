// A series that never holds more than `capacity` items, however long the run: when it is full every second
// item is dropped and from then on only every second (fourth, …) new one is kept. The newest item is always
// readable.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

namespace leaktide {

template <typename T>
class BoundedSeries {
public:
    explicit BoundedSeries(std::size_t capacity) : m_capacity(capacity < 2 ? 2 : capacity) {}

    void push(const T& item) {
        m_last = item;
        if (m_skipped + 1 < m_stride) {
            ++m_skipped;
            return;
        }
        m_skipped = 0;
        m_items.push_back(item);
        if (m_items.size() >= m_capacity) {
            thin();
        }
    }

    [[nodiscard]] const std::vector<T>& items() const { return m_items; }
    [[nodiscard]] const std::optional<T>& last() const { return m_last; }

private:
    void thin() {
        std::size_t kept = 0;
        for (std::size_t at = 0; at < m_items.size(); at += 2) {
            m_items[kept++] = m_items[at];
        }
        m_items.resize(kept);
        m_stride *= 2;
    }

    std::size_t m_capacity;
    std::size_t m_stride = 1;
    std::size_t m_skipped = 0;
    std::vector<T> m_items;
    std::optional<T> m_last;
};

}  // namespace leaktide
