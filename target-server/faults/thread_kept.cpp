#include <condition_variable>
#include <list>
#include <mutex>
#include <thread>

#include "target-server/faults/catalog.h"

namespace leaktide::target {

namespace {

// An executor that is started for one job and never shut down: its thread waits for a next job that never
// comes.
class ThreadKept final : public Fault {
public:
    ThreadKept()
        : Fault({.name = "thread-kept",
                 .explains =
                     "one request in N starts a thread that is never shut down; raises threads by 1/N per "
                     "request, and the heap by the thread's bookkeeping"}) {}
    ~ThreadKept() override {
        {
            const std::lock_guard lock(m_mutex);
            m_stop = true;
        }
        m_wake.notify_all();
        for (std::thread& thread : m_threads) {
            thread.join();
        }
    }

    void onRequest(RequestMoment& /*moment*/) override {
        if (!due()) {
            return;
        }
        const std::lock_guard lock(m_mutex);
        try {
            m_threads.emplace_back([this] { waitForJobs(); });
            hold(1, 0);
        } catch (const std::system_error&) {
            return;  // the system has no thread left
        }
    }

private:
    void waitForJobs() {
        std::unique_lock lock(m_mutex);
        m_wake.wait(lock, [this] { return m_stop; });
    }

    std::mutex m_mutex;  // guards all below
    std::condition_variable m_wake;
    bool m_stop = false;
    std::list<std::thread> m_threads;
};

}  // namespace

std::unique_ptr<Fault> makeThreadKept(Lab& /*lab*/) {
    return std::make_unique<ThreadKept>();
}

}  // namespace leaktide::target
