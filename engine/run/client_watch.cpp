#include "engine/run/client_watch.h"

#include <algorithm>
#include <utility>

#include "engine/run/run_words.h"

namespace leaktide {

namespace {

constexpr double BusyCore = 0.9;

}  // namespace

ClientState ClientWatch::stateOf(const CoreUse& use, const LoadCounters& counters) {
    ClientState state{.coreUsed = use.used, .coreWaited = use.waited};
    if (counters.requests > 0) {
        state.heldUpShare = static_cast<double>(counters.heldUp) / static_cast<double>(counters.requests);
    }
    if (counters.failures.at(static_cast<std::size_t>(FailureKind::ClientLimit)) > 0) {
        state.limit = ClientLimit::Sockets;
    } else if (use.used > BusyCore) {
        state.limit = ClientLimit::Cpu;
    } else if (use.sum() > BusyCore) {
        state.limit = ClientLimit::CpuQueue;
    } else if (holdsUpTooMany(counters.heldUp, counters.requests)) {
        state.limit = ClientLimit::SendLag;
    }
    return state;
}

ClientState ClientWatch::add(const CoreUse& use, const LoadCounters& counters) {
    const ClientState state = stateOf(use, counters);
    const bool limited = state.limit != ClientLimit::None;
    m_limited = {limited, m_limited[0], m_limited[1]};
    const bool said = !m_sentence.empty();
    if (limited && std::count(m_limited.begin(), m_limited.end(), true) >= 2) {
        m_sentence = "this client is the limit, not the target: " + sentenceOf(state);
    } else if (!m_limited[0] && !m_limited[1]) {
        m_sentence.clear();
    }
    if (!said && !m_sentence.empty()) {
        m_change = m_sentence;
    } else if (said && m_sentence.empty()) {
        m_change = runSay(RunSay::ClientLimitPassed);
    }
    return state;
}

void ClientWatch::rest() {
    m_limited = {};
    m_sentence.clear();
}

std::optional<Phrase> ClientWatch::takeChange() {
    return std::exchange(m_change, std::nullopt);
}

}  // namespace leaktide
