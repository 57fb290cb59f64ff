// The parts of the detector, one idea each.
#include <QTest>
#include <array>
#include <cmath>
#include <functional>
#include <random>
#include <vector>

#include "engine/trend/block_series.h"
#include "engine/trend/counter_choice.h"
#include "engine/trend/gates.h"
#include "engine/trend/groups.h"
#include "engine/trend/least_squares.h"
#include "engine/trend/look_schedule.h"
#include "engine/trend/monotone_counter.h"
#include "engine/trend/rest_series.h"
#include "engine/trend/student_t.h"

using namespace leaktide;

namespace {

BlockSeries seriesOf(
    int readings, const std::function<double(int)>& value,
    const std::function<double(int)>& errors = [](int) { return 0.0; }) {
    BlockSeries series;
    for (int i = 1; i <= readings; ++i) {
        series.add({100.0 * i, errors(i), 0, 0.5 * i}, value(i));
    }
    return series;
}

TrendFit fitOf(const std::vector<double>& values) {
    const auto series = seriesOf(static_cast<int>(values.size()),
                                 [&](int i) { return values.at(static_cast<std::size_t>(i - 1)); });
    return fitTrend(groupBlocks(series, 1, Counter::Requests).view(), Channel::Mean, SignalUnit::Bytes)
        .value();
}

std::vector<double> noisy(int count, double sd, const std::function<double(double)>& shape) {
    std::mt19937_64 random(7);
    std::normal_distribution<double> noise(0, sd);
    std::vector<double> values;
    for (int i = 0; i < count; ++i) {
        values.push_back(1000 + shape(static_cast<double>(i) / count) + noise(random));
    }
    return values;
}

}  // namespace

class TestTrendParts : public QObject {
    Q_OBJECT

private slots:
    void blocksKeepSumsFloorsAndTimeInFixedMemory();
    void aPauseBelongsToNoBlock();
    void leastSquaresFindsAParabola();
    void leastSquaresRefusesDependentColumns();
    void studentQuantilesMatchTheTables();
    void looksNeverSpendMoreThanTheirBudget();
    void growthThatStopsLateIsNotGoingOn();
    void gatesTellALineFromStepsAndBends();
    void theBendOfAWarmUpIsKnown();
    void countersCarryOnOverAWrap();
    void errorsAreChosenWhenTheyExplainTheGrowth();
    void requestsStayChosenWhenNothingIsBetter();
    void restKeepsTheNewerHalf();
};

void TestTrendParts::blocksKeepSumsFloorsAndTimeInFixedMemory() {
    const auto series = seriesOf(10'000, [](int i) { return i == 5000 ? -1.0 : 3.0; });
    QVERIFY(series.storedBlocks() <= BlockSeries::Capacity);
    std::uint64_t count = 0;
    double sum = 0;
    double requests = 0;
    double floor = 3;
    for (std::size_t i = 0; i < series.storedBlocks(); ++i) {
        count += series.block(i).count;
        sum += series.block(i).sumY;
        requests += series.block(i).requests;
        floor = std::min(floor, series.block(i).minY);
    }
    QCOMPARE(count, std::uint64_t(10'000));
    QCOMPARE(sum, 3.0 * 9999 - 1);
    QCOMPARE(requests, 100.0 * 9999);  // the first reading covers nothing
    QCOMPARE(floor, -1.0);
}

void TestTrendParts::aPauseBelongsToNoBlock() {
    BlockSeries series;
    series.add({100, 0, 0, 1}, 5);
    series.add({200, 0, 0, 2}, 5);
    series.pause();
    series.add({200, 0, 0, 60}, 5);
    series.add({300, 0, 0, 61}, 5);
    double seconds = 0;
    for (std::size_t i = 0; i < series.storedBlocks(); ++i) {
        seconds += series.block(i).seconds;
    }
    QCOMPARE(seconds, 2.0);
}

void TestTrendParts::leastSquaresFindsAParabola() {
    std::vector<DesignRow> rows;
    std::vector<double> y;
    for (int i = -10; i <= 10; ++i) {
        const double u = i / 10.0;
        rows.push_back({1, u, u * u, 0, 0});
        y.push_back(3 - 2 * u + 0.5 * u * u);
    }
    const auto fit = leastSquares(rows, y, 3);
    QVERIFY(fit.has_value());
    QVERIFY(std::abs(fit->coefficients[0] - 3) < 1e-12);
    QVERIFY(std::abs(fit->coefficients[1] + 2) < 1e-12);
    QVERIFY(std::abs(fit->coefficients[2] - 0.5) < 1e-12);
    QVERIFY(fit->residualSquares < 1e-20);
}

void TestTrendParts::leastSquaresRefusesDependentColumns() {
    const std::vector<DesignRow> rows{{1, 2}, {1, 2}, {1, 2}, {1, 2}};
    const std::vector<double> y{1, 2, 3, 4};
    QVERIFY(!leastSquares(rows, y, 2));
    QVERIFY(!leastSquares(std::span(rows).first(2), std::span(y).first(2), 2));
}

void TestTrendParts::studentQuantilesMatchTheTables() {
    struct Known {
        double chance, degrees, value;
    };
    // Printed tables of Student's t.
    constexpr std::array<Known, 6> Table{{{0.025, 10, 2.228},
                                          {0.05, 2, 2.920},
                                          {0.10, 5, 1.476},
                                          {0.001, 30, 3.385},
                                          {0.0005, 8, 5.041},
                                          {0.025, 1e9, 1.960}}};
    for (const Known& known : Table) {
        QVERIFY(std::abs(studentUpper(known.chance, known.degrees) / known.value - 1) < 0.005);
    }
}

void TestTrendParts::looksNeverSpendMoreThanTheirBudget() {
    TrendSettings settings;
    LookSchedule schedule(settings);
    double spent = 0;
    int looks = 0;
    for (std::size_t readings = 1; readings <= 1'000'000; ++readings) {
        if (schedule.dueAt(readings)) {
            spent += schedule.take(readings);
            ++looks;
        }
    }
    QVERIFY(spent <= settings.alpha / 6);
    QVERIFY(looks > 50 && looks < 130);
    QCOMPARE(schedule.finalChance(), settings.finalAlpha / 6);
}

void TestTrendParts::growthThatStopsLateIsNotGoingOn() {
    const auto line = fitOf(noisy(48, 1, [](double share) { return 40 * share; }));
    QVERIFY(isNotSlowing(line));
    const auto full = fitOf(noisy(48, 1, [](double share) { return 40 * std::min(share, 0.85); }));
    QVERIFY(!isNotSlowing(full));
    const auto hastens =
        fitOf(noisy(48, 1, [](double share) { return 40 * share + 60 * std::max(0.0, share - 0.7); }));
    QVERIFY(isNotSlowing(hastens));
    const auto exact = fitOf(noisy(48, 0, [](double share) { return 40 * share; }));
    QVERIFY(isNotSlowing(exact));
}

void TestTrendParts::gatesTellALineFromStepsAndBends() {
    const auto line = fitOf(noisy(48, 1, [](double share) { return 40 * share; }));
    QVERIFY(isSignificant(line, 1e-4) && isSteady(line) && isNoStep(line) && isNoStaircase(line));
    QVERIFY(isNotBending(line, 1) && excludesWarmUp(line, 1, TrendSettings()));

    const auto step = fitOf(noisy(48, 1, [](double share) { return share > 0.5 ? 40.0 : 0.0; }));
    QVERIFY(!isNoStep(step));
    const auto doubling = fitOf(noisy(48, 1, [](double share) {
        return share > 0.8 ? 70.0 : share > 0.4 ? 30.0 : share > 0.2 ? 10.0 : 0.0;
    }));
    QVERIFY(!isNoStaircase(doubling));
    const auto warmUp = fitOf(noisy(48, 1, [](double share) { return 40 * (1 - std::exp(-share / 0.3)); }));
    QVERIFY(!isNotBending(warmUp, 1) && !excludesWarmUp(warmUp, 1, TrendSettings()));
    const auto swing =
        fitOf(noisy(48, 1, [](double share) { return 20 * std::sin(20 * share) + 30 * share; }));
    QVERIFY(!isSteady(swing));
}

void TestTrendParts::theBendOfAWarmUpIsKnown() {
    // A window of the whole load, a time constant of one load: end slope over start slope is 1/e.
    const double q = warmUpBend(1, 1);
    QVERIFY(std::abs((1 - q) / (1 + q) - std::exp(-1.0)) < 1e-12);
}

void TestTrendParts::countersCarryOnOverAWrap() {
    MonotoneCounter counter;
    QCOMPARE(counter.at(100), 100.0);
    QCOMPARE(counter.at(98), 100.0);  // a small step back is noise
    QCOMPARE(counter.at(NAN), 100.0);
    QCOMPARE(counter.at(250), 250.0);
    QCOMPARE(counter.at(10), 260.0);  // a new start
    QCOMPARE(counter.at(30), 280.0);
}

void TestTrendParts::errorsAreChosenWhenTheyExplainTheGrowth() {
    const auto errors = [](int i) {
        return i < 100 ? 0.1 * i : i < 150 ? 10 + 5.0 * (i - 100) : 260 + 0.1 * (i - 150);
    };
    const auto series = seriesOf(
        300, [&](int i) { return 1e6 + 100 * errors(i) + (i * 7 % 11); }, errors);
    const auto choice = chooseCounter(series, TrendSettings());
    QVERIFY(choice.counter == Counter::Errors);
    QVERIFY(choice.tried >= 2);
}

void TestTrendParts::requestsStayChosenWhenNothingIsBetter() {
    const auto values = noisy(300, 5, [](double share) { return 400 * share; });
    const auto series = seriesOf(
        300, [&](int i) { return values.at(static_cast<std::size_t>(i - 1)); }, [](int i) { return i / 3; });
    QVERIFY(chooseCounter(series, TrendSettings()).counter == Counter::Requests);
}

void TestTrendParts::restKeepsTheNewerHalf() {
    RestSeries rest;
    QVERIFY(!rest.level());
    for (int i = 0; i < 1000; ++i) {
        rest.add(i < 500 ? 90 : 10);
    }
    QCOMPARE(rest.count(), std::uint64_t(1000));
    QVERIFY(std::abs(rest.level()->mean - 50) < 1e-9);
    QVERIFY(rest.settledLevel()->mean < 13);
}

QTEST_APPLESS_MAIN(TestTrendParts)
#include "tst_trend_parts.moc"
