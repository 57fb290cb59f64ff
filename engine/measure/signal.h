// A signal is one gauge of the target over time: pool in use, tasks, heap in use, …
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace leaktide {

enum class SignalUnit { Items, Bytes };

// What an ideal server does with the gauge when no request is in flight.
enum class SignalRest {
    MayStay,     // heap, RSS, idle connections: growth is judged by its shape
    MustReturn,  // tasks, pool in use, descriptors: what is left above the baseline is unexplained
};

struct SignalSpec {
    std::string name;   // stable, in files: "heap_in_use"
    std::string label;  // on screen: "Heap in use"
    SignalUnit unit = SignalUnit::Items;
    SignalRest rest = SignalRest::MayStay;
    std::string itemNoun;  // singular, for sentences: "task", "pool object"; empty for bytes
    bool operator==(const SignalSpec&) const = default;
};

// The canonical signals in the order in which they are shown: pool_in_use, tasks, heap_in_use,
// heap_live, heap_allocated, rss, fds, threads, open_connections, db_in_use, buffers_in_use, …
const std::vector<SignalSpec>& canonicalSignals();
const SignalSpec* findCanonicalSignal(const std::string& name);

// A signal of the user's own, read from a metric of their choice: bytes when its name ends in "_bytes", else
// items. Nothing is known of what it should do at rest.
SignalSpec customSignal(const std::string& name);
// Lower-case letters, digits and underscores, a letter first, 60 at most.
bool isSignalName(std::string_view name);

struct SignalPoint {
    double tS = 0;        // seconds since the run began
    double requests = 0;  // requests done by then
    double value = 0;
    double inFlight = 0;     // our requests then
    double connections = 0;  // our open connections then
};

}  // namespace leaktide
