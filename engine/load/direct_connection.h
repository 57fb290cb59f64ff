// One slot of the direct exchange: a connection, the request on it, and the response as far as it came.
// Plain state; the exchange moves it. Never moves in memory (libcurl holds its address).
#pragma once

#include <curl/curl.h>

#include <array>
#include <memory>

#include "engine/load/exchange.h"
#include "engine/load/prepared_load.h"
#include "engine/load/response_parser.h"

namespace leaktide {

struct EasyDeleter {
    void operator()(CURL* easy) const { curl_easy_cleanup(easy); }
};

struct DirectConnection {
    enum class Stage { Closed, Connecting, Open };

    DirectConnection(std::uint32_t slotNumber, const PreparedLoad& load);
    DirectConnection(const DirectConnection&) = delete;
    DirectConnection& operator=(const DirectConnection&) = delete;
    ~DirectConnection() = default;

    void beginRequest(const PreparedRequest& what, Manner how, SteadyTime now);
    void render(RequestValues& values);  // where the request has variables
    void prepareConnect();               // points the handle at the request's origin
    void onOpen(int openSocket);
    void onClosed();
    // Why the plan does not let an open connection carry one more request; unset when it does.
    [[nodiscard]] std::optional<CloseReason> wornOut(const ConnectionPlan& plan, SteadyTime now) const;
    // The answer is a 408 that the server sent to an idle connection before it closed it, not to this
    // request; sending again is right whatever the method (RFC 9110, 15.5.9).
    [[nodiscard]] bool metStaleTimeout() const;
    void startSending(SteadyTime now);  // counts an attempt, rewinds request and parser

    std::unique_ptr<CURL, EasyDeleter> easy;
    std::uint32_t slot;
    Stage stage = Stage::Closed;
    int socket = -1;
    SteadyTime openedAt;
    SteadyTime lastUsed;
    std::uint64_t carried = 0;  // requests
    bool reused = false;        // a response has come over it before
    bool peerClosing = false;   // the peer has sent its FIN
    int sendError = 0;          // errno of the send that failed, if one did

    // Of the request under way.
    bool busy = false;
    const PreparedRequest* request = nullptr;
    const std::string* wire = nullptr;  // the request's own, or `rendered`
    std::string rendered;
    TraceIds ids;
    Manner manner = Manner::Proper;
    std::size_t heldBack = 0;  // bytes of it that are never sent
    std::size_t unsent = 0;    // bytes at the end of the request's wire form
    bool dawdles = false;      // reads slowly, on purpose
    SteadyTime sent;
    std::uint64_t bytesIn = 0;
    std::uint64_t bytesOut = 0;
    std::uint32_t attempts = 0;
    std::uint32_t opened = 0;
    ResponseParser parser;
    KeptAnswer kept;  // of the answer, as far as a check asks for it
    std::array<char, CURL_ERROR_SIZE> errorText{};
};

}  // namespace leaktide
