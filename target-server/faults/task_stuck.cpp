#include "target-server/core/detached_task.h"
#include "target-server/core/task_registry.h"
#include "target-server/faults/catalog.h"
#include "target-server/lab.h"

namespace leaktide::target {

namespace {

// A task that waits for what nobody will ever send: in Go, a goroutine blocked on a channel without a sender.
class TaskStuck final : public Fault {
public:
    explicit TaskStuck(TaskRegistry& tasks)
        : Fault({.name = "task-stuck",
                 .explains =
                     "one request in N starts a task that waits for ever; raises tasks by 1/N per request, "
                     "and the heap by the task's frame"}),
          m_tasks(tasks) {}

    void onRequest(RequestMoment& /*moment*/) override {
        if (due()) {
            hold(1, 0);
            waitForever(m_tasks, m_never);
        }
    }

private:
    static DetachedTask waitForever(TaskRegistry& tasks, Event& never) {
        const TaskTicket ticket(tasks, "stuck");
        co_await never.wait();
    }

    TaskRegistry& m_tasks;
    Event m_never;  // its end destroys the tasks that wait
};

}  // namespace

std::unique_ptr<Fault> makeTaskStuck(Lab& lab) {
    return std::make_unique<TaskStuck>(lab.tasks);
}

}  // namespace leaktide::target
