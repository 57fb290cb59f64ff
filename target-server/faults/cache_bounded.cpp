#include "target-server/faults/catalog.h"
#include "target-server/faults/kept_memory.h"

namespace leaktide::target {

namespace {

// A cache with a limit: it fills, then each new entry pushes the oldest out.
class CacheBounded final : public Fault {
public:
    CacheBounded()
        : Fault(
              {.name = "cache-bounded",
               .explains =
                   "one request in N adds an entry of bytes:N (1024) to a cache of 8192 entries; heap in use "
                   "rises until the cache is full, then stays",
               .bytes = 1024,
               .kind = FaultKind::LookAlike}) {}

    void onRequest(RequestMoment& /*moment*/) override {
        if (!due()) {
            return;
        }
        if (m_cache.add(static_cast<std::size_t>(bytes())) > MostEntries) {
            m_cache.dropOldest();
        } else {
            hold(1, bytes());
        }
    }

private:
    static constexpr std::size_t MostEntries = 8192;
    KeptMemory m_cache;
};

}  // namespace

std::unique_ptr<Fault> makeCacheBounded(Lab& /*lab*/) {
    return std::make_unique<CacheBounded>();
}

}  // namespace leaktide::target
