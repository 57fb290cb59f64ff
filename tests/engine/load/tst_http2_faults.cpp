// Every fault of the HTTP/2 fault server, over TLS: one result for each request, of the right kind; sends and
// retries add up to what the server saw; the run ends in time.
#include <QtTest>

#include "tests/engine/load/engine_runs.h"
#include "tests/support/http2_fault_server.h"

using namespace leaktide;
using namespace leaktide::test;
using namespace std::chrono_literals;

namespace {

using Kinds = std::vector<FailureKind>;
using enum FailureKind;

// Faults may be told in more than one true way. What breaks the connection (not one stream) makes libcurl
// leave by itself, which it calls an empty reply; and a server that closes with frames unread resets the
// connection, which may be noticed before the fault is.
struct Expectation {
    const char* name;
    int status = 0;  // of a valid answer; 0: it must fail
    Kinds kinds = {};  // how it fails; beside a status: what may come instead
    bool reads = true;  // the server goes on reading; else requests behind the first may go unseen
};

const std::vector<Expectation>& expectations() {
    static const std::vector<Expectation> all{
        {"ok", 200},
        {"500", 500},
        {"503", 503},
        {"429", 429},
        {"204", 204},
        {"304", 304},
        {"302", 302},
        {"early-hints", 200},
        {"many-1xx", 200},
        {"slow-body", 200},
        {"delay", 200},
        {"trailers", 200},
        {"split-head", 200},
        {"unknown-frame", 200},
        {"pings", 200},
        {"reset-after-end", 200},
        {"goaway-after-each", 200},
        {"goaway-after-five", 200},
        {"goaway-in-peace", 200},
        {"fin-after-end", 200},
        {"fin-after-end-bare", 200, {Reset}},  // libcurl may meet the reset before it tells the end
        {"rst-tcp-after-end", 200},
        {"data-after-end", 200},
        {"early-413", 413},
        {"early-413-stalled", 413},
        {"early-413-body", 413},
        // libcurl 7.88 loses an answer that comes in one read with the reset behind it.
        {"early-413-at-once", 0, {StreamReset}},
        {"early-413-cut", 0, {ClosedInBody, ClosedBeforeResponse, StreamReset}},
        {"early-cancel", 0, {StreamReset}},
        {"early-no-error", 0, {StreamReset}},
        {"never", 0, {TimeoutBeforeResponse}},
        {"headers-then-never", 0, {TimeoutInResponse}},
        {"body-then-never", 0, {TimeoutInResponse}},
        {"no-end-stream", 0, {TimeoutInResponse}},
        {"half-head-never", 0, {TimeoutBeforeResponse}},
        {"window-stall", 0, {TimeoutBeforeResponse}},
        {"fin", 0, {ClosedBeforeResponse, Reset}},
        {"fin-mid-body", 0, {ClosedInBody, Reset}},
        {"rst-tcp", 0, {Reset}},
        {"rst-tcp-mid-body", 0, {Reset}},
        {"rst", 0, {StreamReset}},
        {"rst-calm", 0, {StreamReset}},
        {"rst-cancel", 0, {StreamReset}},
        {"rst-no-error", 0, {StreamReset}},
        {"rst-no-error-mid-body", 0, {ClosedInBody, ClosedBeforeResponse}},
        {"rst-http1", 0, {TlsHandshake}},  // libcurl falls back to HTTP/1.1, which this server has not
        {"rst-mid-body", 0, {StreamReset}},
        {"refused", 0, {StreamReset, Reset}},
        {"goaway", 0, {StreamReset}},
        {"goaway-error", 0, {StreamReset}},
        {"goaway-then-never", 0, {TimeoutBeforeResponse}},
        {"garbage", 0, {Protocol, ClosedBeforeResponse, Reset}},
        {"http1-text", 0, {Protocol, ClosedBeforeResponse, Reset}},
        {"bad-hpack", 0, {Protocol, ClosedBeforeResponse}},
        {"upper-case-name", 0, {Protocol}},
        {"no-status", 0, {Protocol}},
        {"status-000", 0, {Protocol}},
        {"status-abc", 0, {Protocol}},
        {"unexpected-101", 0, {Protocol}},
        {"data-before-head", 0, {Protocol, ClosedBeforeResponse}},
        {"data-on-zero", 0, {Protocol, ClosedBeforeResponse}},
        {"short-body", 0, {Protocol, ClosedInBody}},
        {"long-body", 0, {Protocol}},
        {"two-lengths", 0, {Protocol}},
        {"overflow-length", 0, {Protocol}},
        {"even-stream", 0, {Protocol, ClosedBeforeResponse}},
        {"window-overflow", 0, {Protocol, ClosedBeforeResponse}},
        {"huge-head", 0, {Protocol, TooLarge}},
        {"continuation-flood", 0, {Protocol, TooLarge}},
        {"push", 0, {Protocol, ClosedBeforeResponse}},
        {"window-update-zero", 0, {Protocol, ClosedBeforeResponse}},
        {"bad-setting", 0, {Protocol, ClosedBeforeResponse}},
        {"bad-padding", 0, {Protocol, ClosedInBody}},
        {"huge-frame", 0, {Protocol, ClosedInBody, Reset}},
        // Cut short, or left behind at the timeout where the flood does not come that fast.
        {"infinite-1xx", 0, {Protocol, TimeoutInResponse, TimeoutBeforeResponse}, false},
        {"ping-flood", 0, {Protocol, Reset, TimeoutBeforeResponse}, false},
        {"settings-flood", 0, {Protocol, Reset, TimeoutBeforeResponse}, false},
        {"empty-data-flood", 0, {Protocol, TimeoutInResponse, TimeoutBeforeResponse}, false},
        {"infinite-body", 0, {TimeoutInResponse, TimeoutBeforeResponse, Protocol}, false},
    };
    return all;
}

bool isTimeout(FailureKind kind) {
    return kind == TimeoutBeforeResponse || kind == TimeoutInResponse;
}

const Http2Fault& faultNamed(const std::string& name) {
    const auto& all = http2Faults();
    return *std::find_if(all.begin(), all.end(), [&name](const Http2Fault& f) { return f.name == name; });
}

Plan http2Plan(const std::string& url) {
    Plan plan = planFor(url, ExchangeChoice::Curl);
    plan.connection.httpVersion = HttpVersion::Http2;
    plan.connection.verifyTls = false;
    plan.connection.timeout = 500ms;
    plan.connection.connectTimeout = 500ms;
    plan.load.requests = 12;
    return plan;
}

}  // namespace

class TestHttp2Faults : public QObject {
    Q_OBJECT

private slots:
    void everyFaultIsExpected();
    void fault_data();
    void fault();
    void goAwayLosesNothing_data();
    void goAwayLosesNothing();
};

void TestHttp2Faults::everyFaultIsExpected() {
    QCOMPARE(http2Faults().size(), expectations().size());
    for (const Http2Fault& fault : http2Faults()) {
        QVERIFY2(std::any_of(expectations().begin(), expectations().end(),
                             [&](const Expectation& e) { return fault.name == e.name; }),
                 fault.name.c_str());
    }
}

void TestHttp2Faults::fault_data() {
    QTest::addColumn<int>("index");
    for (std::size_t i = 0; i < expectations().size(); ++i) {
        QTest::addRow("%s", expectations()[i].name) << static_cast<int>(i);
    }
}

void TestHttp2Faults::fault() {
    QFETCH(int, index);
    const Expectation& expected = expectations()[static_cast<std::size_t>(index)];
    Http2FaultServer server(faultNamed(expected.name));
    Plan plan = http2Plan(server.url());
    if (!expected.reads) {
        plan.connection.timeout = 2s;  // a flood takes the machine from others
        plan.connection.connectTimeout = 2s;
    } else if (std::none_of(expected.kinds.begin(), expected.kinds.end(), isTimeout)) {
        plan.connection.timeout = 5s;  // the machine may be busy
        plan.connection.connectTimeout = 5s;
    }
    if (faultNamed(expected.name).atOnce) {
        plan.requests[0].method = "POST";
        plan.requests[0].body = std::string(200'000, 'u');
    }
    auto engine = LoadEngine::create(plan);
    QVERIFY(engine.ok());
    const EngineRun run = drive(**engine);
    const FaultCounts seen = server.counts();
    const LoadCounters& counters = run.total.counters;
    const std::string words = inWords(run) + "; the server saw " + std::to_string(seen.received);
    QVERIFY2(run.finished, words.c_str());
    QVERIFY2(run.seconds < 3 * toSeconds(plan.connection.timeout) + 0.5, words.c_str());  // three rounds
    QVERIFY2(counters.requests == 12, words.c_str());
    QVERIFY2(counters.ok + counters.httpErrors + counters.failed == 12, words.c_str());
    std::uint64_t right = 0;
    for (const FailureKind kind : expected.kinds) {
        right += counters.failures[static_cast<std::size_t>(kind)];
    }
    if (expected.status != 0) {
        QVERIFY2(counters.statuses.size() == 1 && counters.statuses.contains(expected.status), words.c_str());
        QVERIFY2(counters.failed == right, words.c_str());
    } else {
        QVERIFY2(right == 12, words.c_str());
    }
    QVERIFY2(counters.attempts == counters.requests - counters.unsent + counters.retries, words.c_str());
    QVERIFY2(counters.attempts >= seen.received &&
                 (!expected.reads || seen.received >= counters.requests - counters.unsent),
             words.c_str());
}

void TestHttp2Faults::goAwayLosesNothing_data() {
    QTest::addColumn<int>("streams");
    QTest::addColumn<QString>("method");
    QTest::addColumn<QString>("fault");
    for (const char* fault : {"goaway-after-five", "goaway-in-peace"}) {
        for (const char* method : {"GET", "POST"}) {
            for (const int streams : {1, 4}) {
                QTest::addRow("%s, %s, %d at a time", fault, method, streams) << streams << method << fault;
            }
        }
    }
}

// A polite server that closes its connections now and then: nothing fails, every re-send is counted.
void TestHttp2Faults::goAwayLosesNothing() {
    QFETCH(int, streams);
    QFETCH(QString, method);
    QFETCH(QString, fault);
    Http2FaultServer server(faultNamed(fault.toStdString()));
    Plan plan = http2Plan(server.url());
    plan.requests[0].method = method.toStdString();
    plan.requests[0].body = method == "POST" ? "a body" : "";
    plan.connection.timeout = 5s;
    plan.connection.connectTimeout = 5s;
    plan.connection.streams = static_cast<std::uint32_t>(streams);
    plan.load.requests = 1000;
    auto engine = LoadEngine::create(plan);
    QVERIFY(engine.ok());
    const EngineRun run = drive(**engine, 30s);
    const FaultCounts seen = server.counts();
    const LoadCounters& counters = run.total.counters;
    const std::string words = inWords(run) + "; the server saw " + std::to_string(seen.received);
    QVERIFY2(run.finished && counters.ok == 1000, words.c_str());
    QVERIFY2(counters.attempts == counters.requests + counters.retries, words.c_str());
    QVERIFY2(seen.received >= 1000 && seen.received <= counters.attempts, words.c_str());
    QVERIFY2(seen.accepted >= (streams == 1 ? 200 : 100), words.c_str());
    QVERIFY2(method == "GET" || seen.received == 1000, words.c_str());  // nothing is carried out twice
}

QTEST_GUILESS_MAIN(TestHttp2Faults)
#include "tst_http2_faults.moc"
