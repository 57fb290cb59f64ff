#include "tests/support/http2_faults.h"

#include "tests/support/http2_answers.h"

namespace leaktide::test {

namespace {

using enum FrameType;
using enum Judgement;

bool trickle(const Http2Request& r) {
    bool open = r.wire.send(head(r, {{":status", "200"}}));
    for (int i = 0; open && i < 10; ++i) {
        pause(10);
        open = r.wire.send(data(r, "x", i == 9 ? EndStream : 0));
    }
    return open;
}

bool goAwayAfterFive(const Http2Request& r) {
    if (r.served != 5) {
        return r.wire.send(ok(r));
    }
    r.last = r.highest;  // bodies may come to an end in another order
    return r.wire.send(ok(r) + goAway(r.last, NoError));
}

// Announces first that it will go, and goes on answering, as some proxies do.
bool goAwayInPeace(const Http2Request& r) {
    return r.wire.send(ok(r) + (r.served == 5 ? goAway(AnyStream, NoError) : std::string()));
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
        {"goaway-in-peace", Clean, goAwayInPeace},
        {"fin-after-end", Clean, closing(ok)},
        {"fin-after-end-bare", Clean, closing([](const auto& r) {
             return head(r, {{":status", "200"}}) + data(r, "no length was told");
         })},
        {"rst-tcp-after-end", Clean, resetting(ok, 200)},
        {"data-after-end", Clean, keeping([](const auto& r) { return ok(r) + data(r, "more"); })},
    };
}

// To a request whose body has not come yet, and is not wanted.
std::vector<Http2Fault> earlyAnswers() {
    const Bytes much = [](const auto& r) { return status(r, "413"); };
    const Bytes reset = [](const auto& r) { return resetStream(r, NoError); };
    return {
        {"early-413", Clean, inTwo(much, reset), {}, true},
        {"early-413-stalled", Clean, inTwo(much, reset), setting(4, 0), true},
        {"early-413-body",
         Clean,
         inTwo(
             [](const auto& r) {
                 return head(r, {{":status", "413"}}) + data(r, "too much");
             },
             reset),
         {},
         true},
        {"early-413-at-once", Clean, keeping([=](const auto& r) { return much(r) + reset(r); }), {}, true},
        {"early-cancel", Fault, keeping([](const auto& r) { return resetStream(r, Cancel); }), {}, true},
        {"early-no-error", Fault, keeping(reset), {}, true},
        {"early-413-cut",
         Fault,
         keeping([](const auto& r) {
             return head(r, {{":status", "413"}, {"content-length", "100"}}) + data(r, "too much", 0) +
                    resetStream(r, NoError);
         }),
         {},
         true},
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
        {"rst-cancel", Fault, keeping([](const auto& r) { return resetStream(r, Cancel); })},
        {"rst-no-error", Fault, keeping([](const auto& r) { return resetStream(r, NoError); })},
        {"rst-http1", Fault, keeping([](const auto& r) { return resetStream(r, Http1Required); })},
        {"rst-no-error-mid-body", Fault,
         keeping([promised](const auto& r) { return promised(r) + resetStream(r, NoError); })},
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
        {"push", Fault, keeping([](const auto& r) {
             return bytesOf(
                 {PushPromise, EndHeaders, r.stream, number32(2) + headerBlock({{":method", "GET"}})});
         })},
        {"window-update-zero", Fault, keeping([](const auto& /*r*/) {
             return bytesOf({WindowUpdate, 0, 0, number32(0)});
         })},
        {"bad-setting", Fault, keeping([](const auto& /*r*/) {
             return bytesOf({Settings, 0, 0, setting(4, 0xFFFFFFFF)});
         })},
        {"bad-padding", Fault, keeping([](const auto& r) {
             return head(r, {{":status", "200"}}) + data(r, "\xFFok", EndStream | Padded);
         })},
        {"huge-frame", Fault, keeping([](const auto& r) {
             return head(r, {{":status", "200"}}) + data(r, std::string(100'000, 'x'));
         })},
    };
}

// Without end, unless the client makes one.
std::vector<Http2Fault> floods() {
    return {
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
        {"ping-flood", Fault,
         flooding(nothing,
                  [](const auto& /*r*/) {
                      return repeated(bytesOf({Ping, 0, 0, "12345678"}), 100);
                  })},
        {"settings-flood", Fault,
         flooding(nothing,
                  [](const auto& /*r*/) {
                      return repeated(bytesOf({Settings, 0, 0, setting(4, 65'535)}), 100);
                  })},
        {"infinite-body", Fault,
         flooding(
             [](const auto& r) {
                 return head(r, {{":status", "200"}});
             },
             [](const auto& r) { return data(r, std::string(16'384, 'x'), 0); })},
        {"empty-data-flood", Fault,
         flooding(
             [](const auto& r) {
                 return head(r, {{":status", "200"}});
             },
             [](const auto& r) { return repeated(data(r, {}, 0), 100); })},
    };
}

}  // namespace

const std::vector<Http2Fault>& http2Faults() {
    static const std::vector<Http2Fault> faults = [] {
        std::vector<Http2Fault> all = validAnswers();
        for (auto* more : {&earlyAnswers, &cutAnswers, &brokenAnswers, &floods}) {
            const std::vector<Http2Fault> part = more();
            all.insert(all.end(), part.begin(), part.end());
        }
        return all;
    }();
    return faults;
}

}  // namespace leaktide::test
