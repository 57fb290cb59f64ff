#include <QtTest>

#include "engine/run/signal_desk.h"

using namespace leaktide;

namespace {

Reading readingOf(std::uint64_t done, std::map<std::string, double> values) {
    Reading reading;
    reading.work.done = done;
    reading.gauges = Gauges{};
    reading.gauges->values = std::move(values);
    return reading;
}

const SignalRecord* find(const std::vector<SignalRecord>& records, const std::string& name) {
    for (const SignalRecord& record : records) {
        if (record.spec.name == name) {
            return &record;
        }
    }
    return nullptr;
}

// A whole run: tasks grow by one every 50 requests and stay, heap stands still.
void feedLeakyRun(SignalDesk& desk, double keptShare) {
    double t = 0;
    for (; t < 1.5; t += 0.1) {
        desk.add(readingOf(0, {{"tasks", 1}, {"heap_in_use", 2e6}}), t, Phase::Baseline);
    }
    std::uint64_t done = 0;
    for (; t < 21.5; t += 0.1, done += 200) {
        desk.add(readingOf(done, {{"tasks", 21.0 + static_cast<double>(done / 50)}, {"heap_in_use", 2e6}}), t,
                 Phase::Load);
    }
    const double left = 1 + keptShare * static_cast<double>(done / 50);
    for (; t < 27; t += 0.1) {
        desk.add(readingOf(done, {{"tasks", left}, {"heap_in_use", 2e6}}), t,
                 t < 24 ? Phase::Drain : Phase::Collect);
    }
}

}  // namespace

class TestSignalDesk : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aLeakIsNamedAndAFlatHeapIsNot() {
        SignalDesk desk;
        feedLeakyRun(desk, 1);
        const auto records = desk.records(Judged::AtTheEnd);
        const SignalRecord* tasks = find(records, "tasks");
        QVERIFY(tasks != nullptr);
        QCOMPARE(wordOf(tasks->verdict.verdict), std::string_view("leak"));
        QVERIFY(tasks->verdict.perRequest->low <= 0.02 && 0.02 <= tasks->verdict.perRequest->high);
        QCOMPARE(wordOf(find(records, "heap_in_use")->verdict.verdict), std::string_view("stable"));
    }

    void aSignalOfTheUsersOwnIsJudged() {
        SignalDesk desk({{"my_queue", "app_queue_depth"}, {"page_bytes", "pages"}, {"tasks", "jobs"}});
        for (int i = 0; i < 300; ++i) {
            const bool load = i >= 20 && i < 240;
            const double n = std::clamp(i - 20, 0, 220);
            desk.add(readingOf(static_cast<std::uint64_t>(10 * n),
                               {{"my_queue", 3 + n}, {"page_bytes", 5}, {"unasked", n}}),
                     0.1 * i,
                     load     ? Phase::Load
                     : i < 20 ? Phase::Baseline
                              : Phase::Collect);
        }
        const auto records = desk.records(Judged::AtTheEnd);
        const SignalRecord* queue = find(records, "my_queue");
        QVERIFY(queue != nullptr);
        QCOMPARE(queue->spec.label, std::string("My queue"));
        QCOMPARE(wordOf(queue->verdict.verdict), std::string_view("leak"));
        QCOMPARE(find(records, "page_bytes")->spec.unit, SignalUnit::Bytes);
        QVERIFY(find(records, "unasked") == nullptr);
    }

    // Between two collections the heap is as large as chance has it.
    void aHeapIsJudgedByWhatCollectionsLeave() {
        SignalDesk desk;
        const double saw[] = {0, 3e6, 9e6, 4e6, 7e6};
        for (int i = 0; i < 300; ++i) {
            const bool load = i >= 20 && i < 240;
            const double n = std::clamp(i - 20, 0, 220);
            Reading reading = readingOf(static_cast<std::uint64_t>(10 * n),
                                        {{"heap_in_use", 2e6 + 1e4 * n + (load ? saw[i % 5] : 0)}});
            reading.collected = load && i % 5 == 0;
            desk.add(reading, 0.1 * i, load ? Phase::Load : i < 20 ? Phase::Baseline : Phase::Collect);
        }
        const auto records = desk.records(Judged::AtTheEnd);
        const SignalRecord* heap = find(records, "heap_in_use");
        QCOMPARE(wordOf(heap->verdict.verdict), std::string_view("leak"));
        QVERIFY(heap->verdict.perRequest->low <= 1000 && 1000 <= heap->verdict.perRequest->high);
        QVERIFY(std::any_of(heap->points.begin(), heap->points.end(),
                            [](const SignalPoint& point) { return point.value > 9e6; }));  // drawn as it was
    }

    // Each reading makes garbage: what is read long after a collection is no level that was kept.
    void atRestTooAHeapIsJudgedByWhatACollectionLeft() {
        SignalDesk desk;
        for (int i = 0; i < 300; ++i) {
            const bool load = i >= 20 && i < 240;
            const double n = std::clamp(i - 20, 0, 220);
            Reading reading = readingOf(static_cast<std::uint64_t>(10 * n),
                                        {{"heap_in_use", 2e6 + (load ? 1e4 * n : 4e4 * (i % 60))}});
            reading.gauges->gcCycles = i / 5;
            reading.collected = load ? i % 5 == 0 : i % 60 == 0;
            desk.add(reading, 0.1 * i, load ? Phase::Load : i < 20 ? Phase::Baseline : Phase::Collect);
        }
        QCOMPARE(wordOf(find(desk.records(Judged::AtTheEnd), "heap_in_use")->verdict.verdict),
                 std::string_view("released"));
    }

    void whatIsGivenBackIsNoLeak() {
        SignalDesk desk;
        feedLeakyRun(desk, 0);
        QCOMPARE(wordOf(find(desk.records(Judged::AtTheEnd), "tasks")->verdict.verdict),
                 std::string_view("released"));
    }

    void theMainSignalsStandThereEvenUnmeasured() {
        SignalDesk desk;
        const auto records = desk.records(Judged::Live);
        QCOMPARE(records.size(), std::size_t{3});
        QCOMPARE(wordOf(records[0].verdict.verdict), std::string_view("not_measured"));
    }

    void rssIsJudgedOnlyWhereHeapIsUnknown() {
        SignalDesk both;
        SignalDesk alone;
        for (std::uint64_t i = 0; i < 80; ++i) {
            const double rss = 1e7 + 1e6 * static_cast<double>(i);
            both.add(readingOf(i, {{"rss", rss}, {"heap_in_use", 1e6}}), 0.1 * static_cast<double>(i),
                     Phase::Load);
            alone.add(readingOf(i, {{"rss", rss}}), 0.1 * static_cast<double>(i), Phase::Load);
        }
        const auto recorded = both.records(Judged::Live);
        QCOMPARE(find(recorded, "rss")->points.size(), std::size_t{80});
        QCOMPARE(wordOf(find(recorded, "rss")->verdict.verdict), std::string_view("warming_up"));
        QCOMPARE(wordOf(find(alone.records(Judged::Live), "rss")->verdict.verdict),
                 std::string_view("growing"));
    }

    void aFailedReadingChangesNothing() {
        SignalDesk desk;
        desk.add(readingOf(0, {{"tasks", 7}}), 0, Phase::Baseline);
        Reading failed;
        failed.failure = "timed out";
        desk.add(failed, 0.1, Phase::Baseline);
        QCOMPARE(desk.latest().at("tasks"), 7.0);
        QCOMPARE(find(desk.records(Judged::Live), "tasks")->points.size(), std::size_t{1});
    }
};

QTEST_GUILESS_MAIN(TestSignalDesk)
#include "tst_signal_desk.moc"
