#include <mutex>
#include <utility>

#include "target-server/core/context_pool.h"
#include "target-server/faults/catalog.h"

namespace leaktide::target {

namespace {

// The happy path gives everything back; the path of an exception does not. Only /panic (or a handler that
// fails) leaks.
class PanicKeeps final : public Fault {
public:
    PanicKeeps()
        : Fault({.name = "panic-keeps",
                 .explains = "one request in N whose handler throws never gives its context back; raises "
                             "pool in use by "
                             "1/N per failed request, and nothing while no handler fails"}) {}
    ~PanicKeeps() override {
        while (m_kept != nullptr) {
            const std::unique_ptr<Context> context(std::exchange(m_kept, m_kept->next));
        }
    }

    void onPanic(RequestMoment& moment) override {
        if (!due()) {
            return;
        }
        if (Context* context = moment.lease.keep()) {
            hold(1, static_cast<std::int64_t>(sizeof(Context)));
            const std::lock_guard lock(m_mutex);
            context->next = std::exchange(m_kept, context);
        }
    }

private:
    std::mutex m_mutex;         // guards m_kept
    Context* m_kept = nullptr;  // a list through Context::next
};

}  // namespace

std::unique_ptr<Fault> makePanicKeeps(Lab& /*lab*/) {
    return std::make_unique<PanicKeeps>();
}

}  // namespace leaktide::target
