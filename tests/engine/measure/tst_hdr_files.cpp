// Files of the HdrHistogram family: the encoding is taken apart again by hand, the tables are checked line by
// line.
#include <QByteArray>
#include <QStringList>
#include <QtTest>

#include "engine/measure/hdr_files.h"

using namespace leaktide;
using namespace std::chrono_literals;

namespace {

Histogram sample() {
    Histogram histogram;
    for (int i = 1; i <= 1000; ++i) {
        histogram.record(Nanos(std::chrono::milliseconds(i)));
    }
    return histogram;
}

quint64 bigEndian(const QByteArray& bytes, int at, int size) {
    quint64 value = 0;
    for (int i = 0; i < size; ++i) {
        value = value << 8U | static_cast<unsigned char>(bytes[at + i]);
    }
    return value;
}

// qUncompress wants the plain length in front of the zlib stream; any generous guess will do.
QByteArray inflated(const QByteArray& stream) {
    return qUncompress(QByteArray::fromHex("00100000") + stream);
}

std::vector<std::uint64_t> decodedCounts(const QByteArray& plain) {
    std::vector<std::uint64_t> counts;
    for (int at = 40; at < plain.size();) {
        quint64 raw = 0;
        for (int bytes = 0; bytes < 9; ++bytes) {
            const auto byte = static_cast<unsigned char>(plain[at++]);
            raw |= static_cast<quint64>(bytes == 8 ? byte : byte & 0x7FU) << (7 * bytes);
            if (bytes == 8 || (byte & 0x80U) == 0) {
                break;
            }
        }
        const auto value = static_cast<qint64>(raw >> 1U) ^ -static_cast<qint64>(raw & 1U);
        if (value < 0) {
            counts.insert(counts.end(), static_cast<std::size_t>(-value), 0);
        } else {
            counts.push_back(static_cast<std::uint64_t>(value));
        }
    }
    return counts;
}

}  // namespace

class TestHdrFiles : public QObject {
    Q_OBJECT

private slots:
    void encodingReadsBack();
    void emptyHistogramEncodes();
    void percentileTable();
    void intervalLog();
};

void TestHdrFiles::encodingReadsBack() {
    Histogram histogram = sample();
    histogram.recordMany(7ns, 3'000'000'000'000);
    const QByteArray bytes = QByteArray::fromStdString(encodeCompressed(histogram));
    QCOMPARE(bigEndian(bytes, 0, 4), 0x1c849314U);
    QCOMPARE(bigEndian(bytes, 4, 4), static_cast<quint64>(bytes.size() - 8));
    const QByteArray plain = inflated(bytes.mid(8));
    QCOMPARE(bigEndian(plain, 0, 4), 0x1c849313U);
    QCOMPARE(bigEndian(plain, 4, 4), static_cast<quint64>(plain.size() - 40));
    QCOMPARE(bigEndian(plain, 8, 4), 0U);
    QCOMPARE(bigEndian(plain, 12, 4), 3U);
    QCOMPARE(bigEndian(plain, 16, 8), 1U);
    QCOMPARE(bigEndian(plain, 24, 8), 3'600'000'000'000U);
    auto counts = decodedCounts(plain);
    QCOMPARE(counts.size(), Histogram::bucketOf(1'000'000'000) + 1);
    counts.resize(histogram.buckets().size());
    QCOMPARE(counts, histogram.buckets());
}

void TestHdrFiles::emptyHistogramEncodes() {
    const QByteArray plain = inflated(QByteArray::fromStdString(encodeCompressed(Histogram())).mid(8));
    QCOMPARE(plain.size(), 40);
}

void TestHdrFiles::percentileTable() {
    const QStringList lines = QString::fromStdString(percentileFile(sample())).split('\n');
    QCOMPARE(lines[0], QString("       Value     Percentile TotalCount 1/(1-Percentile)"));
    QVERIFY(lines[1].isEmpty());
    QVERIFY(lines[2].endsWith("0.000000000000          1           1.00"));
    double lastValue = 0;
    int rows = 0;
    for (const QString& line : lines.mid(2)) {
        if (line.startsWith('#') || line.isEmpty()) {
            continue;
        }
        const QStringList fields = line.split(' ', Qt::SkipEmptyParts);
        const double value = fields[0].toDouble();
        QVERIFY(value >= lastValue);
        QVERIFY(std::abs(value - fields[2].toDouble()) < 1.5);  // the k-th value is k ms
        lastValue = value;
        ++rows;
        QCOMPARE(fields.size(), fields[1].toDouble() < 1 ? 4 : 3);
    }
    QVERIFY(rows > 20);
    QVERIFY(lines.contains("#[Max     =     1000.000, Total count    =         1000]"));
    QVERIFY(lines.contains("#[Buckets =           32, SubBuckets     =         2048]"));
}

void TestHdrFiles::intervalLog() {
    const QString head =
        QString::fromStdString(intervalLogHead(WallTime(std::chrono::milliseconds(1'700'000'000'250))));
    QVERIFY(head.startsWith("#[Histogram log format version 1.3]\n"));
    QVERIFY(head.contains("#[StartTime: 1700000000.250 (seconds since epoch), 2023-11-14T22:13:20Z]\n"));
    const QString line = QString::fromStdString(intervalLogLine(1500ms, 1s, sample()));
    const QStringList cells = line.trimmed().split(',');
    QCOMPARE(cells.mid(0, 3), QStringList({"1.500", "1.000", "1000.000"}));
    QCOMPARE(QByteArray::fromBase64(cells[3].toLatin1()),
             QByteArray::fromStdString(encodeCompressed(sample())));
    QCOMPARE(QString(QByteArray::fromBase64(cells[3].toLatin1()).toBase64()), cells[3]);  // padding too
}

QTEST_GUILESS_MAIN(TestHdrFiles)
#include "tst_hdr_files.moc"
