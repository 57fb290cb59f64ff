// A target behind a Unix socket, where a connection is made at once: both exchanges reach it, and keep it.
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <QTemporaryDir>
#include <QtTest>
#include <cstring>

#include "tests/engine/load/engine_driver.h"
#include "tests/support/fault_scripts.h"

using namespace leaktide;
using namespace leaktide::test;

namespace {

// Answers on one connection after the other.
class UnixServer {
public:
    explicit UnixServer(const std::string& path)
        : m_listener(socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        std::strncpy(address.sun_path, path.c_str(), sizeof address.sun_path - 1);
        auto* generic = reinterpret_cast<sockaddr*>(&address);  // NOLINT: the sockets API
        m_listens = bind(m_listener, generic, sizeof address) == 0 && listen(m_listener, 8) == 0;
        m_thread = std::thread([this] { serve(); });
    }
    ~UnixServer() {
        shutdown(m_listener, SHUT_RDWR);
        m_thread.join();
        close(m_listener);
    }
    UnixServer(const UnixServer&) = delete;
    UnixServer& operator=(const UnixServer&) = delete;
    [[nodiscard]] bool listens() const { return m_listens; }
    [[nodiscard]] int accepted() const { return m_accepted; }

private:
    void serve() {
        for (int peer = accept(m_listener, nullptr, nullptr); peer >= 0;
             peer = accept(m_listener, nullptr, nullptr)) {
            ++m_accepted;
            const std::string answer = okResponse();
            std::array<char, 4096> request{};
            while (recv(peer, request.data(), request.size(), 0) > 0) {
                send(peer, answer.data(), answer.size(), MSG_NOSIGNAL);
            }
            close(peer);
        }
    }

    int m_listener;
    bool m_listens = false;
    std::atomic<int> m_accepted{0};
    std::thread m_thread;
};

}  // namespace

class TestUnixSocket : public QObject {
    Q_OBJECT

private slots:
    void reached_data() {
        QTest::addColumn<int>("exchange");
        for (const ExchangeChoice exchange : {ExchangeChoice::Curl, ExchangeChoice::Direct}) {
            QTest::newRow(nameOf(exchange)) << static_cast<int>(exchange);
        }
    }
    void reached() {
        QFETCH(int, exchange);
        const QTemporaryDir folder;
        const std::string path = folder.filePath("socket").toStdString();
        const UnixServer server(path);
        QVERIFY(server.listens());
        Plan plan = planFor("http://behind.test/", static_cast<ExchangeChoice>(exchange));
        plan.connection.unixSocket = path;
        plan.load.connections = 1;
        plan.load.requests = 50;
        auto engine = LoadEngine::create(plan);
        QVERIFY(engine.ok());
        const EngineRun run = drive(**engine);
        QVERIFY(run.finished);
        QCOMPARE(run.total.counters.ok, 50U);
        QCOMPARE(run.total.counters.attempts, 50U);
        QCOMPARE(server.accepted(), 1);
    }
};

QTEST_GUILESS_MAIN(TestUnixSocket)
#include "tst_unix_socket.moc"
