// Readings keep their pace on the average, and do not beat with what goes at that pace in the target.
#include <QTest>
#include <cmath>
#include <set>

#include "engine/probe/reading_times.h"

using namespace leaktide;
using namespace std::chrono_literals;

namespace {

const SteadyTime Began = SteadyTime(1000s);

}  // namespace

class TestReadingTimes : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void oneInEveryInterval() {
        const ReadingTimes times(Began, 100ms);
        SteadyTime last = Began;
        for (int i = 1; i < 10000; ++i) {
            const SteadyTime next = times.after(last);
            QVERIFY((next - Began) / 100ms == i);
            QVERIFY(next - last > 61ms && next - last < 162ms);
            last = next;
        }
    }

    void whatWasMissedIsNotMadeUpFor() {
        const ReadingTimes times(Began, 100ms);
        const SteadyTime next = times.after(Began + 5s + 10ms);
        QVERIFY(next > Began + 5s + 10ms && next < Began + 5200ms);
        QVERIFY(times.after(next) - next > 61ms);
    }

    // Something that climbs for 100 ms and is swept then, once every 100.01 ms: an even pace sees it drift
    // from one end to the other within a minute or so.
    void aSweepAtTheSamePaceIsNoDrift() {
        const ReadingTimes times(Began, 100ms);
        const auto seenAt = [](SteadyTime at) {
            return std::fmod(std::chrono::duration<double, std::milli>(at - Began).count(), 100.01) / 100.01;
        };
        SteadyTime at = Began;
        double worst = 0;
        for (int block = 0; block < 100; ++block) {
            double sum = 0;
            for (int i = 0; i < 10; ++i) {
                at = times.after(at);
                sum += seenAt(at);
            }
            worst = std::max(worst, std::fabs(sum / 10 - 0.5));
        }
        QVERIFY2(worst < 0.1, qPrintable(QString::number(worst)));
    }
};

QTEST_APPLESS_MAIN(TestReadingTimes)
#include "tst_reading_times.moc"
