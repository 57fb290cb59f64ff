#include "engine/load/curl_exchange.h"

#include <algorithm>

namespace leaktide {

namespace {

// libcurl sends at most one upload buffer per call, so a longer body needs to be told of room again and
// again.
constexpr std::size_t LargestEdgeTriggeredBody = std::size_t{16} * 1024;

constexpr int ReadsPerEvent = 16;  // of one connection, before the others have their turn

Triggering triggeringFor(const PreparedLoad& load) {
    return load.plainHttp && load.largestBody <= LargestEdgeTriggeredBody ? Triggering::Edge
                                                                          : Triggering::Level;
}

}  // namespace

Status CurlExchange::canCarry(const PreparedLoad& load) {
    if (load.connection.maxRequests) {
        return Error{ErrorKind::InvalidInput,
                     "connection.max_requests needs the direct exchange, which this plan cannot use"};
    }
    if (load.misbehaviour) {
        return Error{ErrorKind::InvalidInput,
                     "load.misbehaviour needs the direct exchange, which this plan cannot use"};
    }
    return {};
}

Result<std::unique_ptr<Exchange>> CurlExchange::create(std::shared_ptr<const PreparedLoad> load,
                                                       std::uint32_t slots, AnswerSink& sink) {
    std::unique_ptr<CurlExchange> exchange(new CurlExchange(std::move(load), slots, sink));
    if (!exchange->ready()) {
        return Error{ErrorKind::Io, "a load worker could not be set up: out of memory or file descriptors"};
    }
    return std::unique_ptr<Exchange>(std::move(exchange));
}

CurlExchange::CurlExchange(std::shared_ptr<const PreparedLoad> load, std::uint32_t slots, AnswerSink& sink)
    : m_load(std::move(load)),
      m_sink(sink),
      m_triggering(triggeringFor(*m_load)),
      m_multi(m_waiter, m_triggering, slots, 1),
      m_shared{.multi = m_multi, .values = RequestValues(m_load->valueSources()), .streams = {}} {
    m_multi.book().useRules(m_load->connection);
    if (m_load->plainHttp && m_load->largestBody > 0) {
        m_multi.keepLastWords();
    }
    if (m_load->connection.httpVersion == HttpVersion::Http2) {
        m_multi.tellClosed([this](const std::string& connection) { m_shared.streams.onClosed(connection); });
    }
    if (m_load->connection.streams > 1) {
        m_multi.multiplex(slots / m_load->connection.streams, m_load->connection.streams);
    }
    m_transfers.reserve(slots);
    for (std::uint32_t slot = 0; slot < slots; ++slot) {
        m_transfers.push_back(std::make_unique<CurlTransfer>(slot, *m_load, m_shared));
        m_multi.adopt(m_transfers.back()->handle());
    }
}

CurlExchange::~CurlExchange() {
    for (const auto& transfer : m_transfers) {
        if (transfer->inFlight()) {
            m_multi.remove(transfer->handle(), transfer->slot());
        }
    }
    m_multi.tellClosed({});  // whom it tells is gone before its connections are
}

bool CurlExchange::ready() const {
    return m_waiter.ok() && m_multi.ok() &&
           std::all_of(m_transfers.begin(), m_transfers.end(),
                       [](const auto& t) { return t->handle() != nullptr; });
}

void CurlExchange::begin(const Begin& what) {
    CurlTransfer& transfer = *m_transfers[what.slot];
    transfer.prepare(what);
    m_multi.add(transfer.handle(), what.slot);
}

void CurlExchange::turn(Nanos atMost) {
    const std::uint64_t endedBefore = m_ended;
    m_multi.actOnTimer();
    harvest();
    const Nanos wait = m_ended == endedBefore && m_unread.empty() ? atMost : Nanos(0);
    for (const epoll_event& event : m_waiter.wait(m_multi.limitWait(wait))) {
        act(event.data.fd, event.events);
    }
    for (std::size_t left = m_unread.size(); left > 0; --left) {
        const int socket = m_unread.front();
        m_unread.erase(m_unread.begin());
        act(socket, EPOLLIN);
    }
    m_multi.actOnTimer();
    harvest();
}

void CurlExchange::act(int socket, std::uint32_t events) {
    if (m_triggering == Triggering::Level) {
        m_multi.act(socket, events);
        harvest();
        return;
    }
    for (int reads = 0; reads < ReadsPerEvent; ++reads) {
        const std::uint64_t seenBefore = m_shared.bytesSeen;
        const std::uint64_t endedBefore = m_ended;
        m_multi.act(socket, events);
        harvest();
        if (m_shared.bytesSeen == seenBefore || m_ended != endedBefore) {
            return;
        }
    }
    m_unread.push_back(socket);
}

void CurlExchange::harvest() {
    m_shared.records = 0;
    std::uint64_t errors = 0;
    while (const auto ended = m_multi.nextEnded()) {
        CurlTransfer* transfer = nullptr;
        curl_easy_getinfo(ended->easy, CURLINFO_PRIVATE, &transfer);
        m_multi.remove(ended->easy, transfer->slot());
        errors += conclude(*transfer, ended->code) ? 1 : 0;
    }
    errors += takeBackTurnedAway();
    m_multi.book().explainCloses(errors);
}

// libcurl leaves some of them waiting for ever.
std::uint64_t CurlExchange::takeBackTurnedAway() {
    if (!m_shared.streams.takeNews()) {
        return 0;
    }
    std::uint64_t errors = 0;
    for (const auto& transfer : m_transfers) {
        if (transfer->wasTurnedAway()) {
            m_multi.remove(transfer->handle(), transfer->slot());
            errors += conclude(*transfer, CURLE_HTTP2) ? 1 : 0;
        }
    }
    return errors;
}

bool CurlExchange::conclude(CurlTransfer& transfer, CURLcode code) {
    if (transfer.prepareAgain(code)) {
        m_multi.add(transfer.handle(), transfer.slot());
        return false;
    }
    ++m_ended;
    const Answer answer = transfer.finish(code);
    if (answer.connectionsOpened > 0) {
        m_multi.book().onOpened(transfer.handle());
    }
    m_sink.onAnswer(answer);
    return answer.failure.has_value();
}

void CurlExchange::cancelAll() {
    harvest();  // what has ended has ended
    const ConnectionBook::Because ending(m_multi.book(), CloseReason::EndOfRun);
    for (const auto& transfer : m_transfers) {
        if (transfer->inFlight()) {
            m_multi.remove(transfer->handle(), transfer->slot());
            ++m_ended;
            m_sink.onAnswer(transfer->abort());
        }
    }
}

}  // namespace leaktide
