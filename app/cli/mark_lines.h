// Lines on standard input that ask for something while a run goes: "mark" takes the target's profiles. Only
// when a flag asks for it: whoever calls us in a loop may want to read that input itself.
#pragma once

#include <functional>
#include <string>
#include <thread>

namespace leaktide::app {

class MarkLines {
public:
    // `mark` is called on a thread of ours, once a line.
    explicit MarkLines(std::function<void()> mark);
    ~MarkLines();  // joins, even when nothing more is ever typed
    MarkLines(const MarkLines&) = delete;
    MarkLines& operator=(const MarkLines&) = delete;

private:
    void read();
    bool waitForInput() const;
    void take(std::string& pending);

    std::function<void()> m_mark;
    int m_end = -1;  // an event that ends the wait
    std::thread m_thread;
};

}  // namespace leaktide::app
