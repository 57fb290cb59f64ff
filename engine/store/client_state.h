// Whether this client itself was the limit, second by second. Plain data.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace leaktide {

// What kept the load back on this side. In a beat several may hold; the first is named.
enum class ClientLimit {
    None,
    Sockets,   // out of descriptors, local ports or memory
    Cpu,       // a load worker used more than 90 % of its core
    CpuQueue,  // a load worker used its core, or stood in line for one, more than 90 % of the time
    SendLag,   // more than 1 % of the requests left over 1 ms late although a connection was free: p99 of
               // the send lag is above 1 ms
};
std::string_view nameOf(ClientLimit limit);  // in files: "", "sockets", "cpu", "cpu_queue", "send_lag"

struct ClientState {
    double coreUsed = 0;     // by the busiest load worker, 0..1
    double coreWaited = 0;   // and how long it stood in line for a core, 0..1
    double heldUpShare = 0;  // of the requests
    ClientLimit limit = ClientLimit::None;
};

// To tell which of two is worse.
double badnessOf(const ClientState& state);

// More than 1 % of a second's requests, and more than a handful: one late wake-up limits nothing.
bool holdsUpTooMany(std::uint64_t heldUp, std::uint64_t requests);

// "a worker thread used 98 % of its core"
std::string sentenceOf(const ClientState& state);

}  // namespace leaktide
