#include <atomic>

#include "target-server/faults/catalog.h"
#include "target-server/faults/kept_memory.h"

namespace leaktide::target {

namespace {

// Garbage that is collected in batches: heap in use rises, falls back, and rises again.
class SawTooth final : public Fault {
public:
    SawTooth()
        : Fault({.name = "saw-tooth",
                 .explains = "one request in N leaves bytes:N (1024) of garbage, and every 4096th of them "
                             "frees it all; "
                             "heap in use goes up and down between two levels",
                 .bytes = 1024,
                 .kind = FaultKind::LookAlike}) {}

    void onRequest(RequestMoment& /*moment*/) override {
        if (!due()) {
            return;
        }
        hold(1, bytes());
        if (m_garbage.add(static_cast<std::size_t>(bytes())) >= Batch) {
            m_garbage.clear();
            hold(-heldObjects(), -heldBytes());
        }
    }

private:
    static constexpr std::size_t Batch = 4096;
    KeptMemory m_garbage;
};

}  // namespace

std::unique_ptr<Fault> makeSawTooth(Lab& /*lab*/) {
    return std::make_unique<SawTooth>();
}

}  // namespace leaktide::target
