#include "target-server/faults/catalog.h"
#include "target-server/faults/kept_memory.h"

namespace leaktide::target {

namespace {

// A cache keyed by something that never comes again, without a limit.
class CacheUnbounded final : public Fault {
public:
    CacheUnbounded()
        : Fault(
              {.name = "cache-unbounded",
               .explains =
                   "one request in N adds an entry of bytes:N (1024) to a cache without a limit; raises heap "
                   "in use by bytes/N per request",
               .bytes = 1024}) {}

    void onRequest(RequestMoment& /*moment*/) override {
        if (due()) {
            m_cache.add(static_cast<std::size_t>(bytes()));
            hold(1, bytes());
        }
    }

private:
    KeptMemory m_cache;
};

}  // namespace

std::unique_ptr<Fault> makeCacheUnbounded(Lab& /*lab*/) {
    return std::make_unique<CacheUnbounded>();
}

}  // namespace leaktide::target
