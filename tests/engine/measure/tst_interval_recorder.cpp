// A writer that never waits and a reader that takes away what it wrote: nothing lost, nothing twice.
#include <QtTest>
#include <atomic>
#include <thread>

#include "engine/measure/interval_recorder.h"

using namespace leaktide;
using namespace std::chrono_literals;

class TestIntervalRecorder : public QObject {
    Q_OBJECT

private slots:
    void handsOverOnlyWhenAsked();
    void nothingIsLostBetweenThreads();
    void theRemainderHoldsBothSides();
    void countersAdd();
};

void TestIntervalRecorder::handsOverOnlyWhenAsked() {
    IntervalRecorder recorder;
    recorder.side().counters.requests = 3;
    recorder.handOverIfAsked();
    QVERIFY(!recorder.ready());
    recorder.ask();
    recorder.handOverIfAsked();
    QVERIFY(recorder.ready());
    recorder.side().counters.requests = 4;  // belongs to the next interval
    LoadInterval total;
    recorder.takeInto(total);
    QCOMPARE(total.counters.requests, 3U);
    QVERIFY(!recorder.ready());
}

void TestIntervalRecorder::nothingIsLostBetweenThreads() {
    constexpr std::uint64_t count = 300'000;
    IntervalRecorder recorder;
    std::atomic<bool> written{false};
    std::thread writer([&] {
        for (std::uint64_t i = 0; i < count; ++i) {
            RecorderSide& side = recorder.side();
            ++side.counters.requests;
            ++side.statuses[200 + i % 3];
            side.serviceTime.record(Nanos(i));
            recorder.handOverIfAsked();
        }
        written = true;
    });
    LoadInterval total;
    while (!written) {
        recorder.ask();
        recorder.waitUntilReady(1ms);
        if (recorder.ready()) {
            recorder.takeInto(total);
        }
    }
    writer.join();
    recorder.takeRemainderInto(total);
    QCOMPARE(total.counters.requests, count);
    QCOMPARE(total.serviceTime.count(), count);
    QCOMPARE(total.counters.statuses.at(200), count / 3);
    QCOMPARE(total.counters.statuses.at(202), count / 3);
    QCOMPARE(total.serviceTime.max(), Nanos(count - 1));
}

void TestIntervalRecorder::theRemainderHoldsBothSides() {
    IntervalRecorder recorder;
    recorder.side().counters.ok = 1;
    recorder.ask();
    recorder.handOverIfAsked();
    recorder.side().counters.ok = 2;
    LoadInterval total;
    recorder.takeRemainderInto(total);
    QCOMPARE(total.counters.ok, 3U);
}

void TestIntervalRecorder::countersAdd() {
    LoadCounters a;
    a.requests = 5'000'000'000;
    a.failures[1] = 2;
    a.statuses[404] = 1;
    a.dropped = 7;
    LoadCounters b = a;
    b.add(a);
    QCOMPARE(b.requests, 10'000'000'000U);
    QCOMPARE(b.failures[1], 4U);
    QCOMPARE(b.statuses.at(404), 2U);
    QCOMPARE(b.dropped, 14U);
}

QTEST_GUILESS_MAIN(TestIntervalRecorder)
#include "tst_interval_recorder.moc"
