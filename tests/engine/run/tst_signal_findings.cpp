// What is found from several parts of a record: the time to a limit, memory of the allocator.
#include <QtTest>

#include "engine/run/signal_findings.h"

using namespace leaktide;

namespace {

constexpr double MiB = 1048576;

SignalRecord signalOf(const char* name, double from, double to) {
    SignalRecord signal;
    signal.spec = *findCanonicalSignal(name);
    for (int i = 0; i < 100; ++i) {
        signal.points.push_back({.tS = 0.1 * i, .requests = 10.0 * i, .value = from + (to - from) * i / 99});
    }
    return signal;
}

// Ten seconds of load at 100 requests a second.
RunRecord recordOf(std::vector<SignalRecord> all) {
    RunRecord record;
    record.phases = {{Phase::Load, 1, 0, 10}};
    for (int i = 1; i <= 10; ++i) {
        Beat beat;
        beat.tS = i;
        beat.phase = Phase::Load;
        beat.counters.requests = 100;
        beat.counters.failed = 10;
        record.beats.push_back(beat);
    }
    record.signals = std::move(all);
    return record;
}

SignalRecord growingDescriptors(const char* counter) {
    SignalRecord fds = signalOf("fds", 10, 24);
    fds.limit = 1024;
    fds.verdict.verdict = Verdict::Growing;
    fds.verdict.counter = counter;
    fds.verdict.perRequest = Interval{.value = 0.02, .low = 0.01, .high = 0.04};
    return fds;
}

}  // namespace

class TestSignalFindings : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theLimitIsReachedAtThePaceOfTheCounter() {
        RunRecord record = recordOf({growingDescriptors("requests")});
        addFindings(record);
        QVERIFY(record.signals[0].exhaustionS.has_value());
        QCOMPARE(record.signals[0].exhaustionS->value, 500.0);
        QCOMPARE(record.signals[0].exhaustionS->low, 250.0);
        QCOMPARE(record.signals[0].exhaustionS->high, 1000.0);
        QVERIFY(english(saidOf(record.signals[0])).find("limit of 1,024 descriptors") != std::string::npos);
        record = recordOf({growingDescriptors("errors")});
        addFindings(record);
        QCOMPARE(record.signals[0].exhaustionS->value, 5000.0);
    }
    void whatDoesNotGrowReachesNoLimit() {
        RunRecord record = recordOf({growingDescriptors("requests")});
        record.signals[0].verdict.verdict = Verdict::Plateaued;
        addFindings(record);
        QVERIFY(!record.signals[0].exhaustionS);
        record = recordOf({growingDescriptors("requests")});
        record.beats.clear();  // no pace known yet
        addFindings(record);
        QVERIFY(!record.signals[0].exhaustionS);
    }
    void rssIsSetAgainstTheHeapAndNeverALeak() {
        RunRecord record =
            recordOf({signalOf("heap_in_use", 20 * MiB, 20 * MiB), signalOf("rss", 50 * MiB, 90 * MiB)});
        record.signals[1].verdict.verdict = Verdict::Leak;
        addFindings(record);
        QCOMPARE(wordOf(record.signals[1].verdict.verdict), std::string_view("kept_by_allocator"));
        QVERIFY(record.signals[1].allocator->kept() > 30 * MiB);
        QVERIFY(!anyLeak(record));
    }
    void rssAloneIsJudgedAsItIs() {
        RunRecord record = recordOf({signalOf("rss", 50 * MiB, 90 * MiB)});
        record.signals[0].verdict.verdict = Verdict::Leak;
        addFindings(record);
        QVERIFY(record.signals[0].verdict.verdict == Verdict::Leak);
        QVERIFY(!record.signals[0].allocator);
    }
};

QTEST_APPLESS_MAIN(TestSignalFindings)
#include "tst_signal_findings.moc"
