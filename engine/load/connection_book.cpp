#include "engine/load/connection_book.h"

#include <algorithm>

#include "engine/load/socket_end.h"

namespace leaktide {

void ConnectionBook::useRules(const ConnectionPlan& plan) {
    m_keepAlive = plan.keepAlive;
    m_idleTimeout = plan.idleTimeout;
    m_maxLifetime = plan.maxLifetime;
}

void ConnectionBook::onOpened(CURL* easy) {
    curl_off_t lookedUp = 0;
    curl_off_t connected = 0;
    curl_off_t secured = 0;
    curl_easy_getinfo(easy, CURLINFO_NAMELOOKUP_TIME_T, &lookedUp);
    curl_easy_getinfo(easy, CURLINFO_CONNECT_TIME_T, &connected);
    curl_easy_getinfo(easy, CURLINFO_APPCONNECT_TIME_T, &secured);
    if (connected > 0) {
        m_tally.connectTime.record(std::chrono::microseconds(std::max<curl_off_t>(0, connected - lookedUp)));
    }
    if (secured > connected) {
        m_tally.tlsTime.record(std::chrono::microseconds(secured - connected));
    }
}

void ConnectionBook::explainCloses(std::uint64_t errors) {
    const std::uint64_t broken = std::min(errors, m_unexplained);
    m_tally.closed[static_cast<std::size_t>(CloseReason::Error)] += broken;
    m_tally.closed[static_cast<std::size_t>(CloseReason::PeerClosed)] += m_unexplained - broken;
    m_unexplained = 0;
}

void ConnectionBook::onClosing(int socket) {
    const SocketEnd end = endOf(socket);
    if (!end.established) {
        return;
    }
    if (m_because) {
        count(*m_because);
    } else if (end.peerClosed || end.reset) {
        count(end.peerClosed ? CloseReason::PeerClosed : CloseReason::Error);
    } else if (!m_keepAlive) {
        count(CloseReason::NotKept);
    } else if (m_idleTimeout && end.idle >= *m_idleTimeout) {
        count(CloseReason::IdleTimeout);
    } else if (m_maxLifetime &&
               std::chrono::steady_clock::now() - m_madeAt[static_cast<std::size_t>(socket)] >
                   *m_maxLifetime) {
        count(CloseReason::MaxLifetime);
    } else {
        ++m_unexplained;
    }
}

void ConnectionBook::onSocket(int socket) {
    if (m_maxLifetime) {
        m_madeAt.resize(std::max(m_madeAt.size(), static_cast<std::size_t>(socket) + 1));
        m_madeAt[static_cast<std::size_t>(socket)] = std::chrono::steady_clock::now();
    }
}

}  // namespace leaktide
