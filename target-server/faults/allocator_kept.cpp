#include <mutex>

#include "target-server/faults/catalog.h"
#include "target-server/memory/lazy_arena.h"

namespace leaktide::target {

namespace {

// The program gives memory back, the allocator keeps the pages: heap in use falls, resident memory does not.
class AllocatorKept final : public Fault {
public:
    AllocatorKept()
        : Fault({.name = "allocator-kept",
                 .explains = "one request in N takes 4 KiB until 32 MiB are taken, then frees them all, "
                             "once; heap in use "
                             "falls back, resident memory stays",
                 .kind = FaultKind::LookAlike}) {}

    void onRequest(RequestMoment& /*moment*/) override {
        const std::lock_guard lock(m_mutex);
        if (m_done || !due()) {
            return;
        }
        m_arena.allocate(PieceBytes);
        hold(1, PieceBytes);
        if (heldObjects() >= Pieces) {
            m_arena.freeAll();
            hold(-heldObjects(), -heldBytes());
            m_done = true;
        }
    }

private:
    static constexpr std::int64_t PieceBytes = 4096;
    static constexpr std::int64_t Pieces = 8192;
    std::mutex m_mutex;  // guards all below
    bool m_done = false;
    LazyArena m_arena;
};

}  // namespace

std::unique_ptr<Fault> makeAllocatorKept(Lab& /*lab*/) {
    return std::make_unique<AllocatorKept>();
}

}  // namespace leaktide::target
