// Against a real nginx with a certificate authority of our own: TLS, HTTP/2, client certificates, Unix
// sockets and redirected addresses work, and what is told of connections is what nginx wrote into its log.
#include <QtTest>
#include <functional>
#include <set>

#include "tests/engine/load/engine_runs.h"
#include "tests/engine/load/nginx_server.h"

using namespace leaktide;
using namespace leaktide::test;
using namespace std::chrono_literals;

namespace {

constexpr std::uint64_t Requests = 2000;

// One way to nginx, and what must come of it.
struct Way {
    const char* name;
    std::function<void(Plan&, const Nginx&)> choose;
    ExchangeChoice exchange = ExchangeChoice::Curl;
    bool tls = false;
    const char* protocol = "HTTP/1.1";
    std::uint64_t connections = 4;  // 0: as many as nginx says
};

void overTls(Plan& plan, const Nginx& nginx, HttpVersion version, Nginx::Port port = Nginx::Tls) {
    plan.requests[0].url = "https://shop.test:" + nginx.port(port) + "/";
    plan.connection.resolve = {"shop.test:" + nginx.port(port) + ":127.0.0.1"};
    plan.connection.caFile = nginx.file("ca.pem");
    plan.connection.httpVersion = version;
}

const std::vector<Way>& ways() {
    using enum ExchangeChoice;
    static const std::vector<Way> all{
        {"resolve, curl",
         [](Plan& plan, const Nginx& nginx) {
             plan.requests[0].url = "http://shop.test:" + nginx.port(Nginx::Plain) + "/";
             plan.connection.resolve = {"shop.test:" + nginx.port(Nginx::Plain) + ":127.0.0.1"};
         }},
        {"connect-to, direct",
         [](Plan& plan, const Nginx& nginx) {
             plan.requests[0].url = "http://shop.test/";
             plan.connection.connectTo = {"shop.test:80:127.0.0.1:" + nginx.port(Nginx::Plain)};
         },
         Direct},
        {"Unix socket, curl",
         [](Plan& plan, const Nginx& nginx) {
             plan.requests[0].url = "http://shop.test/";
             plan.connection.unixSocket = nginx.file("socket");
         }},
        {"Unix socket, direct",
         [](Plan& plan, const Nginx& nginx) {
             plan.requests[0].url = "http://shop.test/";
             plan.connection.unixSocket = nginx.file("socket");
         },
         Direct},
        {"proxy",
         [](Plan& plan, const Nginx& nginx) {
             plan.requests[0].url = "http://shop.test/";
             plan.connection.proxy = "http://127.0.0.1:" + nginx.port(Nginx::Plain);
         }},
        {"TLS", [](Plan& plan, const Nginx& nginx) { overTls(plan, nginx, HttpVersion::Http1); }, Curl, true},
        {"HTTP/2", [](Plan& plan, const Nginx& nginx) { overTls(plan, nginx, HttpVersion::Http2); }, Curl,
         true, "HTTP/2.0"},
        {"HTTP/2, eight at a time",
         [](Plan& plan, const Nginx& nginx) {
             overTls(plan, nginx, HttpVersion::Http2);
             plan.connection.streams = 8;
         },
         Curl, true, "HTTP/2.0"},
        {"ten a connection, curl",
         [](Plan& plan, const Nginx& nginx) {
             plan.requests[0].url = "http://127.0.0.1:" + nginx.port(Nginx::Plain) + "/short";
         },
         Curl, false, "HTTP/1.1", 0},
        {"ten a connection, direct",
         [](Plan& plan, const Nginx& nginx) {
             plan.requests[0].url = "http://127.0.0.1:" + nginx.port(Nginx::Plain) + "/short";
         },
         Direct, false, "HTTP/1.1", 0},
        {"ten a connection, HTTP/2",
         [](Plan& plan, const Nginx& nginx) { overTls(plan, nginx, HttpVersion::Http2, Nginx::ShortTls); },
         Curl, true, "HTTP/2.0", 0},
        {"ten a connection, HTTP/2, eight at a time",
         [](Plan& plan, const Nginx& nginx) {
             overTls(plan, nginx, HttpVersion::Http2, Nginx::ShortTls);
             plan.connection.streams = 8;
         },
         Curl, true, "HTTP/2.0", 0},
    };
    return all;
}

std::string inWords(const EngineRun& run, std::size_t logged, std::size_t connections) {
    const LoadCounters& counters = run.total.counters;
    std::string text = "ok " + std::to_string(counters.ok) + ", opened " +
                       std::to_string(counters.connectionsOpened) + ", retries " +
                       std::to_string(counters.retries) + "; nginx: " + std::to_string(logged) + " on " +
                       std::to_string(connections) + "; closed:";
    for (std::size_t i = 0; i < CloseReasonCount; ++i) {
        text += " " + std::string(nameOf(static_cast<CloseReason>(i))) + " " +
                std::to_string(run.total.connections.closed.at(i));
    }
    for (const std::string& example : run.examples) {
        text += "; " + example;
    }
    return text;
}

}  // namespace

class TestNginx : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() {
        if (Nginx::program().isEmpty()) {
            QSKIP("nginx is not installed");
        }
        QVERIFY(m_nginx.start());
    }
    void connections_data();
    void connections();
    void certificates();

private:
    Nginx m_nginx;
};

void TestNginx::connections_data() {
    QTest::addColumn<int>("index");
    for (std::size_t i = 0; i < ways().size(); ++i) {
        QTest::newRow(ways()[i].name) << static_cast<int>(i);
    }
}

void TestNginx::connections() {
    QFETCH(int, index);
    const Way& way = ways()[static_cast<std::size_t>(index)];
    Plan plan = planFor("http://127.0.0.1/", way.exchange);
    way.choose(plan, m_nginx);
    plan.load.requests = Requests;
    const EngineRun run = runAndClose(plan);
    const std::vector<LogLine> log = m_nginx.takeLog(Requests);
    std::set<std::string> seen;
    for (const LogLine& line : log) {
        seen.insert(line.connection);
        QCOMPARE(line.status, 200);
        QCOMPARE(line.protocol, std::string(way.protocol));
        QVERIFY(line.host.starts_with("shop.test") || line.host.starts_with("127.0.0.1") || line.host == "-");
    }
    const LoadCounters& counters = run.total.counters;
    const ConnectionTally& tally = run.total.connections;
    const std::string words = inWords(run, log.size(), seen.size());
    QVERIFY2(run.finished && counters.ok == Requests && log.size() == Requests, words.c_str());
    QVERIFY2(counters.connectionsOpened == seen.size(), words.c_str());
    QVERIFY2(way.connections == 0 ? seen.size() >= Requests / 18 : seen.size() == way.connections,
             words.c_str());
    QVERIFY2(tally.closedInAll() == seen.size(), words.c_str());
    if (way.connections != 0) {
        QVERIFY2(tally.closed.at(static_cast<std::size_t>(CloseReason::EndOfRun)) == seen.size(),
                 words.c_str());
    }
    if (plan.connection.unixSocket.empty()) {
        QCOMPARE(tally.connectTime.count(), seen.size());
    }
    QCOMPARE(tally.tlsTime.count(), way.tls ? seen.size() : 0U);
}

void TestNginx::certificates() {
    Plan plan = planFor("", ExchangeChoice::Curl);
    plan.load.requests = 8;
    overTls(plan, m_nginx, HttpVersion::Http2);
    plan.connection.caFile.clear();  // the system's authorities do not know ours
    const EngineRun unknown = runAndClose(plan);
    QCOMPARE(unknown.total.counters.failures[static_cast<std::size_t>(FailureKind::TlsVerify)], 8U);

    overTls(plan, m_nginx, HttpVersion::Http2);
    plan.requests[0].url =
        "https://127.0.0.1:" + m_nginx.port(Nginx::Tls) + "/";  // not the name in the certificate
    const EngineRun misnamed = runAndClose(plan);
    QCOMPARE(misnamed.total.counters.failures[static_cast<std::size_t>(FailureKind::TlsVerify)], 8U);

    overTls(plan, m_nginx, HttpVersion::Http2, Nginx::Mutual);
    const EngineRun unnamed = runAndClose(plan);
    QCOMPARE(unnamed.total.counters.httpErrors, 8U);  // nginx answers 400
    QCOMPARE(unnamed.total.counters.statuses.at(400), 8U);
    QCOMPARE(m_nginx.takeLog(8).size(), 8U);

    plan.connection.certFile = m_nginx.file("client.pem");
    plan.connection.keyFile = m_nginx.file("client.key");
    const EngineRun known = runAndClose(plan);
    QCOMPARE(known.total.counters.ok, 8U);
    const std::vector<LogLine> log = m_nginx.takeLog(8);
    QVERIFY(log.size() == 8 && log.front().client == "SUCCESS");
}

QTEST_GUILESS_MAIN(TestNginx)
#include "tst_nginx.moc"
