#include <mutex>
#include <vector>

#include "target-server/faults/catalog.h"
#include "target-server/lab.h"

namespace leaktide::target {

namespace {

// A buffer is taken from its pool and never put back: in Go, a sync.Pool.Get without its Put.
class BufferLost final : public Fault {
public:
    explicit BufferLost(BufferPool& buffers)
        : Fault({.name = "buffer-lost",
                 .explains =
                     "one request in N takes a buffer of 16 KiB from the pool and never returns it; raises "
                     "buffers in use by 1/N per request, and the heap by 16 KiB/N"}),
          m_buffers(buffers) {}

    void onRequest(RequestMoment& /*moment*/) override {
        if (!due()) {
            return;
        }
        hold(1, static_cast<std::int64_t>(BufferPool::BufferSize));
        std::unique_ptr<char[]> lost = m_buffers.acquire().keep();
        lost[0] = 1;
        const std::lock_guard lock(m_mutex);
        m_lost.push_back(std::move(lost));
    }

private:
    BufferPool& m_buffers;
    std::mutex m_mutex;  // guards m_lost
    std::vector<std::unique_ptr<char[]>> m_lost;
};

}  // namespace

std::unique_ptr<Fault> makeBufferLost(Lab& lab) {
    return std::make_unique<BufferLost>(lab.buffers);
}

}  // namespace leaktide::target
