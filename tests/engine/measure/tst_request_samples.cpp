#include <QtTest>

#include "engine/measure/request_samples.h"

using namespace leaktide;
using std::chrono::milliseconds;

namespace {

RequestSample took(int ms, int endedAtMs = 1000) {
    RequestSample sample;
    sample.done = milliseconds(endedAtMs);
    sample.sent = sample.done - milliseconds(ms);
    sample.due = sample.sent;
    sample.status = 200;
    return sample;
}

RequestSample failed(std::optional<FailureKind> kind, int endedAtMs) {
    RequestSample sample = took(1, endedAtMs);
    sample.failure = kind;
    sample.status = kind ? 0 : 500;
    return sample;
}

std::size_t countOf(const RequestSamples& samples, std::optional<FailureKind> kind) {
    return static_cast<std::size_t>(
        std::count_if(samples.failed().begin(), samples.failed().end(),
                      [kind](const RequestSample& sample) { return sample.failure == kind; }));
}

}  // namespace

class TestRequestSamples : public QObject {
    Q_OBJECT
private slots:
    void theSlowestStay() {
        RequestSamples samples;
        for (int i = 0; i < 1000; ++i) {
            samples.addSlow(took(i * 7 % 1000));  // every time from 0 to 999 once
        }
        QCOMPARE(samples.slowest().size(), RequestSamples::MostSlowest);
        for (std::size_t i = 0; i < samples.slowest().size(); ++i) {
            QVERIFY(samples.slowest()[i].serviceTime() == milliseconds(999 - static_cast<int>(i)));
        }
    }

    void noKindOfFailureCrowdsOutAnother() {
        RequestSamples samples;
        for (int i = 0; i < 500; ++i) {
            samples.addFailed(failed(FailureKind::Reset, i));
        }
        QCOMPARE(countOf(samples, FailureKind::Reset), RequestSamples::MostFailed);
        QVERIFY(samples.failed().back().done == milliseconds(19));  // the first ones
        for (int i = 500; i < 1000; ++i) {
            samples.addFailed(failed(std::nullopt, i));
            samples.addFailed(failed(FailureKind::CheckFailed, i));
        }
        QCOMPARE(samples.failed().size(), RequestSamples::MostFailed);
        QVERIFY(countOf(samples, FailureKind::Reset) >= 6);
        QVERIFY(countOf(samples, std::nullopt) >= 6);
        QVERIFY(countOf(samples, FailureKind::CheckFailed) >= 6);
    }

    void twoMergeIntoOne() {
        RequestSamples all;
        RequestSamples even;
        RequestSamples odd;
        for (int i = 0; i < 100; ++i) {
            all.addSlow(took(i));
            (i % 2 == 0 ? even : odd).addSlow(took(i));
            all.addFailed(failed(FailureKind::Reset, i));
            (i % 2 == 0 ? even : odd).addFailed(failed(FailureKind::Reset, i));
        }
        odd.merge(even);
        QVERIFY(odd == all);
        odd.shift(milliseconds(5));
        QVERIFY(odd.slowest().front().sent == all.slowest().front().sent + milliseconds(5));
        QVERIFY(odd.failed().front().done == milliseconds(5));
    }
};

QTEST_GUILESS_MAIN(TestRequestSamples)
#include "tst_request_samples.moc"
