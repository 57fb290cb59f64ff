// Every fault of the fault server, against the load engine: each request has one result, the result is of the
// right kind, and the totals equal what the server saw, to the last request.
#include <QtTest>

#include "tests/engine/load/engine_driver.h"
#include "tests/support/fault_server.h"

using namespace leaktide;
using namespace leaktide::test;
using namespace std::chrono_literals;

namespace {

using Kinds = std::vector<FailureKind>;

constexpr std::array BothExchanges{ExchangeChoice::Curl, ExchangeChoice::Direct};

// Faults may be told in more than one true way (a reset can overtake the bytes before it).
struct Expectation {
    const char* path;
    int status = 0;  // of a valid answer; 0: it must fail
    Kinds kinds = {};
    std::size_t uploadBytes = 0;  // 0: a GET
};

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

const std::vector<Expectation>& expectations() {
    static const std::vector<Expectation> all = [] {
        std::vector<Expectation> both = validAnswers();
        const std::vector<Expectation> bad = failures();
        both.insert(both.end(), bad.begin(), bad.end());
        return both;
    }();
    return all;
}

// Faults of silence cost a timeout each.
Plan impatientPlan(const std::string& url, int exchange) {
    Plan plan = planFor(url, static_cast<ExchangeChoice>(exchange));
    plan.connection.timeout = 400ms;
    plan.connection.connectTimeout = 400ms;
    return plan;
}

std::string inWords(const LoadCounters& counters) {
    std::string text = "requests " + std::to_string(counters.requests) + ", ok " +
                       std::to_string(counters.ok) + ", http errors " + std::to_string(counters.httpErrors) +
                       ", attempts " + std::to_string(counters.attempts);
    for (std::size_t i = 0; i < FailureKindCount; ++i) {
        if (counters.failures[i] != 0) {
            text += ", " + std::string(nameOf(static_cast<FailureKind>(i))) + " " +
                    std::to_string(counters.failures[i]);
        }
    }
    return text;
}

std::uint64_t failuresOf(const LoadCounters& counters, const Kinds& kinds) {
    std::uint64_t sum = 0;
    for (const FailureKind kind : kinds) {
        sum += counters.failures[static_cast<std::size_t>(kind)];
    }
    return sum;
}

}  // namespace

class TestFaultMatrix : public QObject {
    Q_OBJECT

private slots:
    void everyScriptIsExpected();
    void fault_data();
    void fault();
    void acceptMode_data();
    void acceptMode();
    void mixedFaults_data();
    void mixedFaults();
    void stallShowsInResponseTimeOnly();
    void peerBytesArePrintable();
};

void TestFaultMatrix::everyScriptIsExpected() {
    for (const FaultScript& script : faultScripts()) {
        if (script.path == "/head") {
            continue;  // right for HEAD requests only: tst_connections
        }
        const auto& all = expectations();
        QVERIFY2(
            std::any_of(all.begin(), all.end(), [&](const Expectation& e) { return script.path == e.path; }),
            script.path.c_str());
    }
}

void TestFaultMatrix::fault_data() {
    QTest::addColumn<int>("exchange");
    QTest::addColumn<int>("index");
    for (const ExchangeChoice exchange : BothExchanges) {
        for (std::size_t i = 0; i < expectations().size(); ++i) {
            QTest::addRow("%s %s", nameOf(exchange), expectations()[i].path)
                << static_cast<int>(exchange) << static_cast<int>(i);
        }
    }
}

void TestFaultMatrix::fault() {
    QFETCH(int, exchange);
    QFETCH(int, index);
    const Expectation& expected = expectations()[static_cast<std::size_t>(index)];
    constexpr std::uint64_t count = 12;
    FaultServer server;
    Plan plan = impatientPlan(server.url(expected.path), exchange);
    plan.load.requests = count;
    if (expected.uploadBytes > 0) {
        plan.requests[0].method = "POST";
        plan.requests[0].body = std::string(expected.uploadBytes, 'u');
    }
    auto engine = LoadEngine::create(plan);
    QVERIFY(engine.ok());
    const EngineRun run = drive(**engine);
    const LoadCounters& counters = run.total.counters;
    const std::string words = inWords(counters) + (run.examples.empty() ? "" : "; " + run.examples.front());

    QVERIFY2(run.finished, words.c_str());
    QVERIFY2(run.seconds < 3 * 0.4 + 0.5,
             qPrintable(QString::number(run.seconds)));  // three rounds of timeouts
    QVERIFY2(counters.requests == count, words.c_str());
    QCOMPARE(counters.ok + counters.httpErrors + counters.failed, count);
    QCOMPARE(counters.attempts, counters.requests - counters.unsent + counters.retries);
    QCOMPARE(run.work.done, count);
    QCOMPARE(run.total.serviceTime.count(), counters.ok + counters.httpErrors);
    if (expected.status != 0) {
        QVERIFY2(counters.failed == 0, words.c_str());
        QVERIFY2(counters.statuses.size() == 1 && counters.statuses.begin()->first == expected.status,
                 words.c_str());
        QCOMPARE(expected.status >= 400 ? counters.httpErrors : counters.ok, count);
    } else {
        QVERIFY2(failuresOf(counters, expected.kinds) == count, words.c_str());
        QVERIFY(!run.examples.empty());
    }
    // Sends and what arrived are the same thing; results may be fewer where libcurl sent again.
    const FaultCounts seen = server.counts();
    QVERIFY2(counters.attempts >= seen.received && seen.received >= count, words.c_str());
    QVERIFY2(seen.received == count || expected.status != 0 || counters.attempts > count, words.c_str());
}

void TestFaultMatrix::acceptMode_data() {
    QTest::addColumn<int>("exchange");
    QTest::addColumn<int>("mode");
    QTest::addColumn<int>("kind");
    const auto row = [](const char* name, AcceptMode mode, FailureKind kind) {
        for (const ExchangeChoice exchange : BothExchanges) {
            QTest::addRow("%s %s", nameOf(exchange), name)
                << static_cast<int>(exchange) << static_cast<int>(mode) << static_cast<int>(kind);
        }
    };
    row("reset", AcceptMode::Reset, FailureKind::Reset);
    row("close", AcceptMode::Close, FailureKind::ClosedBeforeResponse);
    row("banner", AcceptMode::Banner, FailureKind::Protocol);
    row("silence", AcceptMode::Silence, FailureKind::TimeoutBeforeResponse);
}

void TestFaultMatrix::acceptMode() {
    QFETCH(int, exchange);
    QFETCH(int, mode);
    QFETCH(int, kind);
    FaultServer server;
    server.setAcceptMode(static_cast<AcceptMode>(mode));
    Plan plan = impatientPlan(server.url("/ok"), exchange);
    plan.load.requests = 8;
    auto engine = LoadEngine::create(plan);
    QVERIFY(engine.ok());
    const EngineRun run = drive(**engine);
    const std::string words = inWords(run.total.counters);
    QVERIFY2(run.total.counters.requests == 8 && run.total.counters.failed == 8, words.c_str());
    Kinds kinds{static_cast<FailureKind>(kind)};
    if (static_cast<AcceptMode>(mode) == AcceptMode::Close) {
        kinds.push_back(FailureKind::Reset);  // closing over unread bytes resets
    } else if (static_cast<AcceptMode>(mode) == AcceptMode::Reset) {
        kinds.push_back(FailureKind::ConnectFailed);  // when the reset comes before the first send
    }
    QVERIFY2(failuresOf(run.total.counters, kinds) == 8, words.c_str());
}

void TestFaultMatrix::mixedFaults_data() {
    QTest::addColumn<int>("exchange");
    QTest::addColumn<QString>("mode");
    for (const ExchangeChoice exchange : BothExchanges) {
        for (const char* mode :
             {"500", "rst-mid-body", "never", "truncated-chunk", "garbage-all", "fin-mid-headers"}) {
            QTest::addRow("%s %s", nameOf(exchange), mode) << static_cast<int>(exchange) << QString(mode);
        }
    }
}

// One in ten is bad: the shares are exact.
void TestFaultMatrix::mixedFaults() {
    QFETCH(int, exchange);
    QFETCH(QString, mode);
    FaultServer server;
    Plan plan = impatientPlan(server.url("/nth?every=10&mode=" + mode.toStdString()), exchange);
    if (mode != "never") {
        plan.connection.timeout = 5s;  // the machine may be busy
        plan.connection.connectTimeout = 5s;
    }
    plan.load.requests = 100;
    auto engine = LoadEngine::create(plan);
    QVERIFY(engine.ok());
    const EngineRun run = drive(**engine);
    const LoadCounters& counters = run.total.counters;
    QVERIFY2(counters.ok == 90 && counters.httpErrors + counters.failed == 10, inWords(counters).c_str());
    QCOMPARE(mode == "500" ? counters.httpErrors : counters.failed, 10U);
    QCOMPARE(server.counts().received, 100U);
}

// 100 requests a second for 1.5 s, frozen for 0.5 s: a request due x before the thaw waits x.
void TestFaultMatrix::stallShowsInResponseTimeOnly() {
    FaultServer server;
    Plan plan = planFor(server.url("/ok"));
    plan.connection.timeout = 5s;
    plan.load.model = LoadModel::ConstantRate;
    plan.load.rate = Rate{200, 1s};
    plan.load.duration = 1500ms;
    plan.load.connections = 2;
    auto engine = LoadEngine::create(plan);
    QVERIFY(engine.ok());
    server.stall(500ms);
    const EngineRun run = drive(**engine);
    QCOMPARE(run.total.counters.ok, 300U);
    const double p90 = static_cast<double>(run.total.responseTime.quantile(0.9).count()) / 1e6;
    QVERIFY2(std::abs(p90 - 350) < 60, qPrintable(QString::number(p90)));  // 500 ms - 0.1 * 1500 ms
    QVERIFY(run.total.serviceTime.quantile(0.9) < 100ms);  // two requests saw the freeze, the others did not
}

void TestFaultMatrix::peerBytesArePrintable() {
    FaultServer server;
    Plan plan = planFor(server.url("/garbage-all"));
    plan.load.requests = 4;
    auto engine = LoadEngine::create(plan);
    QVERIFY(engine.ok());
    for (const std::string& example : drive(**engine).examples) {
        QVERIFY(std::all_of(example.begin(), example.end(),
                            [](char c) { return static_cast<unsigned char>(c) >= 0x20 && c != 0x7F; }));
    }
}

QTEST_GUILESS_MAIN(TestFaultMatrix)
#include "tst_fault_matrix.moc"
