// What the requests in flight and the open connections explain of a signal that must return.
#include <QTest>
#include <cmath>
#include <vector>

#include "engine/trend/in_flight_account.h"

using namespace leaktide;

namespace {

SignalSpec tasks() {
    return {.name = "tasks",
            .label = "Tasks",
            .unit = SignalUnit::Items,
            .rest = SignalRest::MustReturn,
            .itemNoun = "task"};
}

struct Server {
    double perRequest = 0;
    double perConnection = 0;
    double leakPerRequest = 0;
};

// Five at rest; twenty seconds of load at 100 requests a second, in flight between 0 and 8.
std::vector<SignalPoint> readingsOf(const Server& server) {
    std::vector<SignalPoint> points;
    for (int i = 0; i < 215; ++i) {
        SignalPoint point{.tS = 0.1 * i};
        if (i >= 15) {
            point.requests = 10.0 * (i - 15);
            point.inFlight = std::round(4 + 4 * std::sin(0.7 * i));
            point.connections = 10;
        }
        point.value = 5 + server.perRequest * point.inFlight + server.perConnection * point.connections +
                      std::floor(server.leakPerRequest * point.requests);
        points.push_back(point);
    }
    return points;
}

}  // namespace

class TestInFlightAccount : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void eachRequestInFlightHoldsItsTasks() {
        for (const double held : {1.0, 2.0}) {
            const auto points = readingsOf({.perRequest = held});
            const auto account = accountFor(tasks(), points, 1.5);
            QVERIFY(account.has_value());
            QCOMPARE(wordOf(account->holder), std::string_view("requests"));
            QCOMPARE(account->perHolder, held);
            QCOMPARE(account->baseline, 5.0);
            QCOMPARE(account->unexplained(points[100]), 0.0);
        }
    }
    void aLeakIsWhatIsLeftOver() {
        const auto points = readingsOf({.perRequest = 1, .leakPerRequest = 0.02});
        const auto account = accountFor(tasks(), points, 1.5);
        QCOMPARE(account->perHolder, 1.0);
        QCOMPARE(account->unexplained(points.back()), std::floor(0.02 * points.back().requests));
    }
    void tasksOfConnectionsAreTold() {
        const auto points = readingsOf({.perConnection = 2});
        const auto account = accountFor(tasks(), points, 1.5);
        QCOMPARE(wordOf(account->holder), std::string_view("connections"));
        QCOMPARE(account->perHolder, 2.0);
        QCOMPARE(account->unexplained(points[100]), 0.0);
    }
    void whereReadingsCannotTellEachHoldsOne() {
        std::vector<SignalPoint> points = readingsOf({});
        for (SignalPoint& point : points) {
            point.inFlight = 0;
            point.connections = 0;
        }
        QCOMPARE(accountFor(tasks(), points, 1.5)->perHolder, 1.0);
    }
    void otherSignalsAndFewReadingsHaveNone() {
        SignalSpec heap = tasks();
        heap.unit = SignalUnit::Bytes;
        const auto points = readingsOf({.perRequest = 1});
        QVERIFY(!accountFor(heap, points, 1.5));
        QVERIFY(!accountFor(tasks(), std::span(points).first(30), 1.5));
        QVERIFY(!accountFor(tasks(), points, 0));
    }
};

QTEST_APPLESS_MAIN(TestInFlightAccount)
#include "tst_in_flight_account.moc"
