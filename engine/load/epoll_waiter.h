// One epoll with a bell: waits with nanosecond resolution, can be woken from any thread.
// Threading: add/modify/remove/wait belong to one thread; ring() may be called from any.
#pragma once

#include <sys/epoll.h>

#include <array>
#include <cstdint>
#include <span>

#include "engine/base/result.h"
#include "engine/base/units.h"

namespace leaktide {

class EpollWaiter {
public:
    EpollWaiter();  // ok() tells whether the system gave the two descriptors
    ~EpollWaiter();
    EpollWaiter(const EpollWaiter&) = delete;
    EpollWaiter& operator=(const EpollWaiter&) = delete;

    [[nodiscard]] bool ok() const { return m_epoll >= 0 && m_bell >= 0; }
    bool add(int fd, std::uint32_t events);
    bool modify(int fd, std::uint32_t events);
    void remove(int fd);
    // The events that came, the bell's own taken out. Valid until the next wait.
    std::span<const epoll_event> wait(Nanos atMost);
    void ring();

private:
    bool control(int operation, int fd, std::uint32_t events) const;

    int m_epoll = -1;
    int m_bell = -1;
    std::array<epoll_event, 256> m_events{};
};

}  // namespace leaktide
