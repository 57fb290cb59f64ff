#include "tests/support/fault_scripts.h"

#include <algorithm>

namespace leaktide::test {

namespace {

using namespace std::string_literals;

std::string repeated(const std::string& text, std::size_t times) {
    std::string all;
    all.reserve(text.size() * times);
    for (std::size_t i = 0; i < times; ++i) {
        all += text;
    }
    return all;
}

std::string head(const std::string& fields) {
    return "HTTP/1.1 200 OK\r\n" + fields + "\r\n";
}

const std::string Chunked = head("Transfer-Encoding: chunked\r\n");

std::vector<FaultScript> validAnswers() {
    using enum Judgement;
    using enum After;
    return {
        {"/ok", Clean, okResponse(), KeepOpen},
        {"/500", Clean, "HTTP/1.1 500 Oh\r\nContent-Length: 2\r\n\r\nno", KeepOpen},
        {"/404", Clean, "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n", KeepOpen},
        {"/503-close", Clean, "HTTP/1.1 503 Busy\r\nConnection: close\r\nContent-Length: 0\r\n\r\n", Close},
        {"/429-retry-after", Clean, "HTTP/1.1 429 Slow\r\nRetry-After: 1\r\nContent-Length: 0\r\n\r\n",
         KeepOpen},
        {"/204", Clean, "HTTP/1.1 204 No Content\r\n\r\n", KeepOpen},
        {"/304", Clean, "HTTP/1.1 304 Not Modified\r\nContent-Length: 99\r\n\r\n", KeepOpen},
        {"/head", Clean, head("Content-Length: 1234\r\n"), KeepOpen},  // the answer to a HEAD
        {"/chunked", Clean, Chunked + "4\r\nabcd\r\n3;x=y\r\nefg\r\n0\r\nTrailer-Field: 1\r\n\r\n", KeepOpen},
        {"/close-each", Clean, okResponse("bye", "Connection: close\r\n"), Close},
        {"/close-silently", Clean, okResponse("bye"), Close},
        {"/rst-after", Clean, okResponse("bye"), Reset},
        {"/http10", Clean, "HTTP/1.0 200 OK\r\n\r\nuntil the end", Close},
        {"/no-reason", Clean, "HTTP/1.1 200\r\nContent-Length: 1\r\n\r\nx", KeepOpen},
        {"/early-hints", Clean, "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" + okResponse(), KeepOpen},
        {"/many-1xx", Clean, repeated("HTTP/1.1 102 Processing\r\n\r\n", 100) + okResponse(), KeepOpen},
        {"/redirect", Clean, "HTTP/1.1 302 Found\r\nLocation: /redirect\r\nContent-Length: 0\r\n\r\n",
         KeepOpen},
        {"/redirect-scheme", Clean,
         "HTTP/1.1 302 Found\r\nLocation: file:///etc/hostname\r\nContent-Length: 0\r\n\r\n", KeepOpen},
        {"/two-lengths-alike", Clean, head("Content-Length: 2\r\nContent-Length: 2\r\n") + "ok", KeepOpen},
        {"/big-body", Clean, okResponse(std::string(1'000'000, 'x')), KeepOpen},
        {"/many-headers", Clean, okResponse("x", repeated("X-Field: 0123456789\r\n", 500)), KeepOpen},
        {"/json", Clean,
         "HTTP/1.1 102 Processing\r\nX-Kind: interim\r\n\r\n" +
             okResponse(R"({"a":{"b":3,"s":"x"},"list":[1,2]})",
                        "Content-Type: application/json\r\nX-Kind: final\r\nX-Kind: second\r\n"),
         KeepOpen},
        {"/two-mebibytes", Clean, okResponse(std::string(2U << 20U, 'x')), KeepOpen},
        {"/set-cookie", Clean, okResponse("x", "Set-Cookie: sid=c4nary; Path=/\r\n"), KeepOpen},
        {"/gzip-truncated", Clean, okResponse("\x1f\x8b\x08"s, "Content-Encoding: gzip\r\n"), KeepOpen},
        {"/gzip-lie", Clean, okResponse("not packed at all", "Content-Encoding: gzip\r\n"), KeepOpen},
        {"/gzip-corrupt", Clean, okResponse("\x1f\x8b\x08\x00 broken"s, "Content-Encoding: gzip\r\n"),
         KeepOpen},
        {"/cookie-bomb", Clean,
         okResponse("x", repeated("Set-Cookie: c=" + std::string(3900, 'c') + "\r\n", 50)), KeepOpen},
        {"/redirect-host", Clean,
         "HTTP/1.1 307 There\r\nLocation: http://127.0.0.2:1/\r\nContent-Length: 0\r\n\r\n", KeepOpen},
        {"/no-length", Clean, head("Content-Type: text/plain\r\n") + "until the end", Close},
        {"/no-length-empty", Clean, head(""), Close},
        {"/chunked-upper", Clean, head("transfer-encoding: Chunked\r\n") + "00A\r\n0123456789\r\n0\r\n\r\n",
         KeepOpen},
        {"/many-chunks", Clean, Chunked + repeated("1\r\nx\r\n", 20'000) + "0\r\n\r\n", KeepOpen},
        {"/205", Clean, "HTTP/1.1 205 Reset\r\nContent-Length: 0\r\n\r\n", KeepOpen},
        {"/206", Clean, "HTTP/1.1 206 Part\r\nContent-Range: bytes 0-1/9\r\nContent-Length: 2\r\n\r\nab",
         KeepOpen},
        {"/418", Clean, "HTTP/1.1 418 I'm a teapot\r\nContent-Length: 0\r\n\r\n", KeepOpen},
        {"/status-599", Clean, "HTTP/1.1 599 Odd\r\nContent-Length: 0\r\n\r\n", KeepOpen},
        {"/status-999", Clean, "HTTP/1.1 999 Odder\r\nContent-Length: 0\r\n\r\n", KeepOpen},
        {"/408", Clean, "HTTP/1.1 408 Late\r\nConnection: close\r\nContent-Length: 0\r\n\r\n", Close},
        {"/idle-408", Clean, okResponse(), StaleTimeout},
        {"/early-413", Clean, "HTTP/1.1 413 Much\r\nConnection: close\r\nContent-Length: 0\r\n\r\n", Linger},
        {"/early-413-close", Clean, "HTTP/1.1 413 Much\r\nConnection: close\r\nContent-Length: 0\r\n\r\n",
         Close},
        {"/early-413-bare", Clean, "HTTP/1.1 413 Much\r\nConnection: close\r\n\r\ntoo much", Linger},
        {"/expect-417", Clean, "HTTP/1.1 417 No\r\nContent-Length: 0\r\n\r\n", KeepOpen},
        // Right, but with something behind it that must never answer another request.
        {"/double-response", Clean, okResponse() + "HTTP/1.1 299 Poison\r\nContent-Length: 0\r\n\r\n",
         KeepOpen},
        {"/long-body", Clean, okResponse() + "more than was promised", KeepOpen},
        {"/204-with-body", Clean, "HTTP/1.1 204 No Content\r\n\r\nbody", KeepOpen},
    };
}

// Not by the book, but plain enough for every client in the field.
std::vector<FaultScript> looseAnswers() {
    using enum Judgement;
    using enum After;
    return {
        {"/lf-only", Clean, "HTTP/1.1 200 OK\nContent-Length: 2\n\nok", KeepOpen},
        {"/folded-header", Clean, okResponse("ok", "X-Folded: a\r\n  b\r\n"), KeepOpen},
        {"/empty-value", Clean, okResponse("ok", "X-Empty:\r\n"), KeepOpen},
        {"/length-list", Clean, head("Content-Length: 2, 2\r\n") + "ok", KeepOpen},
        {"/te-gzip-chunked", Clean, head("Transfer-Encoding: gzip, chunked\r\n") + "1\r\nx\r\n0\r\n\r\n",
         KeepOpen},
        {"/chunk-blank", Clean, Chunked + "5 \r\nhello\r\n5\t \r\nworld\r\n2 ;x=y\r\n!!\r\n0 \r\n\r\n",
         KeepOpen},
        {"/latin1", Clean, okResponse("ok", "X-Name: \xe9\xff\r\n"), KeepOpen},
        {"/control-in-header", Clean, okResponse("ok", "X-Name: a\x1b[31mb\r\n"), KeepOpen},
        {"/304-with-body", Clean, "HTTP/1.1 304 Same\r\n\r\nbody", KeepOpen},
        {"/close-lie", Clean, okResponse("bye", "Connection: close\r\n"), KeepOpen},
    };
}

std::vector<FaultScript> cutAnswers() {
    using enum Judgement;
    using enum After;
    const std::string promised = head("Content-Length: 100\r\n");
    return {
        {"/never", Fault, "", Hold},
        {"/stall-upload", Fault, "", Hold},
        {"/headers-then-never", Fault, promised, Hold},
        {"/body-then-never", Fault, promised + "ten bytes!", Hold},
        {"/half-head-never", Fault, "HTTP/1.1 200 OK\r\nConte", Hold},
        {"/fin-before-response", Fault, "", Close},
        {"/fin-mid-headers", Fault, "HTTP/1.1 200 OK\r\nContent-Le", Close},
        {"/fin-after-status", Fault, "HTTP/1.1 200 OK\r\n", Close},
        {"/fin-mid-body", Fault, promised + "ten bytes!", Close},
        {"/rst-before-response", Fault, "", Reset},
        {"/rst-mid-headers", Fault, "HTTP/1.1 200 OK\r\nContent-Le", Reset},
        {"/rst-mid-body", Fault, promised + "ten bytes!", Reset},
        {"/truncated-chunk", Fault, Chunked + "A\r\nabc", Close},
        {"/chunk-no-terminator", Fault, Chunked + "3\r\nabc\r\n", Close},
        {"/no-length-rst", Fault, head("") + "until the", Reset},
        {"/chunk-never", Fault, Chunked + "3\r\nabc\r\n", Hold},
    };
}

std::vector<FaultScript> brokenAnswers() {
    using enum Judgement;
    using enum After;
    return {
        {"/bad-chunk-size", Fault, Chunked + "xyz\r\nabc\r\n0\r\n\r\n", Close},
        {"/negative-chunk-size", Fault, Chunked + "-3\r\nabc\r\n0\r\n\r\n", Close},
        {"/huge-chunk-size", Fault, Chunked + "fffffffffffffffffff\r\nabc\r\n0\r\n\r\n", Close},
        {"/chunk-blank-before", Fault, Chunked + " 5\r\nhello\r\n0\r\n\r\n", Close},
        {"/chunk-blank-inside", Fault, Chunked + "1 1\r\nhello\r\n0\r\n\r\n", Close},
        {"/chunk-no-crlf", Fault, Chunked + "3\r\nabcdef\r\n0\r\n\r\n", Close},
        {"/garbage-all", Fault, "\x01\x02\x1b[31mgarbage\xff\xfe\r\n\r\n", Close},
        {"/garbage-status", Fault, "HTTP/1.1 abc OK\r\nContent-Length: 0\r\n\r\n", Close},
        {"/garbage-header", Fault, "HTTP/1.1 200 OK\r\n\x01\x02\x03 no colon here\r\n\r\n", Close},
        {"/http09", Fault, "just a body, as in 1991", Close},
        {"/h2-on-h1", Fault, "\0\0\x06\x04\0\0\0\0\0\0\x03\0\0\0d"s, Close},
        {"/http3-version", Fault, "HTTP/3.0 200 OK\r\nContent-Length: 0\r\n\r\n", Close},
        {"/status-000", Fault, "HTTP/1.1 000 Nil\r\nContent-Length: 0\r\n\r\n", Close},
        {"/status-99999", Fault, "HTTP/1.1 99999 Much\r\nContent-Length: 0\r\n\r\n", Close},
        {"/nul-in-header", Fault, head("X-Nul: a\0b\r\nContent-Length: 0\r\n"s), Close},
        {"/unexpected-101", Fault, "HTTP/1.1 101 Switch\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n", Hold},
        {"/infinite-1xx", Fault, repeated("HTTP/1.1 102 Processing\r\n\r\n", 5000), Hold},
        {"/huge-header", Fault, head("X-Long: " + std::string(2'000'000, 'h') + "\r\n"), Close},
        {"/infinite-headers", Fault, "HTTP/1.1 200 OK\r\n" + repeated("X-Field: 0123456789\r\n", 100'000),
         Close},
        {"/conflicting-content-length", Fault, head("Content-Length: 2\r\nContent-Length: 3\r\n") + "abc",
         Close},
        {"/negative-content-length", Fault, head("Content-Length: -5\r\n") + "abc", Close},
        {"/overflow-content-length", Fault, head("Content-Length: 99999999999999999999999\r\n") + "abc",
         Close},
        {"/space-before-colon", Fault, "HTTP/1.1 200 OK\r\nContent-Length : 2\r\n\r\nok", Close},
        {"/two-spaces", Fault, "HTTP/1.1  200 OK\r\nContent-Length: 2\r\n\r\nok", Close},
        {"/length-plus", Fault, head("Content-Length: +2\r\n") + "ok", Close},
        {"/te-identity", Fault, okResponse("ok", "Transfer-Encoding: identity\r\n"), Close},
        {"/http-12", Fault, "HTTP/1.2 200 OK\r\nContent-Length: 2\r\n\r\nok", Close},
        {"/http-20", Fault, "HTTP/2.0 200 OK\r\nContent-Length: 2\r\n\r\nok", Close},
        {"/status-short", Fault, "HTTP/1.1 20 OK\r\nContent-Length: 2\r\n\r\nok", Close},
        {"/lower-http", Fault, "http/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok", Close},
        {"/line-before", Fault, "\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok", Close},
        {"/long-line", Fault, okResponse("ok", "X-Long: " + std::string(150'000, 'h') + "\r\n"), Close},
        {"/te-and-cl-whole", Fault,
         head("Content-Length: 12\r\nTransfer-Encoding: chunked\r\n") + "2\r\nok\r\n0\r\n\r\n", Close},
        {"/te-and-cl", Fault, head("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n") + "0\r\n\r\n",
         Close},
    };
}

}  // namespace

std::string okResponse(std::string_view body, std::string_view extraHeaders) {
    return head(std::string(extraHeaders) + "Content-Length: " + std::to_string(body.size()) + "\r\n") +
           std::string(body);
}

const std::vector<FaultScript>& faultScripts() {
    static const std::vector<FaultScript> scripts = [] {
        std::vector<FaultScript> all = validAnswers();
        for (auto* more : {&looseAnswers, &cutAnswers, &brokenAnswers}) {
            const std::vector<FaultScript> part = more();
            all.insert(all.end(), part.begin(), part.end());
        }
        return all;
    }();
    return scripts;
}

const FaultScript* findFaultScript(std::string_view path) {
    const auto& all = faultScripts();
    const auto found =
        std::find_if(all.begin(), all.end(), [path](const FaultScript& s) { return s.path == path; });
    return found == all.end() ? nullptr : &*found;
}

}  // namespace leaktide::test
