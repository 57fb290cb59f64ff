#include "target-server/core/detached_task.h"
#include "target-server/core/task_registry.h"
#include "target-server/faults/catalog.h"
#include "target-server/lab.h"

namespace leaktide::target {

namespace {

// A task that does not look at its request's context: when the client goes away, it works on for nobody.
class CancelIgnored final : public Fault {
public:
    explicit CancelIgnored(TaskRegistry& tasks)
        : Fault({.name = "cancel-ignored",
                 .explains = "one request in N whose client goes away leaves a task that never ends; raises "
                             "tasks by 1/N "
                             "per disconnected client, and nothing while all clients wait"}),
          m_tasks(tasks) {}

    void onClientGone(RequestMoment& /*moment*/) override {
        if (due()) {
            hold(1, 0);
            workOnForNobody(m_tasks, m_never);
        }
    }

private:
    static DetachedTask workOnForNobody(TaskRegistry& tasks, Event& never) {
        const TaskTicket ticket(tasks, "orphan");
        co_await never.wait();
    }

    TaskRegistry& m_tasks;
    Event m_never;  // its end destroys the tasks that wait
};

}  // namespace

std::unique_ptr<Fault> makeCancelIgnored(Lab& lab) {
    return std::make_unique<CancelIgnored>(lab.tasks);
}

}  // namespace leaktide::target
