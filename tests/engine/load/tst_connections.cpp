// Where connections go, how long they live, and what TLS accepts: over real sockets, on both exchanges.
#include <QProcess>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QtTest>

#include "tests/engine/load/engine_runs.h"
#include "tests/support/fault_server.h"

using namespace leaktide;
using namespace leaktide::test;
using namespace std::chrono_literals;

namespace {

// A real TLS server (openssl s_server) with a certificate of its own for "localhost".
class TlsServer {
public:
    TlsServer() {
        const QStringList request{"req",
                                  "-x509",
                                  "-newkey",
                                  "ec",
                                  "-pkeyopt",
                                  "ec_paramgen_curve:P-256",
                                  "-nodes",
                                  "-days",
                                  "2",
                                  "-subj",
                                  "/CN=localhost",
                                  "-addext",
                                  "subjectAltName=DNS:localhost",
                                  "-keyout",
                                  file("key.pem"),
                                  "-out",
                                  file("cert.pem")};
        if (QProcess::execute("openssl", request) != 0) {
            return;
        }
        QTcpServer probe;
        probe.listen(QHostAddress::LocalHost);
        m_port = probe.serverPort();
        probe.close();
        m_process.start("openssl", {"s_server", "-accept", "127.0.0.1:" + QString::number(m_port), "-cert",
                                    file("cert.pem"), "-key", file("key.pem"), "-www", "-quiet"});
    }
    ~TlsServer() {
        m_process.kill();
        m_process.waitForFinished();
    }
    [[nodiscard]] bool listening() const {
        QTcpSocket socket;
        socket.connectToHost(QHostAddress::LocalHost, m_port);
        return socket.waitForConnected(200);
    }
    [[nodiscard]] QString file(const QString& name) const { return m_folder.filePath(name); }
    [[nodiscard]] std::string url(const std::string& host) const {
        return "https://" + host + ":" + std::to_string(m_port) + "/";
    }

private:
    QTemporaryDir m_folder;
    QProcess m_process;
    quint16 m_port = 0;
};

}  // namespace

class TestConnections : public QObject {
    Q_OBJECT

private slots:
    void namesTheExchange();
    void directRefusesWhatItCannotCarry();
    void resolveAndConnectTo_data();
    void resolveAndConnectTo();
    void unknownHostIsRefusedBeforeTheRun();
    void maxRequestsPerConnection();
    void lifetimeOfConnections();
    void withoutKeepAlive_data();
    void withoutKeepAlive();
    void thinkTimePausesEachConnection();
    void methodsAndBodies_data();
    void methodsAndBodies();
    void weightsShareTheRequests();
    void misbehavingClients_data();
    void misbehavingClients();
    void variablesAreRenderedForEachRequest();
    void throughAProxy();
    void unixSocketThatIsNotThere();
    void tls();
    void tooFewDescriptors();
};

void TestConnections::namesTheExchange() {
    FaultServer server;
    QCOMPARE((*LoadEngine::create(planFor(server.url("/ok"))))->exchange(), std::string("direct"));
    QCOMPARE((*LoadEngine::create(planFor(server.url("/ok"), ExchangeChoice::Curl)))->exchange(),
             std::string("curl"));
    QCOMPARE((*LoadEngine::create(planFor("https://127.0.0.1:1/")))->exchange(), std::string("curl"));
}

void TestConnections::directRefusesWhatItCannotCarry() {
    const std::string why = refusalOf(planFor("https://127.0.0.1:1/", ExchangeChoice::Direct));
    QVERIFY2(why.find("plain HTTP/1.1 only") != std::string::npos, why.c_str());
    Plan plan = planFor("https://127.0.0.1:1/");
    plan.connection.maxRequests = 3;
    QVERIFY(refusalOf(plan).find("max_requests") != std::string::npos);
}

void TestConnections::resolveAndConnectTo_data() {
    QTest::addColumn<int>("exchange");
    QTest::newRow("curl") << static_cast<int>(ExchangeChoice::Curl);
    QTest::newRow("direct") << static_cast<int>(ExchangeChoice::Direct);
}

void TestConnections::resolveAndConnectTo() {
    QFETCH(int, exchange);
    FaultServer server;
    const std::string port = std::to_string(server.port());
    Plan plan = planFor("http://nowhere.invalid:" + port + "/ok", static_cast<ExchangeChoice>(exchange));
    plan.load.requests = 10;
    plan.connection.resolve = {"nowhere.invalid:" + port + ":127.0.0.1"};
    QCOMPARE(runPlan(plan).total.counters.ok, 10U);
    plan.connection.resolve.clear();
    plan.connection.connectTo = {"nowhere.invalid::127.0.0.1:" + port};
    QCOMPARE(runPlan(plan).total.counters.ok, 10U);
    QCOMPARE(server.counts().received, 20U);
}

void TestConnections::unknownHostIsRefusedBeforeTheRun() {
    const auto begun = std::chrono::steady_clock::now();
    const std::string why = refusalOf(planFor("http://no-such-host.invalid/"));
    QVERIFY2(why.find("'no-such-host.invalid' could not be resolved") != std::string::npos, why.c_str());
    QVERIFY(std::chrono::steady_clock::now() - begun < 2s);
}

void TestConnections::maxRequestsPerConnection() {
    FaultServer server;
    Plan plan = planFor(server.url("/ok"));
    plan.load.requests = 100;
    plan.load.connections = 2;
    plan.connection.maxRequests = 10;
    const EngineRun run = runPlan(plan);
    QCOMPARE(run.total.counters.ok, 100U);
    QCOMPARE(run.total.counters.attempts, 100U);
    QVERIFY(server.counts().accepted >= 10 && server.counts().accepted <= 11);
    QCOMPARE(run.total.counters.connectionsOpened, server.counts().accepted);
}

void TestConnections::lifetimeOfConnections() {
    FaultServer server;
    Plan plan = planFor(server.url("/delay?ms=20"));
    plan.load.requests = 20;
    plan.load.connections = 1;
    plan.connection.maxLifetime = 100ms;
    QCOMPARE(runPlan(plan).total.counters.ok, 20U);
    QVERIFY(server.counts().accepted >= 3 && server.counts().accepted <= 10);
}

void TestConnections::withoutKeepAlive_data() {
    resolveAndConnectTo_data();
}

void TestConnections::withoutKeepAlive() {
    QFETCH(int, exchange);
    FaultServer server;
    Plan plan = planFor(server.url("/ok"), static_cast<ExchangeChoice>(exchange));
    plan.load.requests = 12;
    plan.connection.keepAlive = false;
    const EngineRun run = runPlan(plan);
    QCOMPARE(run.total.counters.ok, 12U);
    QCOMPARE(run.total.counters.connectionsOpened, 12U);
    QCOMPARE(server.counts().accepted, 12U);
}

void TestConnections::thinkTimePausesEachConnection() {
    FaultServer server;
    Plan plan = planFor(server.url("/ok"));
    plan.load.requests = 10;
    plan.load.connections = 2;
    plan.load.thinkTime = 50ms;
    const EngineRun run = runPlan(plan);
    QCOMPARE(run.total.counters.ok, 10U);
    QVERIFY2(run.seconds >= 0.2, qPrintable(QString::number(run.seconds)));  // four pauses on each
}

void TestConnections::methodsAndBodies_data() {
    QTest::addColumn<int>("exchange");
    QTest::addColumn<QString>("method");
    QTest::addColumn<int>("size");
    for (const ExchangeChoice exchange : {ExchangeChoice::Curl, ExchangeChoice::Direct}) {
        const auto row = [exchange](const char* method, int size) {
            QTest::addRow("%s %s %d", nameOf(exchange), method, size)
                << static_cast<int>(exchange) << QString(method) << size;
        };
        row("HEAD", 0);
        row("POST", 0);
        row("POST", 100);
        row("PUT", 3'000'000);  // more than the sockets hold: sent in pieces
        row("DELETE", 0);
        row("PATCH", 20'000);
    }
}

void TestConnections::methodsAndBodies() {
    QFETCH(int, exchange);
    QFETCH(QString, method);
    QFETCH(int, size);
    FaultServer server;
    Plan plan =
        planFor(server.url(method == "HEAD" ? "/head" : "/ok"), static_cast<ExchangeChoice>(exchange));
    plan.connection.timeout = 5s;
    plan.requests[0].method = method.toStdString();
    plan.requests[0].body = std::string(static_cast<std::size_t>(size), 'b');
    plan.load.requests = 20;
    const EngineRun run = runPlan(plan);
    QVERIFY2(run.total.counters.ok == 20, run.examples.empty() ? "" : run.examples.front().c_str());
    QCOMPARE(server.counts().received, 20U);
    QCOMPARE(server.counts().bodyBytes, static_cast<std::uint64_t>(size) * 20);
    QVERIFY(run.total.counters.bytesOut >= static_cast<std::uint64_t>(size) * 20);
}

void TestConnections::weightsShareTheRequests() {
    FaultServer server;
    Plan plan = planFor(server.url("/ok"));
    plan.requests.push_back(plan.requests[0]);
    plan.requests[0].weight = 3;
    plan.requests[1].url = server.url("/404");
    plan.load.requests = 400;
    plan.load.threads = 1;
    const EngineRun run = runPlan(plan);
    QCOMPARE(run.total.counters.statuses.at(200), 300U);
    QCOMPARE(run.total.counters.statuses.at(404), 100U);
}

void TestConnections::misbehavingClients_data() {
    QTest::addColumn<int>("kind");
    QTest::addColumn<QString>("path");
    using Kind = Misbehaviour::Kind;
    QTest::newRow("leave after time") << static_cast<int>(Kind::LeaveAfterTime) << "/delay?ms=150";
    QTest::newRow("leave after bytes") << static_cast<int>(Kind::LeaveAfterBytes) << "/big-body";
    QTest::newRow("stop sending") << static_cast<int>(Kind::StopSending) << "/ok";
}

// Every fourth request is broken off, the others are whole; the server sees all but the half-sent ones.
void TestConnections::misbehavingClients() {
    QFETCH(int, kind);
    QFETCH(QString, path);
    FaultServer server;
    Plan plan = planFor(server.url(path.toStdString()));
    plan.requests[0].method = "POST";
    plan.requests[0].body = std::string(2000, 'b');
    plan.load.requests = 40;
    plan.load.threads = 2;
    plan.load.misbehaviour = Misbehaviour{static_cast<Misbehaviour::Kind>(kind), 4, 50ms, 1000};
    const EngineRun run = runPlan(plan);
    QVERIFY(run.finished);
    QCOMPARE(run.total.counters.requests, 40U);
    QCOMPARE(countOf(run, FailureKind::Aborted), 10U);
    QCOMPARE(run.work.aborted, 10U);
    QCOMPARE(run.total.counters.ok, 30U);
    QCOMPARE(server.counts().received,
             static_cast<Misbehaviour::Kind>(kind) == Misbehaviour::Kind::StopSending ? 30U : 40U);
    plan.load.exchange = ExchangeChoice::Curl;
    QVERIFY(refusalOf(plan).find("misbehaviour") != std::string::npos);
}

void TestConnections::variablesAreRenderedForEachRequest() {
    FaultServer server;
    Plan plan = planFor(server.url("/ok?n={{seq}}&r={{random:5-5}}"));
    plan.requests[0].method = "POST";
    plan.requests[0].body = R"({"id":"{{uuid}}","odd":{"a":{}}})";
    plan.load.requests = 50;
    plan.load.threads = 2;
    QCOMPARE(runPlan(plan).total.counters.ok, 50U);
    QCOMPARE(server.counts().bodyBytes, 50U * (plan.requests[0].body.size() - 8 + 36));
    std::vector<std::string> expected;
    for (int i = 1; i <= 50; ++i) {
        expected.push_back("/ok?n=" + std::to_string(i) + "&r=5");
    }
    std::sort(expected.begin(), expected.end());
    QCOMPARE(server.targets(), expected);
    plan.requests[0].body = "{{planet}}";
    QVERIFY(refusalOf(plan).find("{{planet}} is not known") != std::string::npos);
    plan.requests[0].body = "{{random:9-1}}";
    QVERIFY(!refusalOf(plan).empty());
}

// A proxy gets the whole URL; the fault server serves by the path it finds, so it answers as a proxy would.
void TestConnections::throughAProxy() {
    FaultServer server;
    Plan plan = planFor("http://target.invalid/ok");
    plan.connection.proxy = server.url("");
    plan.load.requests = 8;
    const EngineRun run = runPlan(plan);
    QCOMPARE(run.total.counters.ok, 8U);
    QCOMPARE(server.counts().received, 8U);
}

void TestConnections::unixSocketThatIsNotThere() {
    Plan plan = planFor("http://localhost/ok");
    plan.connection.unixSocket = "/tmp/leaktide-no-such.sock";
    plan.load.requests = 4;
    const EngineRun run = runPlan(plan);
    QVERIFY(run.finished);
    QCOMPARE(run.total.counters.failed, 4U);
}

void TestConnections::tls() {
    const TlsServer server;
    QTRY_VERIFY_WITH_TIMEOUT(server.listening(), 10'000);
    Plan plan = planFor(server.url("localhost"));
    plan.connection.timeout = 5s;
    plan.connection.connectTimeout = 5s;
    plan.load.connections = 2;
    plan.load.requests = 6;
    const EngineRun refused = runPlan(plan);  // verification is on by default
    QCOMPARE(countOf(refused, FailureKind::TlsVerify), 6U);
    QVERIFY2(refused.examples.front().find("self") != std::string::npos, refused.examples.front().c_str());

    plan.connection.caFile = server.file("cert.pem").toStdString();
    QCOMPARE(runPlan(plan).total.counters.ok, 6U);

    Plan wrongName = plan;
    wrongName.requests[0].url = server.url("127.0.0.1");
    QCOMPARE(countOf(runPlan(wrongName), FailureKind::TlsVerify), 6U);
    wrongName.connection.verifyTls = false;
    QCOMPARE(runPlan(wrongName).total.counters.ok, 6U);

    plan.connection.httpVersion = HttpVersion::Http2;  // this server has none: never a silent step down
    QCOMPARE(countOf(runPlan(plan), FailureKind::Protocol), 6U);

    plan.connection.caFile = "/no/such/ca.pem";
    QVERIFY(refusalOf(plan).find("the CA file '/no/such/ca.pem' cannot be read") != std::string::npos);
}

void TestConnections::tooFewDescriptors() {
    Plan plan = planFor("http://127.0.0.1:1/");
    plan.load.connections = 50'000'000;
    const std::string why = refusalOf(plan);
    QVERIFY2(why.find("50,000,000 connections need about") != std::string::npos, why.c_str());
}

QTEST_GUILESS_MAIN(TestConnections)
#include "tst_connections.moc"
