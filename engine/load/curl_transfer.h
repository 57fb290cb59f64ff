// One slot of the curl exchange: an easy handle that is used again for request after request, and what its
// callbacks saw of the request under way. Belongs to one worker's thread; never moves (libcurl holds its
// address).
#pragma once

#include <curl/curl.h>

#include <array>
#include <cstdint>
#include <memory>

#include "engine/load/exchange.h"
#include "engine/load/prepared_load.h"
#include "engine/load/response_head.h"

namespace leaktide {

class CurlTransfer {
public:
    // Adds what it receives to `bytesSeen`, which all transfers of one exchange share,
    // and draws the values of variables from `values`.
    CurlTransfer(std::uint32_t slot, const PreparedLoad& load, std::uint64_t& bytesSeen,
                 RequestValues& values);
    CurlTransfer(const CurlTransfer&) = delete;
    CurlTransfer& operator=(const CurlTransfer&) = delete;
    ~CurlTransfer() = default;

    [[nodiscard]] CURL* handle() const { return m_easy.get(); }
    [[nodiscard]] std::uint32_t slot() const { return m_slot; }
    [[nodiscard]] bool inFlight() const { return m_inFlight; }
    void prepare(const Begin& what);  // before the handle goes into the multi
    // The same request may be sent again: its HTTP/2 connection was told to go away (GOAWAY, REFUSED_STREAM)
    // with nothing of an answer here, or it met a 408 that the server sent to an idle connection before it
    // closed it (RFC 9110, 15.5.9). True: the handle is ready for it.
    bool prepareAgain(CURLcode code);
    Answer finish(CURLcode code);  // after it has left it
    Answer abort();
    [[nodiscard]] SentRequest sent() const;

private:
    struct EasyDeleter {
        void operator()(CURL* easy) const { curl_easy_cleanup(easy); }
    };
    void configureOnce();
    void configureRequest(const PreparedRequest& request);
    void configureBody(const std::string& body);
    void render(const PreparedRequest& request, std::uint64_t number);
    void judge(CURLcode code, Answer& answer);
    void keepLine(std::string_view line);
    [[nodiscard]] bool wasSentAway(CURLcode code) const;
    [[nodiscard]] bool wasRefusedThroughout(CURLcode code) const;
    [[nodiscard]] bool metStaleTimeout(CURLcode code) const;
    [[nodiscard]] std::string_view describe(CURLcode code) const;

    static std::size_t onHeader(char* data, std::size_t size, std::size_t count, void* self);
    static std::size_t onBody(char* data, std::size_t size, std::size_t count, void* self);
    static int onSend(void* self, char* primaryIp, char* localIp, int primaryPort, int localPort);

    std::unique_ptr<CURL, EasyDeleter> m_easy;
    const PreparedLoad& m_load;
    std::uint64_t& m_bytesSeen;
    RequestValues& m_values;
    std::uint32_t m_slot;
    std::size_t m_request;
    bool m_inFlight = false;
    bool m_setForRetry = false;    // the handle's timeout and its wish for a fresh connection
    bool m_refusedBefore = false;  // on every connection libcurl tried

    // Of the request under way.
    ResponseHead m_head;
    SteadyTime m_begun;
    SteadyTime m_sent;
    std::uint64_t m_bytesIn = 0;
    std::uint64_t m_attempts = 0;
    std::uint64_t m_openedBefore = 0;  // connections, by the sends before this one
    std::array<char, CURL_ERROR_SIZE> m_errorText{};
    KeptAnswer m_kept;  // of the answer, as far as a check asks for it
    AnswerChecks::Failure m_checkFailure;

    // Rendered, where the request has variables; libcurl holds pointers into these.
    std::string m_body;
    CurlListPtr m_headers;
    CurlUrlPtr m_url;
    TraceIds m_ids;
};

}  // namespace leaktide
