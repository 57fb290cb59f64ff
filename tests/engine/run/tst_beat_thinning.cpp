// However long a run is, its beats stay few, and nothing that was counted is lost.
#include <QTemporaryDir>
#include <QtTest>
#include <numeric>

#include "engine/run/beat_thinning.h"
#include "engine/run/run_ledger.h"
#include "engine/store/limited_time.h"
#include "engine/store/run_file_reader.h"
#include "engine/store/run_file_writer.h"

using namespace leaktide;

namespace {

LoadInterval second(std::uint64_t requests, Nanos slowest) {
    LoadInterval interval;
    interval.counters.requests = requests;
    interval.counters.ok = requests;
    interval.counters.statuses[200] = requests;
    interval.serviceTime.recordMany(std::chrono::milliseconds(2), requests - 1);
    interval.serviceTime.record(slowest);
    interval.responseTime.merge(interval.serviceTime);
    return interval;
}

RunLedger longRun(int seconds) {
    RunLedger ledger{RunRecord{}};
    for (int t = 1; t <= seconds; ++t) {
        ledger.addInterval(second(100, std::chrono::milliseconds(2 + t % 50)));
        ledger.closeBeat({.tS = static_cast<double>(t), .phase = t <= 100 ? Phase::Baseline : Phase::Load});
    }
    return ledger;
}

}  // namespace

class TestBeatThinning : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void halfAnHourIsKeptByTheSecond() {
        const RunLedger ledger = longRun(1800);
        QCOMPARE(ledger.record().beats.size(), std::size_t{1800});
        QCOMPARE(ledger.record().beats.front().durationS, 1.0);
    }

    void aLongRunStaysSmallAndWhole() {
        constexpr int Seconds = 21'600;
        const RunLedger ledger = longRun(Seconds);
        const auto& beats = ledger.record().beats;
        QVERIFY2(beats.size() <= BeatThinning::MostBeats, qPrintable(QString::number(beats.size())));
        QVERIFY2(beats.size() >= BeatThinning::MostBeats / 3, qPrintable(QString::number(beats.size())));
        double endS = 0;
        std::uint64_t requests = 0;
        for (const Beat& beat : beats) {
            QCOMPARE(beat.tS - beat.durationS, endS);
            endS = beat.tS;
            requests += beat.counters.statuses.at(200);
            QCOMPARE(static_cast<double>(beat.counters.requests), beat.durationS * 100);
            QCOMPARE(beat.phase, endS <= 100 ? Phase::Baseline : Phase::Load);
        }
        QCOMPARE(endS, static_cast<double>(Seconds));
        QCOMPARE(requests, std::uint64_t{Seconds} * 100);
        for (std::size_t i = beats.size() - BeatThinning::Untouched; i < beats.size(); ++i) {
            QCOMPARE(beats[i].durationS, 1.0);
        }
    }

    // What is told of a run is told of the record and of the file alike.
    void whatIsLargestAndWhatWasLimitedStays() {
        RunLedger ledger{RunRecord{}};
        for (int t = 1; t <= 4000; ++t) {
            ledger.addInterval(second(10, std::chrono::milliseconds(3)));
            ClientState client{.coreUsed = t == 400 ? 0.8 : 0.1};
            // Two seconds in company, then two accidents.
            client.limit =
                t == 500 || t == 502 || t == 700 || t == 704 ? ClientLimit::SendLag : ClientLimit::None;
            ledger.closeBeat({.tS = static_cast<double>(t),
                              .phase = Phase::Load,
                              .openConnections = t == 300 ? 77U : 5U,
                              .client = client});
        }
        const auto& beats = ledger.record().beats;
        QVERIFY(beats.size() < 2000);
        std::uint64_t open = 0;
        double used = 0;
        for (const Beat& beat : beats) {
            open = std::max(open, beat.openConnections);
            used = std::max(used, beat.client->coreUsed);
        }
        QCOMPARE(open, std::uint64_t{77});
        QCOMPARE(used, 0.8);
        const auto limited = limitedTime(beats);
        QCOMPARE(std::accumulate(limited.begin(), limited.end(), 0.0), 2.0);
    }

    void aRunFileKeepsEverySecond() {
        const QTemporaryDir folder;
        const std::string path = folder.filePath("long.leaktide").toStdString();
        auto writer = RunFileWriter::create(path);
        QVERIFY(writer.ok());
        RunLedger ledger{RunRecord{}};
        for (int t = 1; t <= 4000; ++t) {
            ledger.addInterval(second(10, std::chrono::milliseconds(3)));
            ledger.closeBeat({.tS = static_cast<double>(t), .phase = Phase::Load});
            if (t % 60 == 0 || t == 4000) {
                QVERIFY((*writer)->update(ledger.record()).ok());
            }
        }
        writer->reset();
        const auto read = readRunFile(path);
        QVERIFY2(read.ok(), read.ok() ? "" : read.error().message.c_str());
        QCOMPARE(read->record.beats.size(), std::size_t{4000});
        QCOMPARE(read->record.beats.back().durationS, 1.0);
    }

    void percentilesOfMergedBeatsAreThoseOfAllTheirValues() {
        BeatThinning thinning(2);
        std::vector<Beat> beats;
        Histogram all;
        Nanos largest{};
        for (int i = 1; i <= 400; ++i) {
            Histogram one;
            for (int k = 1; k <= 50; ++k) {
                one.record(std::chrono::microseconds(10 + (i * 37 + k * 101) % 5000));
            }
            beats.emplace_back().tS = static_cast<double>(i);
            if (i <= 280) {  // the later ones are not merged
                all.merge(one);
                largest = std::max(largest, one.max());
            }
            thinning.added(beats, one, one);
        }
        QVERIFY(beats.size() <= 1 + BeatThinning::Untouched);
        const Beat& merged = beats.front();
        QCOMPARE(merged.durationS, 400.0 - static_cast<double>(beats.size() - 1));
        QCOMPARE(merged.service->max, largest);
        for (const auto& [got, q] :
             {std::pair{merged.service->p50, 0.5}, std::pair{merged.service->p99, 0.99}}) {
            const double off =
                static_cast<double>(got.count()) / static_cast<double>(all.quantile(q).count()) - 1;
            QVERIFY2(off >= -0.0005 && off <= 1.0 / 64, qPrintable(QString::number(off)));
        }
    }
};

QTEST_GUILESS_MAIN(TestBeatThinning)
#include "tst_beat_thinning.moc"
