#include <forward_list>
#include <mutex>
#include <string>

#include "target-server/faults/catalog.h"

namespace leaktide::target {

namespace {

// A ticker that is never stopped: it goes off every second for nobody, and keeps what it was made with.
class TimerKept final : public Fault {
public:
    TimerKept()
        : Fault({.name = "timer-kept",
                 .explains = "one request in N starts a ticker that is never stopped; each holds bytes:N "
                             "(256) and goes "
                             "off every second; raises heap in use by about bytes/N per request",
                 .bytes = 256}) {}

    void onRequest(RequestMoment& /*moment*/) override {
        if (!due()) {
            return;
        }
        hold(1, bytes());
        std::string state(static_cast<std::size_t>(bytes()), 't');
        const auto first = std::chrono::steady_clock::now() + Period;
        const std::lock_guard lock(m_mutex);
        m_tickers.push_front({first, 0, std::move(state)});
    }

    void onTick(std::chrono::steady_clock::time_point now) override {
        const std::lock_guard lock(m_mutex);
        for (Ticker& ticker : m_tickers) {
            if (now >= ticker.next) {
                ticker.next = now + Period;
                ++ticker.ticks;
            }
        }
    }

private:
    static constexpr std::chrono::seconds Period{1};
    struct Ticker {
        std::chrono::steady_clock::time_point next;
        std::uint64_t ticks;
        std::string state;
    };

    std::mutex m_mutex;  // guards m_tickers
    std::forward_list<Ticker> m_tickers;
};

}  // namespace

std::unique_ptr<Fault> makeTimerKept(Lab& /*lab*/) {
    return std::make_unique<TimerKept>();
}

}  // namespace leaktide::target
