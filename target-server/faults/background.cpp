#include "target-server/faults/catalog.h"
#include "target-server/faults/kept_memory.h"

namespace leaktide::target {

namespace {

// Something in the background keeps what it makes, whether requests come or not.
class Background final : public Fault {
public:
    Background()
        : Fault({.name = "background",
                 .explains =
                     "keeps bytes:N (65536) more every second, with or without requests; raises heap in use "
                     "with time, at the same pace under load and at rest",
                 .bytes = 65536,
                 .goesBy = FaultPace::Time}) {}

    void onTick(std::chrono::steady_clock::time_point now) override {
        if (!on() || !belowCeiling() || !m_last) {
            m_last = now;
            return;
        }
        // In pieces of 1 KiB: as many as the time since the last tick has earned.
        m_owed += std::chrono::duration<double>(now - *m_last).count() * static_cast<double>(bytes());
        m_last = now;
        for (; m_owed >= Piece; m_owed -= Piece) {
            m_kept.add(static_cast<std::size_t>(Piece));
            strike();
            hold(1, static_cast<std::int64_t>(Piece));
        }
    }

private:
    static constexpr double Piece = 1024;
    std::optional<std::chrono::steady_clock::time_point> m_last;  // onTick() only, as is m_owed
    double m_owed = 0;
    KeptMemory m_kept;
};

}  // namespace

std::unique_ptr<Fault> makeBackground(Lab& /*lab*/) {
    return std::make_unique<Background>();
}

}  // namespace leaktide::target
