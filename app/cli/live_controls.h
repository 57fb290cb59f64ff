// A person at a run that goes: lines on standard input ("rate 500", "+10%", "mark", "stop") and the signals
// SIGUSR1 and SIGUSR2 (10 % faster, 10 % slower). One instance at a time.
#pragma once

#include <functional>
#include <mutex>
#include <string_view>
#include <thread>

#include "engine/base/result.h"
#include "engine/run/load_steering.h"

namespace leaktide::app {

// What one line asks for.
struct LiveOrder {
    bool stop = false;
    bool mark = false;  // the target's profiles, now
    RateWish wish = {};
};
// "rate 500", "500", "rate 300/1m", "+10%", "-10%", "mark", "stop"; InvalidInput says what can be written.
Result<LiveOrder> parseLiveOrder(std::string_view line);

class LiveControls {
public:
    enum class Input { IfTerminal, Read };  // standard input: only when a person sits there, or in any case
    explicit LiveControls(Input input);     // from now on the signals are ours
    ~LiveControls();                        // gives them back, joins
    LiveControls(const LiveControls&) = delete;
    LiveControls& operator=(const LiveControls&) = delete;

    // Called on a thread of ours, one at a time. What came before is forgotten.
    void whenAsked(std::function<void(const LiveOrder&)> carryOut);

private:
    void watch();
    void takeLine(std::string_view line);
    void carryOut(const LiveOrder& order);
    bool readInput();  // false: there is no more

    Input m_input;
    std::mutex m_mutex;  // guards the one below
    std::function<void(const LiveOrder&)> m_carryOut;
    std::string m_pending;  // of a line that is not whole yet; the thread's
    std::thread m_thread;
};

}  // namespace leaktide::app
