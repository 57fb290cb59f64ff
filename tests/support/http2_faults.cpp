#include "tests/support/http2_faults.h"

#include <chrono>
#include <thread>

namespace leaktide::test {

namespace {

using enum FrameType;
using enum Judgement;

constexpr std::uint32_t NoError = 0;
constexpr std::uint32_t ProtocolError = 1;
constexpr std::uint32_t InternalError = 2;
constexpr std::uint32_t RefusedStream = 7;
constexpr std::uint32_t EnhanceYourCalm = 11;

std::string head(const Http2Request& request, const Fields& fields, std::uint8_t flags = EndHeaders) {
    return bytesOf({Headers, flags, request.stream, headerBlock(fields)});
}

std::string data(const Http2Request& request, const std::string& body, std::uint8_t flags = EndStream) {
    return bytesOf({Data, flags, request.stream, body});
}

std::string ok(const Http2Request& request) {
    return head(request, {{":status", "200"}, {"content-length", "2"}}) + data(request, "ok");
}

std::string status(const Http2Request& request, const std::string& code) {
    return head(request, {{":status", code}}, EndHeaders | EndStream);
}

std::string goAway(std::uint32_t lastStream, std::uint32_t code) {
    return bytesOf({GoAway, 0, 0, number32(lastStream) + number32(code)});
}

std::string resetStream(const Http2Request& request, std::uint32_t code) {
    return bytesOf({Reset, 0, request.stream, number32(code)});
}

void pause(int ms) {
    std::this_thread::sleep_for(std::chrono::milliseconds(ms));
}

using Bytes = std::function<std::string(const Http2Request&)>;

// The bytes, and the connection stays.
auto keeping(Bytes bytes) {
    return [bytes = std::move(bytes)](const Http2Request& r) { return r.wire.send(bytes(r)); };
}
// Once on each connection, then silence: what comes after it is still read and counted.
auto holding(Bytes bytes) {
    return
        [bytes = std::move(bytes)](const Http2Request& r) { return r.served > 1 || r.wire.send(bytes(r)); };
}
// The bytes, then the end of the connection.
auto closing(Bytes bytes) {
    return [bytes = std::move(bytes)](const Http2Request& r) {
        r.wire.send(bytes(r));
        return false;
    };
}
auto resetting(Bytes bytes) {
    return [bytes = std::move(bytes)](const Http2Request& r) {
        r.wire.send(bytes(r));
        pause(20);  // let it arrive first
        r.wire.resetOnClose();
        return false;
    };
}
// The same bytes until the client has had enough.
auto flooding(Bytes first, Bytes then) {
    return [first = std::move(first), then = std::move(then)](const Http2Request& r) {
        bool open = r.wire.send(first(r));
        for (int i = 0; open && i < 20'000; ++i) {
            open = r.wire.send(then(r));
        }
        return false;
    };
}

std::string nothing(const Http2Request& /*request*/) {
    return {};
}

std::string repeated(const std::string& text, int times) {
    std::string all;
    for (int i = 0; i < times; ++i) {
        all += text;
    }
    return all;
}

bool trickle(const Http2Request& r) {
    bool open = r.wire.send(head(r, {{":status", "200"}}));
    for (int i = 0; open && i < 10; ++i) {
        pause(10);
        open = r.wire.send(data(r, "x", i == 9 ? EndStream : 0));
    }
    return open;
}

bool goAwayAfterFive(const Http2Request& r) {
    if (r.served < 5) {
        return r.wire.send(ok(r));
    }
    r.wire.send(ok(r) + goAway(r.stream, NoError));
    r.wire.waitUntilPeerLeaves();  // closing with requests unread would reset the connection under the answer
    return false;
}

std::vector<Http2Fault> validAnswers() {
    const std::string ping = bytesOf({Ping, 0, 0, "12345678"});
    return {
        {"ok", Clean, keeping(ok)},
        {"500", Clean, keeping([](const auto& r) { return status(r, "500"); })},
        {"503", Clean, keeping([](const auto& r) { return status(r, "503"); })},
        {"429", Clean, keeping([](const auto& r) { return status(r, "429"); })},
        {"204", Clean, keeping([](const auto& r) { return status(r, "204"); })},
        {"304", Clean, keeping([](const auto& r) { return status(r, "304"); })},
        {"302", Clean, keeping([](const auto& r) {
             return head(r, {{":status", "302"}, {"location", "/again"}}, EndHeaders | EndStream);
         })},
        {"early-hints", Clean, keeping([](const auto& r) {
             return head(r, {{":status", "103"}}) + ok(r);
         })},
        {"many-1xx", Clean, keeping([](const auto& r) {
             return repeated(head(r, {{":status", "102"}}), 100) + ok(r);
         })},
        {"slow-body", Clean, trickle},
        {"delay", Clean,
         [](const auto& r) {
             pause(30);
             return r.wire.send(ok(r));
         }},
        {"trailers", Clean, keeping([](const auto& r) {
             return head(r, {{":status", "200"}}) + data(r, "ok", 0) +
                    head(r, {{"x-sum", "1"}}, EndHeaders | EndStream);
         })},
        {"split-head", Clean, keeping([](const auto& r) {
             const std::string block = headerBlock({{":status", "200"}, {"x-long", std::string(300, 'h')}});
             return bytesOf({Headers, EndStream, r.stream, block.substr(0, 20)}) +
                    bytesOf({Continuation, EndHeaders, r.stream, block.substr(20)});
         })},
        {"unknown-frame", Clean, keeping([](const auto& r) {
             return bytesOf({Unknown, 0, r.stream, "what?"}) + ok(r);
         })},
        {"pings", Clean, keeping([ping](const auto& r) { return repeated(ping, 50) + ok(r); })},
        {"reset-after-end", Clean, keeping([](const auto& r) { return ok(r) + resetStream(r, NoError); })},
        {"goaway-after-each", Clean,
         closing([](const auto& r) { return ok(r) + goAway(r.stream, NoError); })},
        {"goaway-after-five", Clean, goAwayAfterFive},
    };
}

std::vector<Http2Fault> cutAnswers() {
    const Bytes promised = [](const auto& r) {
        return head(r, {{":status", "200"}, {"content-length", "100"}}) + data(r, "ten bytes!", 0);
    };
    return {
        {"never", Fault, holding(nothing)},
        {"headers-then-never", Fault, keeping([](const auto& r) {
             return head(r, {{":status", "200"}});
         })},
        {"body-then-never", Fault, keeping(promised)},
        {"no-end-stream", Fault, keeping([](const auto& r) {
             return head(r, {{":status", "200"}}) + data(r, "all of it", 0);
         })},
        {"half-head-never", Fault, holding([](const auto& r) {
             return bytesOf({Headers, 0, r.stream, headerBlock({{":status", "200"}})});
         })},
        {"window-stall", Fault, holding(nothing), setting(4, 0), true},  // no room for a body, ever
        {"fin", Fault, closing(nothing)},
        {"fin-mid-body", Fault, closing(promised)},
        {"rst-tcp", Fault, resetting(nothing)},
        {"rst-tcp-mid-body", Fault, resetting(promised)},
        {"rst", Fault, keeping([](const auto& r) { return resetStream(r, InternalError); })},
        {"rst-calm", Fault, keeping([](const auto& r) { return resetStream(r, EnhanceYourCalm); })},
        {"rst-mid-body", Fault,
         keeping([promised](const auto& r) { return promised(r) + resetStream(r, InternalError); })},
        {"refused", Fault, keeping([](const auto& r) { return resetStream(r, RefusedStream); })},
        {"goaway", Fault, closing([](const auto& /*r*/) { return goAway(0, NoError); })},
        {"goaway-error", Fault, closing([](const auto& /*r*/) { return goAway(0, ProtocolError); })},
        {"goaway-then-never", Fault, holding([](const auto& r) { return goAway(r.stream, NoError); })},
    };
}

std::vector<Http2Fault> brokenAnswers() {
    return {
        {"garbage", Fault, closing([](const auto& /*r*/) { return repeated("no frame at all ", 40); })},
        {"http1-text", Fault, closing([](const auto& /*r*/) {
             return std::string("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
         })},
        {"bad-hpack", Fault, keeping([](const auto& r) {
             return bytesOf({Headers, EndHeaders | EndStream, r.stream, std::string(8, '\xFF')});
         })},
        {"upper-case-name", Fault, keeping([](const auto& r) {
             return head(r, {{":status", "200"}, {"X-Upper", "1"}}, EndHeaders | EndStream);
         })},
        {"no-status", Fault, keeping([](const auto& r) {
             return head(r, {{"content-length", "0"}}, EndHeaders | EndStream);
         })},
        {"status-000", Fault, keeping([](const auto& r) { return status(r, "000"); })},
        {"status-abc", Fault, keeping([](const auto& r) { return status(r, "abc"); })},
        {"unexpected-101", Fault, keeping([](const auto& r) { return status(r, "101"); })},
        {"data-before-head", Fault, keeping([](const auto& r) { return data(r, "ok"); })},
        {"data-on-zero", Fault, keeping([](const auto& /*r*/) {
             return bytesOf({Data, 0, 0, "ok"});
         })},
        {"short-body", Fault, keeping([](const auto& r) {
             return head(r, {{":status", "200"}, {"content-length", "100"}}) + data(r, "ten bytes!");
         })},
        {"long-body", Fault, keeping([](const auto& r) {
             return head(r, {{":status", "200"}, {"content-length", "2"}}) + data(r, "ten bytes!");
         })},
        {"two-lengths", Fault, keeping([](const auto& r) {
             return head(r, {{":status", "200"}, {"content-length", "2"}, {"content-length", "3"}}) +
                    data(r, "ok");
         })},
        {"overflow-length", Fault, keeping([](const auto& r) {
             return head(r, {{":status", "200"}, {"content-length", "99999999999999999999"}}) + data(r, "ok");
         })},
        {"even-stream", Fault, keeping([](const auto& /*r*/) {
             return bytesOf({Headers, EndHeaders | EndStream, 2, headerBlock({{":status", "200"}})});
         })},
        {"window-overflow", Fault, keeping([](const auto& /*r*/) {
             return bytesOf({WindowUpdate, 0, 0, number32(0x7FFFFFFF)});
         })},
        {"huge-head", Fault,
         flooding(
             [](const auto& r) {
                 return bytesOf({Headers, 0, r.stream, headerBlock({{":status", "200"}})});
             },
             [](const auto& r) {
                 return bytesOf(
                     {Continuation, 0, r.stream, headerBlock({{"x-long", std::string(8000, 'h')}})});
             })},
        {"continuation-flood", Fault,
         flooding(
             [](const auto& r) {
                 return bytesOf({Headers, 0, r.stream, headerBlock({{":status", "200"}})});
             },
             [](const auto& r) {
                 return bytesOf({Continuation, 0, r.stream, {}});
             })},
        {"infinite-1xx", Fault,
         flooding(nothing,
                  [](const auto& r) {
                      return head(r, {{":status", "102"}});
                  })},
    };
}

}  // namespace

const std::vector<Http2Fault>& http2Faults() {
    static const std::vector<Http2Fault> faults = [] {
        std::vector<Http2Fault> all = validAnswers();
        for (auto* more : {&cutAnswers, &brokenAnswers}) {
            const std::vector<Http2Fault> part = more();
            all.insert(all.end(), part.begin(), part.end());
        }
        return all;
    }();
    return faults;
}

}  // namespace leaktide::test
