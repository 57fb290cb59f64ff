// Tells from what readings say of the target's process whether it is still the same one.
#pragma once

#include <optional>
#include <string>

#include "engine/probe/reading.h"

namespace leaktide {

// The last that was heard of the target's process.
class RestartWatch {
public:
    // Whether these gauges come from another process than the ones before.
    bool restarted(const Gauges& gauges) {
        bool another = false;
        if (gauges.identity && m_identity) {
            another = *gauges.identity != *m_identity;
        } else {
            another = fell(gauges.requestsServed, m_served) || fell(gauges.gcCycles, m_gcCycles);
        }
        keep(gauges.identity, m_identity, another);
        keep(gauges.requestsServed, m_served, another);
        keep(gauges.gcCycles, m_gcCycles, another);
        return another;
    }

private:
    static bool fell(const std::optional<double>& value, const std::optional<double>& before) {
        return value && before && *value < *before;
    }
    template <typename T>
    static void keep(const std::optional<T>& value, std::optional<T>& into, bool another) {
        if (value || another) {
            into = value;
        }
    }

    std::optional<std::string> m_identity;
    std::optional<double> m_served;
    std::optional<double> m_gcCycles;
};

}  // namespace leaktide
