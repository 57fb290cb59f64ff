#include <QtTest>

#include "engine/run/target_watch.h"

using namespace leaktide;

namespace {

LoadCounters failures(FailureKind kind, std::uint64_t count) {
    LoadCounters counters;
    counters.requests = count;
    counters.failed = count;
    counters.failures.at(static_cast<std::size_t>(kind)) = count;
    return counters;
}

LoadCounters answers(std::uint64_t count) {
    LoadCounters counters;
    counters.requests = count;
    counters.ok = count;
    return counters;
}

}  // namespace

class TestTargetWatch : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aTargetThatNeverAnswersIsUnreachable() {
        TargetWatch watch;
        watch.add(failures(FailureKind::ConnectRefused, 5), 0.1);
        QVERIFY(!watch.lost(0.5));
        const auto lost = watch.lost(1.2);
        QVERIFY(lost.has_value());
        QVERIFY(lost->reason == StopReason::TargetUnreachable);
        QVERIFY(lost->sentence.find("refused") != std::string::npos);
    }

    void aRestartIsNoReasonToStop() {
        TargetWatch watch;
        watch.add(answers(10), 1);
        watch.add(failures(FailureKind::Reset, 3), 2);
        watch.add(failures(FailureKind::ConnectRefused, 50), 3);
        QVERIFY(!watch.lost(8));
        watch.add(answers(1), 9);
        QVERIFY(!watch.lost(30));
        QVERIFY(!watch.lostAtTheEnd(30));
    }

    void aTargetThatDiesIsLostAfterTenSeconds() {
        TargetWatch watch;
        watch.add(answers(10), 5);
        watch.add(failures(FailureKind::ConnectRefused, 50), 6);
        QVERIFY(!watch.lost(15));
        QVERIFY(watch.lost(16.5)->reason == StopReason::TargetLost);
        QVERIFY(watch.lostAtTheEnd(7.5)->sentence.find("5.0 s into the load") != std::string::npos);
    }

    void anAnswerThatFailsACheckIsAnAnswer() {
        TargetWatch watch;
        watch.add(failures(FailureKind::ConnectRefused, 50), 1);
        watch.add(failures(FailureKind::CheckFailed, 1), 1.5);
        QVERIFY(!watch.lost(30));
    }

    void wrongOrLateAnswersAreResults() {
        TargetWatch watch;
        watch.add(failures(FailureKind::TimeoutBeforeResponse, 50), 1);
        watch.add(failures(FailureKind::ClosedInBody, 50), 2);
        QVERIFY(!watch.lost(60));
        QVERIFY(!watch.lostAtTheEnd(60));
    }

    void silenceIsNoFailure() {
        TargetWatch watch;
        watch.add(answers(1), 1);
        watch.add({}, 30);
        QVERIFY(!watch.lost(60));
    }
};

QTEST_GUILESS_MAIN(TestTargetWatch)
#include "tst_target_watch.moc"
