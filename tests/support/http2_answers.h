// What the HTTP/2 faults are made of: frames of an answer, and ways to send them.
#pragma once

#include <chrono>
#include <thread>

#include "tests/support/http2_faults.h"

namespace leaktide::test {

using enum FrameType;

constexpr std::uint32_t NoError = 0;
constexpr std::uint32_t ProtocolError = 1;
constexpr std::uint32_t InternalError = 2;
constexpr std::uint32_t RefusedStream = 7;
constexpr std::uint32_t Cancel = 8;
constexpr std::uint32_t EnhanceYourCalm = 11;
constexpr std::uint32_t Http1Required = 13;
constexpr std::uint32_t AnyStream = 0x7FFFFFFF;

inline std::string head(const Http2Request& request, const Fields& fields, std::uint8_t flags = EndHeaders) {
    return bytesOf({Headers, flags, request.stream, headerBlock(fields)});
}

inline std::string data(const Http2Request& request, const std::string& body,
                        std::uint8_t flags = EndStream) {
    return bytesOf({Data, flags, request.stream, body});
}

inline std::string ok(const Http2Request& request) {
    return head(request, {{":status", "200"}, {"content-length", "2"}}) + data(request, "ok");
}

inline std::string status(const Http2Request& request, const std::string& code) {
    return head(request, {{":status", code}}, EndHeaders | EndStream);
}

inline std::string goAway(std::uint32_t lastStream, std::uint32_t code) {
    return bytesOf({GoAway, 0, 0, number32(lastStream) + number32(code)});
}

inline std::string resetStream(const Http2Request& request, std::uint32_t code) {
    return bytesOf({Reset, 0, request.stream, number32(code)});
}

inline void pause(int ms) {
    std::this_thread::sleep_for(std::chrono::milliseconds(ms));
}

using Bytes = std::function<std::string(const Http2Request&)>;

// The bytes, and the connection stays.
inline auto keeping(Bytes bytes) {
    return [bytes = std::move(bytes)](const Http2Request& r) { return r.wire.send(bytes(r)); };
}
// Once on each connection, then silence: what comes after it is still read and counted.
inline auto holding(Bytes bytes) {
    return
        [bytes = std::move(bytes)](const Http2Request& r) { return r.served > 1 || r.wire.send(bytes(r)); };
}
// The bytes, then the end of the connection.
inline auto closing(Bytes bytes) {
    return [bytes = std::move(bytes)](const Http2Request& r) {
        r.wire.send(bytes(r));
        return false;
    };
}
inline auto resetting(Bytes bytes, int afterMs = 20) {
    return [bytes = std::move(bytes), afterMs](const Http2Request& r) {
        r.wire.send(bytes(r));
        pause(afterMs);  // let it arrive first
        r.wire.resetOnClose();
        return false;
    };
}
// The same bytes, as many as a client may be asked to take, or until it has had enough.
inline auto flooding(Bytes first, Bytes then) {
    return [first = std::move(first), then = std::move(then)](const Http2Request& r) {
        bool open = r.wire.send(first(r));
        for (int i = 0; open && i < 200'000; ++i) {
            open = r.wire.send(then(r));
        }
        return false;
    };
}

inline std::string nothing(const Http2Request& /*request*/) {
    return {};
}

inline std::string repeated(const std::string& text, int times) {
    std::string all;
    for (int i = 0; i < times; ++i) {
        all += text;
    }
    return all;
}

// The first bytes, and the others in a TLS record of their own.
inline auto inTwo(Bytes first, Bytes then) {
    return [first = std::move(first), then = std::move(then)](const Http2Request& r) {
        return r.wire.send(first(r)) && r.wire.send(then(r));
    };
}

}  // namespace leaktide::test
