#include <mutex>
#include <utility>

#include "target-server/core/context_pool.h"
#include "target-server/faults/catalog.h"

namespace leaktide::target {

namespace {

// A handler stores its context somewhere and forgets it: in Go, a *gin.Context that never goes back to its
// pool.
class ContextKept final : public Fault {
public:
    ContextKept()
        : Fault({.name = "context-kept",
                 .explains =
                     "one request in N never gives its context back to the pool; raises pool in use by "
                     "1/N per request, and the heap by the context's memory"}) {}
    ~ContextKept() override {
        while (m_kept != nullptr) {
            const std::unique_ptr<Context> context(std::exchange(m_kept, m_kept->next));
        }
    }

    void onRequest(RequestMoment& moment) override {
        if (due()) {
            keep(moment.lease.keep());
        }
    }

private:
    void keep(Context* context) {
        if (context == nullptr) {
            return;  // another fault has it already
        }
        hold(1, static_cast<std::int64_t>(sizeof(Context)));
        const std::lock_guard lock(m_mutex);
        context->next = std::exchange(m_kept, context);
    }

    std::mutex m_mutex;         // guards m_kept
    Context* m_kept = nullptr;  // a list through Context::next
};

}  // namespace

std::unique_ptr<Fault> makeContextKept(Lab& /*lab*/) {
    return std::make_unique<ContextKept>();
}

}  // namespace leaktide::target
