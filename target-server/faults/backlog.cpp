#include <deque>
#include <mutex>

#include "target-server/core/detached_task.h"
#include "target-server/core/task_registry.h"
#include "target-server/faults/catalog.h"
#include "target-server/lab.h"

namespace leaktide::target {

namespace {

// Each request leaves work that is done two seconds later: tasks grow with the rate, and all end after the
// load.
class Backlog final : public Fault {
public:
    explicit Backlog(TaskRegistry& tasks)
        : Fault(
              {.name = "backlog",
               .explains =
                   "one request in N leaves a task that ends after 2 s; tasks rise to 2 s worth of requests, "
                   "stay there under load, and fall back when it ends",
               .kind = FaultKind::LookAlike}),
          m_tasks(tasks) {}

    void onRequest(RequestMoment& /*moment*/) override {
        if (!due()) {
            return;
        }
        hold(1, 0);
        const auto now = std::chrono::steady_clock::now();
        const std::lock_guard lock(m_mutex);
        if (m_batches.empty() || now - m_batches.back().begun > Tick) {
            m_batches.push_back({now, std::make_unique<Event>()});
        }
        finishLater(m_tasks, *m_batches.back().due);
    }

    void onTick(std::chrono::steady_clock::time_point now) override {
        while (std::unique_ptr<Event> due = takeDue(now)) {
            due->resumeAll();
        }
    }

private:
    static constexpr std::chrono::milliseconds Tick{50};
    static constexpr std::chrono::seconds Later{2};
    struct Batch {  // requests of one moment end together
        std::chrono::steady_clock::time_point begun;
        std::unique_ptr<Event> due;
    };

    DetachedTask finishLater(TaskRegistry& tasks, Event& due) {
        const TaskTicket ticket(tasks, "backlog");
        co_await due.wait();
        hold(-1, 0);
    }

    std::unique_ptr<Event> takeDue(std::chrono::steady_clock::time_point now) {
        const std::lock_guard lock(m_mutex);
        if (m_batches.empty() || now - m_batches.front().begun < Later) {
            return nullptr;
        }
        std::unique_ptr<Event> due = std::move(m_batches.front().due);
        m_batches.pop_front();
        return due;
    }

    TaskRegistry& m_tasks;
    std::mutex m_mutex;  // guards m_batches
    std::deque<Batch> m_batches;
};

}  // namespace

std::unique_ptr<Fault> makeBacklog(Lab& lab) {
    return std::make_unique<Backlog>(lab.tasks);
}

}  // namespace leaktide::target
