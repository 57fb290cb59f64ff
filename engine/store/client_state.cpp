#include "engine/store/client_state.h"

#include "engine/base/text.h"

namespace leaktide {

namespace {

std::string percent(double share) {
    return formatFixed(share * 100, 0) + " %";
}

}  // namespace

std::string_view nameOf(ClientLimit limit) {
    switch (limit) {
        case ClientLimit::None:
            return "";
        case ClientLimit::Sockets:
            return "sockets";
        case ClientLimit::Cpu:
            return "cpu";
        case ClientLimit::CpuQueue:
            return "cpu_queue";
        case ClientLimit::SendLag:
            return "send_lag";
    }
    return "";
}

double badnessOf(const ClientState& state) {
    switch (state.limit) {
        case ClientLimit::None:
            return -1;
        case ClientLimit::Sockets:
            return 3;
        case ClientLimit::SendLag:
            return state.heldUpShare;
        default:
            return 1 + state.coreUsed + state.coreWaited;
    }
}

bool holdsUpTooMany(std::uint64_t heldUp, std::uint64_t requests) {
    constexpr std::uint64_t Handful = 5;
    return heldUp >= Handful && 100 * heldUp > requests;
}

std::string sentenceOf(const ClientState& state) {
    switch (state.limit) {
        case ClientLimit::None:
            return {};
        case ClientLimit::Sockets:
            return "it ran out of local ports, descriptors or memory";
        case ClientLimit::Cpu:
            return "a worker thread used " + percent(state.coreUsed) + " of its core";
        case ClientLimit::CpuQueue:
            return "a worker thread used " + percent(state.coreUsed) +
                   " of a core and stood in line for one " + percent(state.coreWaited) + " of the time";
        case ClientLimit::SendLag:
            return formatSignificant(state.heldUpShare * 100) +
                   " % of the requests left more than 1 ms late although a connection was free";
    }
    return {};
}

}  // namespace leaktide
