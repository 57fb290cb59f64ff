// The histogram against sorted vectors, and at its borders.
#include <QtTest>
#include <algorithm>
#include <cmath>
#include <limits>
#include <random>

#include "engine/measure/histogram.h"

using namespace leaktide;
using namespace std::chrono_literals;

class TestHistogram : public QObject {
    Q_OBJECT

private slots:
    void emptyIsZero();
    void bucketsCoverTheRangeWithoutGaps();
    void quantilesMatchASortedVector_data();
    void quantilesMatchASortedVector();
    void momentsMatchASortedVector();
    void ranksAreNotRoundedUp();
    void valuesOutOfRangeAreClamped();
    void mergeEqualsRecordingTogether();
    void resetForgetsAll();
    void countsBeyond32Bits();
};

namespace {

std::vector<std::int64_t> sample(const QString& shape, std::size_t count) {
    std::mt19937_64 random(42);  // NOLINT: the same numbers every time
    std::vector<std::int64_t> values(count);
    for (auto& value : values) {
        const double u = std::generate_canonical<double, 53>(random);
        if (shape == "uniform") {
            value = static_cast<std::int64_t>(u * 5e6);
        } else if (shape == "log-uniform") {
            value = static_cast<std::int64_t>(std::exp(u * std::log(3.6e12)));
        } else if (shape == "bimodal") {
            value = u < 0.99 ? 1'000'000 + static_cast<std::int64_t>(u * 1000) : 500'000'000;
        } else {
            value = 777;
        }
    }
    std::sort(values.begin(), values.end());
    return values;
}

Histogram histogramOf(const std::vector<std::int64_t>& values) {
    Histogram histogram;
    for (const auto value : values) {
        histogram.record(Nanos(value));
    }
    return histogram;
}

}  // namespace

void TestHistogram::emptyIsZero() {
    const Histogram histogram;
    QCOMPARE(histogram.count(), 0U);
    QCOMPARE(histogram.min(), 0ns);
    QCOMPARE(histogram.max(), 0ns);
    QCOMPARE(histogram.quantile(0.5), 0ns);
    QCOMPARE(histogram.meanNs(), 0.0);
    QCOMPARE(histogram.standardDeviationNs(), 0.0);
}

void TestHistogram::bucketsCoverTheRangeWithoutGaps() {
    const std::size_t buckets = Histogram().buckets().size();
    for (std::size_t i = 0; i < buckets; ++i) {
        const std::int64_t low = Histogram::lowestOf(i);
        const std::int64_t high = Histogram::highestOf(i);
        QVERIFY(low <= high);
        QCOMPARE(Histogram::bucketOf(low), i);
        QCOMPARE(Histogram::bucketOf(high), i);
        QVERIFY(static_cast<double>(high - low) <= static_cast<double>(low) / 1000);  // three digits
    }
    QVERIFY(Histogram::highestOf(buckets - 1) >= Histogram::Highest);
}

void TestHistogram::quantilesMatchASortedVector_data() {
    QTest::addColumn<QString>("shape");
    for (const char* shape : {"uniform", "log-uniform", "bimodal", "constant"}) {
        QTest::newRow(shape) << shape;
    }
}

void TestHistogram::quantilesMatchASortedVector() {
    QFETCH(QString, shape);
    const auto values = sample(shape, 20'000);
    const Histogram histogram = histogramOf(values);
    for (const double q : {0.0, 0.01, 0.25, 0.5, 0.9, 0.95, 0.99, 0.999, 0.9999, 1.0}) {
        const auto rank = std::max<std::size_t>(1, static_cast<std::size_t>(std::ceil(q * 20'000 - 1e-6)));
        const auto exact = static_cast<double>(values[rank - 1]);
        const auto found = static_cast<double>(histogram.quantile(q).count());
        QVERIFY2(found >= exact && found <= exact * 1.001 + 1,
                 qPrintable(QString("q %1: %2 instead of %3").arg(q).arg(found).arg(exact)));
    }
    QCOMPARE(histogram.min().count(), values.front());
    QCOMPARE(histogram.max().count(), values.back());
    QCOMPARE(histogram.quantile(1.0), histogram.max());
}

void TestHistogram::momentsMatchASortedVector() {
    const auto values = sample("uniform", 20'000);
    const Histogram histogram = histogramOf(values);
    double mean = 0;
    for (const auto value : values) {
        mean += static_cast<double>(value) / 20'000;
    }
    double variance = 0;
    for (const auto value : values) {
        variance += std::pow(static_cast<double>(value) - mean, 2) / 20'000;
    }
    QVERIFY(std::abs(histogram.meanNs() - mean) < mean * 0.0005);
    QVERIFY(std::abs(histogram.standardDeviationNs() - std::sqrt(variance)) < std::sqrt(variance) * 0.001);
}

void TestHistogram::ranksAreNotRoundedUp() {
    Histogram histogram;
    for (int i = 1; i <= 100; ++i) {
        histogram.record(Nanos(i));
    }
    for (int percent = 1; percent <= 100; ++percent) {
        QCOMPARE(histogram.quantile(percent / 100.0), Nanos(percent));
    }
}

void TestHistogram::valuesOutOfRangeAreClamped() {
    Histogram histogram;
    histogram.record(Nanos(-5));
    histogram.record(Nanos(std::numeric_limits<std::int64_t>::max()));
    histogram.record(Nanos(std::numeric_limits<std::int64_t>::min()));
    QCOMPARE(histogram.count(), 3U);
    QCOMPARE(histogram.min(), 0ns);
    QCOMPARE(histogram.max(), Nanos(1h));
    QCOMPARE(histogram.quantile(1), Nanos(1h));
}

void TestHistogram::mergeEqualsRecordingTogether() {
    const auto values = sample("log-uniform", 3000);
    const Histogram together = histogramOf(values);
    Histogram parts[3];
    for (std::size_t i = 0; i < values.size(); ++i) {
        parts[i % 3].record(Nanos(values[i]));
    }
    Histogram merged;
    merged.merge(Histogram());  // nothing changes
    for (const Histogram& part : parts) {
        merged.merge(part);
    }
    QCOMPARE(merged.buckets(), together.buckets());
    QCOMPARE(merged.count(), together.count());
    QCOMPARE(merged.min(), together.min());
    QCOMPARE(merged.max(), together.max());
}

void TestHistogram::resetForgetsAll() {
    Histogram histogram = histogramOf(sample("log-uniform", 1000));
    histogram.reset();
    QCOMPARE(histogram.buckets(), Histogram().buckets());
    histogram.record(5us);
    QCOMPARE(histogram.count(), 1U);
    QCOMPARE(histogram.min(), Nanos(5us));
}

void TestHistogram::countsBeyond32Bits() {
    Histogram histogram;
    histogram.recordMany(1ms, 5'000'000'000);
    histogram.recordMany(2ms, 5'000'000'000);
    histogram.recordMany(3ms, 0);
    QCOMPARE(histogram.count(), 10'000'000'000U);
    QVERIFY(histogram.quantile(0.5) < Nanos(1ms) * 1.001);
    QCOMPARE(histogram.max(), Nanos(2ms));
}

QTEST_GUILESS_MAIN(TestHistogram)
#include "tst_histogram.moc"
