// Says when this client is the limit of a load, and not the target. Pure: each second's facts are handed in.
//
// One second may be an accident: it is said when two of the last three seconds were limited, and unsaid when
// none of the last two was.
#pragma once

#include <array>
#include <optional>
#include <string>

#include "engine/base/phrase.h"
#include "engine/load/thread_meter.h"
#include "engine/measure/load_interval.h"
#include "engine/store/client_state.h"

namespace leaktide {

class ClientWatch {
public:
    // What one second says by itself.
    static ClientState stateOf(const CoreUse& use, const LoadCounters& counters);

    ClientState add(const CoreUse& use, const LoadCounters& counters);  // one more second
    void rest();  // no load any more: nothing to be the limit of
    // "this client is the limit: …", empty while it is not.
    [[nodiscard]] const std::string& sentence() const { return m_sentence; }
    // Since the last call: what belongs on the time axis. Unset: nothing changed.
    std::optional<Phrase> takeChange();

private:
    std::array<bool, 3> m_limited{};  // of the last seconds, the newest first
    std::string m_sentence;
    std::optional<Phrase> m_change;
};

}  // namespace leaktide
