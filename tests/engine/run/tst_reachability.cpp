#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>
#include <QtTest>

#include "engine/run/reachability.h"

using namespace leaktide;

namespace {

Plan planFor(const std::string& url) {
    Plan plan;
    plan.requests.push_back({});
    plan.requests[0].url = url;
    plan.connection.connectTimeout = std::chrono::seconds(2);
    return plan;
}

// A bound port on loopback: listening, or free to refuse.
struct Port {
    explicit Port(bool listening) : socket(::socket(AF_INET, SOCK_STREAM, 0)) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        bind(socket, reinterpret_cast<sockaddr*>(&address), sizeof(address));
        if (listening) {
            listen(socket, 8);
        }
        socklen_t length = sizeof(address);
        getsockname(socket, reinterpret_cast<sockaddr*>(&address), &length);
        number = ntohs(address.sin_port);
    }
    ~Port() { close(socket); }
    Port(const Port&) = delete;
    Port& operator=(const Port&) = delete;
    int socket;
    int number = 0;
};

}  // namespace

class TestReachability : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aListeningPortIsReachable() {
        const Port port(true);
        QVERIFY(checkReachable(planFor("http://127.0.0.1:" + std::to_string(port.number))).ok());
        QVERIFY(checkReachable(planFor("https://127.0.0.1:" + std::to_string(port.number))).ok());
    }
    void aRefusedPortIsNamed() {
        const Port port(false);
        const std::string place = "127.0.0.1:" + std::to_string(port.number);
        QElapsedTimer timer;
        timer.start();
        const Status status = checkReachable(planFor("http://" + place + "/json"));
        QVERIFY(timer.elapsed() < 1000);
        QVERIFY(!status.ok());
        QVERIFY(status.error().kind == ErrorKind::Unreachable);
        QCOMPARE(status.error().message, "cannot reach " + place + ": connection refused");
    }
};

QTEST_GUILESS_MAIN(TestReachability)
#include "tst_reachability.moc"
