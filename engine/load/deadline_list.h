// Deadlines of requests in flight, in the order in which they were set; all are equally long, so that is the
// order in which they pass. A list linked through the slots: setting and clearing are O(1) and allocate
// nothing. Not thread-safe.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "engine/base/units.h"

namespace leaktide {

class DeadlineList {
public:
    explicit DeadlineList(std::uint32_t count) : m_links(count + 1), m_end(count) {
        for (std::uint32_t slot = 0; slot <= count; ++slot) {
            m_links[slot].before = m_links[slot].after = slot;  // in no list: a ring of its own
        }
    }

    void set(std::uint32_t slot, SteadyTime deadline) {
        clear(slot);
        const std::uint32_t last = m_links[m_end].before;
        m_links[slot] = {last, m_end, deadline};
        m_links[last].after = slot;
        m_links[m_end].before = slot;
    }
    void clear(std::uint32_t slot) {
        Link& link = m_links[slot];
        m_links[link.before].after = link.after;
        m_links[link.after].before = link.before;
        link.before = link.after = slot;
    }
    // The slot whose deadline passes next.
    [[nodiscard]] std::optional<std::uint32_t> first() const {
        const std::uint32_t slot = m_links[m_end].after;
        return slot == m_end ? std::nullopt : std::optional(slot);
    }
    [[nodiscard]] SteadyTime deadlineOf(std::uint32_t slot) const { return m_links[slot].deadline; }

private:
    struct Link {
        std::uint32_t before = 0;
        std::uint32_t after = 0;
        SteadyTime deadline;
    };
    std::vector<Link> m_links;  // the last one is the ring's end
    std::uint32_t m_end;
};

}  // namespace leaktide
