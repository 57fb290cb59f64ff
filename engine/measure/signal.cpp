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
        {"heap_live", "Heap live after collection", Bytes, MayStay, ""},
        {"heap_allocated", "Heap allocated", Bytes, MayStay, ""},
        {"rss", "Resident memory", Bytes, MayStay, ""},
        {"fds", "File descriptors", Items, MustReturn, "descriptor"},
        {"threads", "Threads", Items, MayStay, "thread"},
        {"open_connections", "Open connections", Items, MayStay, "connection"},
        {"close_wait", "Sockets in CLOSE_WAIT", Items, MustReturn, "socket"},
        {"requests_in_flight", "Requests in flight, by the target's count", Items, MustReturn,
         "open request"},
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

SignalSpec customSignal(const std::string& name) {
    const bool bytes = name.ends_with("_bytes");
    std::string label = bytes ? name.substr(0, name.size() - 6) : name;
    std::replace(label.begin(), label.end(), '_', ' ');
    if (!label.empty() && label.front() >= 'a' && label.front() <= 'z') {
        label.front() = static_cast<char>(label.front() - 'a' + 'A');
    }
    return {name, std::move(label), bytes ? SignalUnit::Bytes : SignalUnit::Items, SignalRest::MayStay,
            bytes ? "" : "item"};
}

bool isSignalName(std::string_view name) {
    const auto fits = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; };
    return !name.empty() && name.size() <= 60 && name.front() >= 'a' && name.front() <= 'z' &&
           std::all_of(name.begin(), name.end(), fits);
}

}  // namespace leaktide
