#include "tests/engine/load/fault_expectations.h"

namespace leaktide::test {

namespace {

std::vector<Expectation> validAnswers() {
    return {
        {"/ok", 200},
        {"/500", 500},
        {"/404", 404},
        {"/503-close", 503},
        {"/429-retry-after", 429},
        {"/204", 204},
        {"/304", 304},
        {"/chunked", 200},
        {"/close-each", 200},
        {"/close-silently", 200},
        {"/rst-after", 200},
        {"/http10", 200},
        {"/no-reason", 200},
        {"/early-hints", 200},
        {"/many-1xx", 200},
        {"/redirect", 302},
        {"/redirect-scheme", 302},
        {"/two-lengths-alike", 200},
        {"/big-body", 200},
        {"/many-headers", 200},
        {"/json", 200},
        {"/two-mebibytes", 200},
        {"/set-cookie", 200},
        {"/gzip-truncated", 200},
        {"/double-response", 200},
        {"/long-body", 200},
        {"/204-with-body", 204},
        {"/delay?ms=20", 200},
        {"/slow-body", 200},
        {"/close-after?n=3", 200},
        {"/gzip-lie", 200},
        {"/gzip-corrupt", 200},
        {"/cookie-bomb", 200},
        {"/redirect-host", 307},
        {"/no-length", 200},
        {"/no-length-empty", 200},
        {"/chunked-upper", 200},
        {"/many-chunks", 200},
        {"/205", 205},
        {"/206", 206},
        {"/418", 418},
        {"/status-599", 599},
        {"/status-999", 999},
        {"/408", 408},
        {"/idle-408", 200},
        {"/early-413", 413, {}, 1'000'000},
        {"/early-413-close", 413, {}, 1'000'000},
        {"/early-413-bare", 413, {}, 1'000'000},
        {"/expect-417", 417, {}, 100},
        {"/byte-by-byte", 200},
        {"/lf-only", 200},
        {"/folded-header", 200},
        {"/empty-value", 200},
        {"/length-list", 200},
        {"/te-gzip-chunked", 200},
        {"/chunk-blank", 200},
        {"/latin1", 200},
        {"/control-in-header", 200},
        {"/304-with-body", 304},
        {"/close-lie", 200},
    };
}

std::vector<Expectation> failures() {
    using enum FailureKind;
    return {
        {"/never", 0, {TimeoutBeforeResponse}},
        {"/headers-then-never", 0, {TimeoutInResponse}},
        {"/body-then-never", 0, {TimeoutInResponse}},
        {"/half-head-never", 0, {TimeoutInResponse}},
        {"/slow-forever", 0, {TimeoutInResponse}},
        {"/delay?ms=700", 0, {TimeoutBeforeResponse}},
        {"/chunk-never", 0, {TimeoutInResponse}},
        {"/fin-before-response", 0, {ClosedBeforeResponse}},
        {"/fin-mid-headers", 0, {ClosedInHead}},
        {"/fin-after-status", 0, {ClosedInHead}},
        {"/fin-mid-body", 0, {ClosedInBody}},
        {"/rst-before-response", 0, {Reset}},
        {"/rst-mid-headers", 0, {Reset}},
        {"/rst-mid-body", 0, {Reset}},
        {"/truncated-chunk", 0, {ClosedInBody}},
        {"/chunk-no-terminator", 0, {ClosedInBody}},
        {"/bad-chunk-size", 0, {Protocol}},
        {"/negative-chunk-size", 0, {Protocol}},
        {"/huge-chunk-size", 0, {Protocol}},
        {"/chunk-blank-before", 0, {Protocol}},
        {"/chunk-blank-inside", 0, {Protocol}},
        {"/chunk-no-crlf", 0, {Protocol}},
        {"/garbage-all", 0, {Protocol}},
        {"/garbage-status", 0, {Protocol}},
        {"/garbage-header", 0, {Protocol}},
        {"/http09", 0, {Protocol}},
        {"/h2-on-h1", 0, {Protocol}},
        {"/http3-version", 0, {Protocol}},
        {"/status-000", 0, {Protocol}},
        {"/status-99999", 0, {Protocol}},
        {"/nul-in-header", 0, {Protocol}},
        {"/unexpected-101", 0, {Protocol}},
        {"/infinite-1xx", 0, {Protocol, TooLarge}},
        {"/huge-header", 0, {TooLarge}},
        {"/infinite-headers", 0, {TooLarge}},
        {"/conflicting-content-length", 0, {Protocol}},
        {"/negative-content-length", 0, {Protocol}},
        {"/overflow-content-length", 0, {Protocol}},
        {"/te-and-cl", 0, {Protocol}},
        {"/te-and-cl-whole", 0, {Protocol}},
        {"/te-identity", 0, {Protocol}},
        {"/space-before-colon", 0, {Protocol}},
        {"/two-spaces", 0, {Protocol}},
        {"/length-plus", 0, {Protocol}},
        {"/http-12", 0, {Protocol}},
        {"/http-20", 0, {Protocol}},
        {"/status-short", 0, {Protocol}},
        {"/lower-http", 0, {Protocol}},
        {"/line-before", 0, {Protocol}},
        {"/long-line", 0, {TooLarge}},
        {"/stall-upload", 0, {TimeoutBeforeResponse}, 10'000'000},
        {"/no-length-rst", 0, {Reset}},
        {"/infinite-body", 0, {TimeoutInResponse}},
    };
}

}  // namespace

const std::vector<Expectation>& expectations() {
    static const std::vector<Expectation> all = [] {
        std::vector<Expectation> both = validAnswers();
        const std::vector<Expectation> bad = failures();
        both.insert(both.end(), bad.begin(), bad.end());
        return both;
    }();
    return all;
}

}  // namespace leaktide::test
