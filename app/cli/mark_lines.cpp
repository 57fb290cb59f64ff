#include "app/cli/mark_lines.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdint>

#include "app/cli/terminal.h"
#include "engine/base/text.h"

namespace leaktide::app {

namespace {

constexpr std::size_t LongestLine = 1000;

}  // namespace

MarkLines::MarkLines(std::function<void()> mark) : m_mark(std::move(mark)), m_end(eventfd(0, EFD_CLOEXEC)) {
    std::signal(SIGTTIN, SIG_IGN);  // put into the background, reading fails instead of stopping the run
    m_thread = std::thread([this] { read(); });
}

MarkLines::~MarkLines() {
    const std::uint64_t one = 1;
    [[maybe_unused]] const ssize_t written = ::write(m_end, &one, sizeof one);
    m_thread.join();
    ::close(m_end);
}

bool MarkLines::waitForInput() const {
    std::array<pollfd, 2> both{{{STDIN_FILENO, POLLIN, 0}, {m_end, POLLIN, 0}}};
    while (::poll(both.data(), both.size(), -1) < 0) {
        if (errno != EINTR) {
            return false;
        }
    }
    return both[1].revents == 0;
}

void MarkLines::read() {
    std::string pending;
    while (waitForInput()) {
        std::array<char, 256> block{};
        const ssize_t got = ::read(STDIN_FILENO, block.data(), block.size());
        if (got <= 0) {
            return;
        }
        pending.append(block.data(), static_cast<std::size_t>(got));
        take(pending);
        if (pending.size() > LongestLine) {
            pending.clear();
        }
    }
}

void MarkLines::take(std::string& pending) {
    for (std::size_t end = pending.find('\n'); end != std::string::npos; end = pending.find('\n')) {
        const std::string line(trim(pending.substr(0, end)));
        pending.erase(0, end + 1);
        if (line == "mark") {
            m_mark();
        } else if (!line.empty()) {
            writeStderr("leaktide-cli: '" + printable(line, 60) +
                        "' on standard input means nothing: mark\n");
        }
    }
}

}  // namespace leaktide::app
