// Targets that cannot be reached, or not yet, or no longer: what the connect phase tells of them, that the
// load ends in time, and that a target which comes back is found again.
#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

#include <QtTest>

#include "tests/engine/load/engine_runs.h"
#include "tests/support/fault_server.h"

using namespace leaktide;
using namespace leaktide::test;
using namespace std::chrono_literals;

namespace {

// Listens, has room for one connection that nobody takes, and never takes it.
class FullQueue {
public:
    FullQueue() : m_socket(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        auto* generic = reinterpret_cast<sockaddr*>(&address);  // NOLINT: the sockets API
        m_listens = bind(m_socket, generic, size) == 0 && listen(m_socket, 0) == 0 &&
                    getsockname(m_socket, generic, &size) == 0;
        m_port = ntohs(address.sin_port);
    }
    ~FullQueue() { close(m_socket); }
    FullQueue(const FullQueue&) = delete;
    FullQueue& operator=(const FullQueue&) = delete;

    [[nodiscard]] bool listens() const { return m_listens; }
    [[nodiscard]] std::string url() const { return "http://127.0.0.1:" + std::to_string(m_port) + "/"; }

private:
    int m_socket;
    std::uint16_t m_port = 0;
    bool m_listens = false;
};

Plan impatientPlan(const std::string& url, ExchangeChoice exchange) {
    Plan plan = planFor(url, exchange);
    plan.connection.timeout = 400ms;
    plan.connection.connectTimeout = 400ms;
    plan.load.requests = 12;
    return plan;
}

}  // namespace

class TestConnectFaults : public QObject {
    Q_OBJECT

private slots:
    void fullQueue_data() { addExchanges(); }
    void fullQueue();
    void tlsHandshake_data();
    void tlsHandshake();
    void restart_data() { addExchanges(); }
    void restart();
    void deadConnections_data() { addExchanges(); }
    void deadConnections();
};

void TestConnectFaults::fullQueue() {
    QFETCH(int, exchange);
    const FullQueue target;
    QVERIFY(target.listens());
    auto engine = LoadEngine::create(impatientPlan(target.url(), static_cast<ExchangeChoice>(exchange)));
    QVERIFY(engine.ok());
    const EngineRun run = drive(**engine);
    const std::string words = inWords(run);
    QVERIFY2(run.finished && run.seconds < 3 * 0.4 + 0.5, words.c_str());
    const std::uint64_t inTheQueue = countOf(run, FailureKind::TimeoutBeforeResponse);
    QVERIFY2(countOf(run, FailureKind::ConnectTimeout) + inTheQueue == 12, words.c_str());
    QVERIFY2(inTheQueue <= 4, words.c_str());
}

void TestConnectFaults::tlsHandshake_data() {
    QTest::addColumn<int>("mode");
    QTest::addColumn<int>("kind");
    QTest::addColumn<int>("http");
    for (const int http : {1, 2}) {
        const auto row = [http](const char* name, AcceptMode mode, FailureKind kind) {
            QTest::addRow("HTTP/%d, %s", http, name)
                << static_cast<int>(mode) << static_cast<int>(kind) << http;
        };
        row("silence", AcceptMode::Silence, FailureKind::ConnectTimeout);
        row("garbage", AcceptMode::Banner, FailureKind::TlsHandshake);
        row("close", AcceptMode::Close, FailureKind::TlsHandshake);
        row("reset", AcceptMode::Reset, FailureKind::TlsHandshake);
    }
}

void TestConnectFaults::tlsHandshake() {
    QFETCH(int, mode);
    QFETCH(int, kind);
    QFETCH(int, http);
    FaultServer server;
    server.setAcceptMode(static_cast<AcceptMode>(mode));
    Plan plan =
        impatientPlan("https://127.0.0.1:" + std::to_string(server.port()) + "/", ExchangeChoice::Curl);
    if (static_cast<AcceptMode>(mode) != AcceptMode::Silence) {
        plan.connection.timeout = 5s;  // the machine may be busy
        plan.connection.connectTimeout = 5s;
    }
    plan.connection.httpVersion = http == 2 ? HttpVersion::Http2 : HttpVersion::Http1;
    auto engine = LoadEngine::create(plan);
    QVERIFY(engine.ok());
    const EngineRun run = drive(**engine);
    const std::string words = inWords(run);
    QVERIFY2(run.finished && run.seconds < 3 * toSeconds(plan.connection.timeout) + 0.5, words.c_str());
    // A reset may come before the handshake does.
    const bool reset = static_cast<AcceptMode>(mode) == AcceptMode::Reset;
    const std::uint64_t early = reset ? countOf(run, FailureKind::ConnectFailed) : 0;
    QVERIFY2(countOf(run, static_cast<FailureKind>(kind)) + early == 12, words.c_str());
    QVERIFY2(run.total.counters.unsent == 12 && run.total.counters.attempts == 0, words.c_str());
}

// Refused for a while, then back: errors only in the gap, and no spin in it.
void TestConnectFaults::restart() {
    QFETCH(int, exchange);
    auto server = std::make_unique<FaultServer>();
    const std::uint16_t port = server->port();
    Plan plan = planFor(server->url("/ok"), static_cast<ExchangeChoice>(exchange));
    plan.load.model = LoadModel::ConstantRate;
    plan.load.rate = Rate{200};
    plan.load.duration = 3s;
    auto engine = LoadEngine::create(plan);
    QVERIFY(engine.ok());
    QVERIFY((*engine)->start().ok());
    EngineRun run;
    const auto collect = [&] {
        run.total.add((*engine)->collect());
        return run.total.counters.ok;
    };
    QTRY_VERIFY_WITH_TIMEOUT(collect() > 50, 5000);
    std::uint64_t seen = server->counts().received;
    server.reset();
    collect();
    const std::uint64_t before = run.total.counters.ok;
    QTRY_VERIFY_WITH_TIMEOUT((collect(), run.total.counters.failed > 5), 5000);
    QVERIFY2(run.total.counters.ok - before <= 4, inWords(run).c_str());  // what was under way
    server = std::make_unique<FaultServer>(port);
    QTRY_VERIFY_WITH_TIMEOUT((*engine)->idle(), 10'000);
    collect();
    collect();
    seen += server->counts().received;
    const LoadCounters& counters = run.total.counters;
    const std::string words = inWords(run);
    QVERIFY2(counters.ok > before + 50, words.c_str());
    QVERIFY2(
        counters.ok + counters.failed == counters.requests && counters.requests + counters.dropped == 600,
        words.c_str());
    QVERIFY2(countOf(run, FailureKind::ConnectRefused) + countOf(run, FailureKind::Reset) +
                     countOf(run, FailureKind::ClosedBeforeResponse) ==
                 counters.failed,
             words.c_str());
    // Up to four may have come between the count and the end of the first server.
    QVERIFY2(counters.ok <= seen + 4 && seen <= counters.attempts, words.c_str());
}

// What may not be sent twice is not, however a connection that had been used before ends.
void TestConnectFaults::deadConnections() {
    QFETCH(int, exchange);
    FaultServer server;
    Plan plan = planFor(server.url("/close-after?n=3"), static_cast<ExchangeChoice>(exchange));
    plan.requests[0].method = "POST";
    plan.requests[0].body = "once";
    plan.load.requests = 60;
    auto engine = LoadEngine::create(plan);
    QVERIFY(engine.ok());
    const EngineRun run = drive(**engine);
    const LoadCounters& counters = run.total.counters;
    const std::string words = inWords(run);
    QVERIFY2(run.finished && counters.ok + counters.failed == 60, words.c_str());
    QVERIFY2(counters.attempts == 60 && counters.retries == 0, words.c_str());
    QVERIFY2(server.counts().received == counters.ok, words.c_str());
    QVERIFY2(
        countOf(run, FailureKind::ClosedBeforeResponse) + countOf(run, FailureKind::Reset) == counters.failed,
        words.c_str());
}

QTEST_GUILESS_MAIN(TestConnectFaults)
#include "tst_connect_faults.moc"
