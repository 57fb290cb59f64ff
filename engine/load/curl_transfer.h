// One slot of the curl exchange: an easy handle that is used again for request after request, and what its
// callbacks saw of the request under way. Belongs to one worker's thread; never moves (libcurl holds its
// address).
#pragma once

#include <curl/curl.h>

#include <array>
#include <cstdint>
#include <memory>
#include <string>

#include "engine/load/curl_multi_driver.h"
#include "engine/load/exchange.h"
#include "engine/load/http2_streams.h"
#include "engine/load/prepared_load.h"
#include "engine/load/response_head.h"

namespace leaktide {

class CurlTransfer {
public:
    // What all transfers of one exchange share.
    struct Shared {
        CurlMultiDriver& multi;
        RequestValues values;
        Http2Streams streams;
        std::uint64_t bytesSeen = 0;  // of responses, ever: tells whether a read brought something
        std::uint32_t records = 0;    // of TLS, in this call of libcurl
    };
    CurlTransfer(std::uint32_t slot, const PreparedLoad& load, Shared& shared);
    CurlTransfer(const CurlTransfer&) = delete;
    CurlTransfer& operator=(const CurlTransfer&) = delete;
    ~CurlTransfer() = default;

    [[nodiscard]] CURL* handle() const { return m_easy.get(); }
    [[nodiscard]] std::uint32_t slot() const { return m_slot; }
    [[nodiscard]] bool inFlight() const { return m_inFlight; }
    void prepare(const Begin& what);  // before the handle goes into the multi
    // The same request may be sent again: the target has surely done nothing for it (GOAWAY), or it is
    // idempotent and met the end of a connection used before, or it met a 408 that the server sent to an idle
    // connection before it closed it (RFC 9110, 15.5.9). True: the handle is ready for it.
    bool prepareAgain(CURLcode code);
    [[nodiscard]] bool wasTurnedAway() const;  // surely, by a GOAWAY
    Answer finish(CURLcode code);              // after it has left it
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
    void accept(int status, Answer& answer);
    [[nodiscard]] std::optional<int> answerBehindRefusedUpload(CURLcode code);
    void keepLine(std::string_view line);
    [[nodiscard]] bool http2() const { return m_load.connection.httpVersion == HttpVersion::Http2; }
    [[nodiscard]] bool wasTurnedAway(CURLcode code) const;  // or was never sent
    [[nodiscard]] bool metDeadConnection(CURLcode code) const;
    [[nodiscard]] bool wasCutWithConnection() const;
    [[nodiscard]] bool metStaleTimeout(CURLcode code) const;
    [[nodiscard]] bool answerIsWhole(CURLcode code) const;
    void listen();
    void endFlood();
    void hear(std::string_view line);
    [[nodiscard]] std::string_view describe(CURLcode code) const;

    static std::size_t onHeader(char* data, std::size_t size, std::size_t count, void* self);
    static std::size_t onBody(char* data, std::size_t size, std::size_t count, void* self);
    static int onSend(void* self, char* primaryIp, char* localIp, int primaryPort, int localPort);
    static int onLog(CURL* easy, curl_infotype type, char* data, std::size_t size, void* self);

    std::unique_ptr<CURL, EasyDeleter> m_easy;
    const PreparedLoad& m_load;
    Shared& m_shared;
    std::uint32_t m_slot;
    std::size_t m_request;
    bool m_inFlight = false;
    bool m_setForRetry = false;  // the handle's timeout and its wish for a fresh connection

    // Of the request under way.
    ResponseHead m_head;
    SteadyTime m_begun;
    SteadyTime m_sent;
    std::uint64_t m_bytesIn = 0;
    std::uint64_t m_bodyBytes = 0;
    std::uint64_t m_attempts = 0;
    std::uint64_t m_openedBefore = 0;  // connections, by the sends before this one
    bool m_mayGoAgain = false;         // once it was sent
    bool m_heldBack = false;           // libcurl wanted to send it again, and it might have been carried out
    bool m_refused = false;            // a stream of it, by REFUSED_STREAM
    bool m_triedAfresh = false;        // once more after all the usual tries
    long m_sentBefore = 0;             // bytes, by the sends before this one, as libcurl counts them
    bool m_flooded = false;            // with frames
    bool m_closed = false;             // its connection, with it
    Http2Streams::Stream m_stream;     // the last
    std::string m_connection;          // it went over, by name; HTTP/2 only
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
