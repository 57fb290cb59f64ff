#include <array>
#include <mutex>

#include "target-server/core/random.h"
#include "target-server/faults/catalog.h"

namespace leaktide::target {

namespace {

// Tables that are built when first needed: quick growth at first, ever slower, then none.
class WarmUp final : public Fault {
public:
    WarmUp()
        : Fault(
              {.name = "warm-up",
               .explains =
                   "one request in N looks at one of 4096 places by chance and fills it with bytes:N (2048) "
                   "when it is empty; heap in use rises ever more slowly and comes to rest",
               .bytes = 2048,
               .kind = FaultKind::LookAlike}) {}

    void onRequest(RequestMoment& /*moment*/) override {
        if (!due()) {
            return;
        }
        const std::lock_guard lock(m_mutex);
        std::unique_ptr<char[]>& place = m_places[randomBits() % m_places.size()];
        if (!place) {
            place = std::make_unique<char[]>(static_cast<std::size_t>(bytes()));
            hold(1, bytes());
        }
    }

private:
    std::mutex m_mutex;  // guards m_places
    std::array<std::unique_ptr<char[]>, 4096> m_places;
};

}  // namespace

std::unique_ptr<Fault> makeWarmUp(Lab& /*lab*/) {
    return std::make_unique<WarmUp>();
}

}  // namespace leaktide::target
