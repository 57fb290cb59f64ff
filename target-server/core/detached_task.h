// A coroutine that owns itself, and an event it can wait for. Smaller and plainer than an Asio coroutine: for
// tasks that belong to no connection and do no I/O.
#pragma once

#include <coroutine>
#include <exception>
#include <mutex>
#include <utility>

namespace leaktide::target {

// Runs at once on the caller's thread up to its first wait; frees itself when it ends.
struct DetachedTask {
    struct promise_type {  // NOLINT(readability-identifier-naming): the language names it
        DetachedTask get_return_object() { return {}; }               // NOLINT(readability-identifier-naming)
        std::suspend_never initial_suspend() noexcept { return {}; }  // NOLINT(readability-identifier-naming)
        std::suspend_never final_suspend() noexcept { return {}; }    // NOLINT(readability-identifier-naming)
        void return_void() {}                                         // NOLINT(readability-identifier-naming)
        void unhandled_exception() { std::terminate(); }              // NOLINT(readability-identifier-naming)
    };
};

// Tasks wait until somebody resumes them all. An event that dies destroys the tasks that still wait: that is
// how a server that leaks tasks on purpose still ends clean. Thread-safe; waiters are resumed on the caller's
// thread. Waiters are linked through their own frames, so that waiting allocates nothing.
class Event {
public:
    class Waiter {
    public:
        explicit Waiter(Event& event) : m_event(event) {}
        bool await_ready() const noexcept { return false; }  // NOLINT(readability-identifier-naming)
        void await_suspend(std::coroutine_handle<> task) {   // NOLINT(readability-identifier-naming)
            m_task = task;
            const std::lock_guard lock(m_event.m_mutex);
            m_next = m_event.m_first;
            m_event.m_first = this;
        }
        void await_resume() const noexcept {}  // NOLINT(readability-identifier-naming)

    private:
        friend class Event;
        Event& m_event;
        std::coroutine_handle<> m_task;
        Waiter* m_next = nullptr;
    };

    Event() = default;
    Event(const Event&) = delete;
    Event& operator=(const Event&) = delete;
    ~Event() {
        for (Waiter* waiter = takeAll(); waiter != nullptr;) {
            const std::coroutine_handle<> task = waiter->m_task;
            waiter = waiter->m_next;  // the waiter lives in the frame that goes now
            task.destroy();
        }
    }

    Waiter wait() { return Waiter(*this); }
    void resumeAll() {
        for (Waiter* waiter = takeAll(); waiter != nullptr;) {
            const std::coroutine_handle<> task = waiter->m_task;
            waiter = waiter->m_next;
            task.resume();
        }
    }

private:
    Waiter* takeAll() {
        const std::lock_guard lock(m_mutex);
        return std::exchange(m_first, nullptr);
    }

    std::mutex m_mutex;  // guards m_first
    Waiter* m_first = nullptr;
};

}  // namespace leaktide::target
