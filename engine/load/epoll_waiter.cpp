#include "engine/load/epoll_waiter.h"

#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

namespace leaktide {

EpollWaiter::EpollWaiter()
    : m_epoll(epoll_create1(EPOLL_CLOEXEC)), m_bell(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
    if (ok()) {
        add(m_bell, EPOLLIN | EPOLLET);
    }
}

EpollWaiter::~EpollWaiter() {
    for (const int fd : {m_bell, m_epoll}) {
        if (fd >= 0) {
            close(fd);
        }
    }
}

bool EpollWaiter::control(int operation, int fd, std::uint32_t events) const {
    epoll_event event{};
    event.events = events;
    event.data.fd = fd;
    return epoll_ctl(m_epoll, operation, fd, &event) == 0;
}

bool EpollWaiter::add(int fd, std::uint32_t events) {
    return control(EPOLL_CTL_ADD, fd, events);
}

bool EpollWaiter::modify(int fd, std::uint32_t events) {
    return control(EPOLL_CTL_MOD, fd, events);
}

void EpollWaiter::remove(int fd) {
    control(EPOLL_CTL_DEL, fd, 0);
}

std::span<const epoll_event> EpollWaiter::wait(Nanos atMost) {
    const auto ns = std::max<std::int64_t>(atMost.count(), 0);
    const timespec limit{.tv_sec = ns / 1'000'000'000, .tv_nsec = ns % 1'000'000'000};
    const int room = static_cast<int>(m_events.size());
    int count = epoll_pwait2(m_epoll, m_events.data(), room, &limit, nullptr);
    if (count < 0 && errno == ENOSYS) {  // kernels before 5.11 wait in whole milliseconds
        count = epoll_wait(m_epoll, m_events.data(), room, static_cast<int>((ns + 999'999) / 1'000'000));
    }
    const auto begin = m_events.begin();
    const auto end = std::remove_if(begin, begin + std::max(count, 0),
                                    [this](const epoll_event& event) { return event.data.fd == m_bell; });
    return {begin, end};
}

void EpollWaiter::ring() {
    const std::uint64_t one = 1;
    // Edge-triggered and never read: each write is an edge of its own. A full counter has rung already.
    [[maybe_unused]] const auto written = write(m_bell, &one, sizeof one);
}

}  // namespace leaktide
