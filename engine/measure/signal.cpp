#include "engine/measure/signal.h"

#include <algorithm>

namespace leaktide {

const std::vector<SignalSpec>& canonicalSignals() {
    using enum SignalUnit;
    using enum SignalRest;
    static const std::vector<SignalSpec> signals{
        {"pool_in_use", "Pool in use", Items, MustReturn, "pool object"},
        {"tasks", "Tasks", Items, MustReturn, "task"},
        {"heap_in_use", "Heap in use", Bytes, MayStay, ""},
        {"heap_allocated", "Heap allocated", Bytes, MayStay, ""},
        {"rss", "Resident memory", Bytes, MayStay, ""},
        {"fds", "File descriptors", Items, MustReturn, "descriptor"},
        {"threads", "Threads", Items, MayStay, "thread"},
        {"open_connections", "Open connections", Items, MayStay, "connection"},
        {"db_in_use", "Database connections in use", Items, MustReturn, "database connection"},
        {"buffers_in_use", "Buffers in use", Items, MustReturn, "buffer"},
    };
    return signals;
}

const SignalSpec* findCanonicalSignal(const std::string& name) {
    const auto& signals = canonicalSignals();
    const auto found = std::find_if(signals.begin(), signals.end(),
                                    [&name](const SignalSpec& spec) { return spec.name == name; });
    return found == signals.end() ? nullptr : &*found;
}

}  // namespace leaktide
