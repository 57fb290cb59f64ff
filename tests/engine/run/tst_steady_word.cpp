// A word on a card stands still, and growth that is taken back is told.
#include <QTest>

#include "engine/run/steady_word.h"

using namespace leaktide;

namespace {

TrendVerdict saying(Verdict verdict) {
    TrendVerdict one;
    one.verdict = verdict;
    return one;
}

}  // namespace

class TestSteadyWord : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aWordThatComesAndGoesIsNotShown() {
        SteadyWord word;
        QVERIFY(!word.see(saying(Verdict::Stable), 0));
        QVERIFY(!word.see(saying(Verdict::Growing), 0.1));
        QVERIFY(word.shown(saying(Verdict::Growing)).verdict == Verdict::Stable);
        QVERIFY(!word.see(saying(Verdict::Stable), 0.8));
        QVERIFY(!word.see(saying(Verdict::Growing), 0.9));
        QVERIFY(!word.see(saying(Verdict::Growing), 1.8));  // not yet a second since 0.9
        QVERIFY(word.shown(saying(Verdict::Growing)).verdict == Verdict::Stable);
        QVERIFY(!word.see(saying(Verdict::Growing), 2));
        QVERIFY(word.shown(saying(Verdict::Growing)).verdict == Verdict::Growing);
    }
    void growthThatIsWithdrawnIsTold() {
        SteadyWord word;
        word.see(saying(Verdict::Stable), 0);
        word.see(saying(Verdict::Growing), 5);
        word.see(saying(Verdict::Growing), 6);
        QVERIFY(!word.see(saying(Verdict::Plateaued), 12));
        const auto withdrawn = word.see(saying(Verdict::Plateaued), 13);
        QVERIFY(withdrawn.has_value());
        QCOMPARE(withdrawn->sinceS, 5.0);
        QCOMPARE(withdrawn->atS, 12.0);
        QVERIFY(word.shown(saying(Verdict::Plateaued)).verdict == Verdict::Plateaued);
    }
    void theFirstWordComesAtOnce() {
        SteadyWord word;
        word.see(saying(Verdict::WarmingUp), 0);
        QVERIFY(!word.see(saying(Verdict::Growing), 2));
        QVERIFY(word.shown(saying(Verdict::Growing)).verdict == Verdict::Growing);
    }
    void numbersOfTheSameWordAreAlwaysNew() {
        SteadyWord word;
        word.see(saying(Verdict::Growing), 0);
        TrendVerdict now = saying(Verdict::Growing);
        now.perRequest = Interval{.value = 7};
        QCOMPARE(word.shown(now).perRequest->value, 7.0);
    }
};

QTEST_APPLESS_MAIN(TestSteadyWord)
#include "tst_steady_word.moc"
