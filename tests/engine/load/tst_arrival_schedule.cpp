// Shares of a schedule make up the schedule; Poisson arrivals have the mean and the spread they should.
#include <QtTest>
#include <algorithm>
#include <cmath>

#include "engine/load/arrival_schedule.h"

using namespace leaktide;
using namespace std::chrono_literals;

namespace {

Pacer constantRate(Rate rate) {
    LoadPlan plan;
    plan.model = LoadModel::ConstantRate;
    plan.rate = rate;
    return Pacer(plan);
}

std::vector<Nanos> arrivalsBefore(const Pacer& pacer, std::uint32_t workers, Arrivals arrivals, Nanos end) {
    std::vector<Nanos> all;
    for (std::uint32_t i = 0; i < workers; ++i) {
        ArrivalSchedule schedule(pacer, {i, workers}, arrivals, std::nullopt);
        for (auto due = schedule.nextDue(); due && *due < end; due = schedule.nextDue()) {
            all.push_back(*due);
            schedule.advance();
        }
    }
    std::sort(all.begin(), all.end());
    return all;
}

}  // namespace

class TestArrivalSchedule : public QObject {
    Q_OBJECT

private slots:
    void sharesMakeUpTheSchedule();
    void requestsAreSharedExactly();
    void skippingCountsWhatWasDue_data();
    void skippingCountsWhatWasDue();
    void poissonHasItsMeanAndSpread();
};

void TestArrivalSchedule::sharesMakeUpTheSchedule() {
    const Pacer pacer = constantRate({997, 1s});
    QCOMPARE(arrivalsBefore(pacer, 3, Arrivals::Even, 2s), arrivalsBefore(pacer, 1, Arrivals::Even, 2s));
    QCOMPARE(arrivalsBefore(pacer, 3, Arrivals::Even, 2s).size(), 1994U);
}

void TestArrivalSchedule::requestsAreSharedExactly() {
    std::size_t total = 0;
    for (std::uint32_t i = 0; i < 4; ++i) {
        for (ArrivalSchedule schedule(constantRate({10, 1s}), {i, 4}, Arrivals::Poisson, 103);
             schedule.nextDue(); schedule.advance()) {
            ++total;
        }
    }
    QCOMPARE(total, 103U);
}

void TestArrivalSchedule::skippingCountsWhatWasDue_data() {
    QTest::addColumn<int>("arrivals");
    QTest::newRow("even") << static_cast<int>(Arrivals::Even);
    QTest::newRow("poisson") << static_cast<int>(Arrivals::Poisson);
}

void TestArrivalSchedule::skippingCountsWhatWasDue() {
    QFETCH(int, arrivals);
    const auto kind = static_cast<Arrivals>(arrivals);
    const Pacer pacer = constantRate({100, 1s});
    std::uint64_t skipped = 0;
    for (std::uint32_t i = 0; i < 3; ++i) {
        ArrivalSchedule schedule(pacer, {i, 3}, kind, std::nullopt);
        schedule.advance();
        skipped += 1 + schedule.skipBefore(5s);
        QVERIFY(schedule.nextDue().value() >= 5s);
        QCOMPARE(schedule.skipBefore(5s), 0U);
    }
    QCOMPARE(skipped, arrivalsBefore(pacer, 3, kind, 5s).size());
}

void TestArrivalSchedule::poissonHasItsMeanAndSpread() {
    const auto arrivals = arrivalsBefore(constantRate({1000, 1s}), 4, Arrivals::Poisson, 60s);
    QVERIFY(std::abs(static_cast<double>(arrivals.size()) - 60'000) < 4 * std::sqrt(60'000));
    double square = 0;
    for (std::size_t i = 1; i < arrivals.size(); ++i) {
        square += std::pow(toSeconds(arrivals[i] - arrivals[i - 1]) * 1000, 2);
    }
    // The second moment of an exponential gap of mean 1 is 2; of even arrivals it would be 1.
    QVERIFY(std::abs(square / static_cast<double>(arrivals.size()) - 2) < 0.1);
}

QTEST_GUILESS_MAIN(TestArrivalSchedule)
#include "tst_arrival_schedule.moc"
