#include "app/cli/live_controls.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdint>

#include "app/cli/terminal.h"
#include "engine/base/text.h"

namespace leaktide::app {

namespace {

constexpr double OneStep = 0.1;
constexpr std::size_t LongestLine = 1000;
// One event tells three things apart, each up to a million times.
constexpr std::uint64_t Faster = 1;
constexpr std::uint64_t Slower = 1ULL << 20U;
constexpr std::uint64_t Finished = 1ULL << 40U;

// The event is never closed: a late handler may still write.
std::atomic<int> controlEvent{-1};

void post(std::uint64_t what) {
    [[maybe_unused]] const ssize_t written = ::write(controlEvent.load(), &what, sizeof(what));
}

void onSignal(int signal) {
    const int before = errno;
    post(signal == SIGUSR1 ? Faster : Slower);
    errno = before;
}

void setHandlers(void (*handler)(int)) {
    struct sigaction action {};
    action.sa_handler = handler;
    action.sa_flags = SA_RESTART;
    for (const int signal : {SIGUSR1, SIGUSR2}) {
        sigaction(signal, &action, nullptr);
    }
}

// A program in the background that reads from its terminal is stopped by the system.
bool mayReadInput() {
    return isatty(STDIN_FILENO) == 0 || tcgetpgrp(STDIN_FILENO) == getpgrp();
}

}  // namespace

Result<LiveOrder> parseLiveOrder(std::string_view line) {
    std::string_view word = trim(line);
    if (equalsIgnoreCase(word, "stop") || equalsIgnoreCase(word, "quit")) {
        return LiveOrder{.stop = true};
    }
    if (equalsIgnoreCase(word, "mark")) {
        return LiveOrder{.mark = true};
    }
    if (word.size() > 5 && equalsIgnoreCase(word.substr(0, 4), "rate")) {
        word = trim(word.substr(4));
    }
    const Error help{
        ErrorKind::InvalidInput,
        "'" + printable(trim(line), 40) + "' is not an order (write rate 500, +10%, -10%, mark, stop)"};
    if (!word.empty() && (word.front() == '+' || word.front() == '-')) {
        const bool percent = word.back() == '%';
        const auto number = parseDouble(trim(word.substr(0, word.size() - (percent ? 1 : 0))));
        if (!percent || !number || *number <= -100 || *number > 10'000) {
            return help;
        }
        return LiveOrder{.wish = {.rate = {}, .factor = 1 + *number / 100}};
    }
    const auto rate = parseRate(word);
    if (!rate || rate->count == 0 || rate->perSecond() > 10e6) {
        return help;
    }
    return LiveOrder{.wish = {.rate = *rate}};
}

LiveControls::LiveControls(Input input) : m_input(input) {
    if (controlEvent < 0) {
        controlEvent = eventfd(0, EFD_CLOEXEC);
    }
    setHandlers(onSignal);
    m_thread = std::thread([this] { watch(); });
}

LiveControls::~LiveControls() {
    post(Finished);
    m_thread.join();
    setHandlers(SIG_DFL);
}

void LiveControls::whenAsked(std::function<void(const LiveOrder&)> carryOut) {
    const std::lock_guard lock(m_mutex);
    m_carryOut = std::move(carryOut);
}

void LiveControls::carryOut(const LiveOrder& order) {
    const std::lock_guard lock(m_mutex);
    if (m_carryOut) {
        m_carryOut(order);
    }
}

void LiveControls::watch() {
    bool reads = m_input == Input::Read || isatty(STDIN_FILENO) != 0;
    while (true) {
        std::array<pollfd, 2> watched{
            {{controlEvent, POLLIN, 0}, {reads && mayReadInput() ? STDIN_FILENO : -1, POLLIN, 0}}};
        constexpr int LookAgainMs = 1000;  // whether we have come to the foreground
        if (::poll(watched.data(), watched.size(), reads ? LookAgainMs : -1) < 0) {
            continue;
        }
        if ((watched[0].revents & POLLIN) != 0) {
            std::uint64_t what = 0;
            if (::read(controlEvent, &what, sizeof(what)) != sizeof(what)) {
                continue;
            }
            if (what >= Finished) {
                return;
            }
            for (std::uint64_t i = 0; i < what % Slower; ++i) {
                carryOut({.wish = {.rate = {}, .factor = 1 + OneStep}});
            }
            for (std::uint64_t i = 0; i < what / Slower; ++i) {
                carryOut({.wish = {.rate = {}, .factor = 1 - OneStep}});
            }
        }
        reads = reads && (watched[1].revents == 0 || readInput());
    }
}

bool LiveControls::readInput() {
    std::array<char, 256> block{};
    const ssize_t got = ::read(STDIN_FILENO, block.data(), block.size());
    if (got <= 0) {
        return got < 0 && errno == EINTR;
    }
    m_pending.append(block.data(), static_cast<std::size_t>(got));
    for (std::size_t end = m_pending.find('\n'); end != std::string::npos; end = m_pending.find('\n')) {
        takeLine(std::string_view(m_pending).substr(0, end));
        m_pending.erase(0, end + 1);
    }
    if (m_pending.size() > LongestLine) {
        m_pending.clear();
    }
    return true;
}

void LiveControls::takeLine(std::string_view line) {
    if (trim(line).empty()) {
        return;
    }
    const auto order = parseLiveOrder(line);
    if (order) {
        carryOut(*order);
    } else {
        writeStderr("\nleaktide-cli: " + order.error().message + "\n");
    }
}

}  // namespace leaktide::app
