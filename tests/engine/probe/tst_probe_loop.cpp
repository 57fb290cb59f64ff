#include <QtTest>
#include <algorithm>
#include <atomic>
#include <functional>
#include <thread>

#include "engine/probe/expvar_source.h"
#include "engine/probe/http_getter.h"
#include "engine/probe/probe_loop.h"
#include "engine/probe/prometheus_source.h"
#include "engine/probe/stats_source.h"
#include "tests/engine/probe/small_server.h"

using namespace leaktide;
using namespace std::chrono_literals;
using leaktide::test::SmallServer;

namespace {

std::string stats(int pid, int tasks) {
    return "{\"pid\":" + std::to_string(pid) + ",\"tasks\":{\"total\":" + std::to_string(tasks) + "}}";
}

std::unique_ptr<ProbeSource> sourceOf(const SmallServer& server) {
    return std::make_unique<StatsSource>(std::make_unique<HttpGetter>(HttpGetterSettings()),
                                         server.url("/debug/stats"));
}

// Takes until `enough` says so, or ten seconds have passed.
std::vector<Reading> takeUntil(ProbeLoop& loop,
                               const std::function<bool(const std::vector<Reading>&)>& enough) {
    std::vector<Reading> all;
    QElapsedTimer timer;
    for (timer.start(); !enough(all) && timer.elapsed() < 10000;) {
        const auto more = loop.take();
        all.insert(all.end(), more.begin(), more.end());
        std::this_thread::sleep_for(2ms);
    }
    return all;
}

}  // namespace

class TestProbeLoop : public QObject {
    Q_OBJECT

private slots:
    void readsOnAGridWithoutBursts() {
        SmallServer server;
        server.answer("/debug/stats", {200, stats(1, 5)});
        ProbeLoop loop(sourceOf(server), 20ms, [] { return WorkCounters{10, 1, 1, 4}; });
        loop.start();
        auto readings = takeUntil(loop, [](const auto& all) { return all.size() >= 4; });
        server.answer("/debug/stats", {200, stats(1, 5), "", 110ms});  // longer than five beats
        const auto slow = takeUntil(loop, [](const auto& all) { return all.size() >= 3; });
        readings.insert(readings.end(), slow.begin(), slow.end());
        QVERIFY(readings.size() >= 7);
        for (std::size_t i = 1; i < readings.size(); ++i) {
            const Nanos gap = (readings[i].at - readings[i].roundTrip / 2) -
                              (readings[i - 1].at - readings[i - 1].roundTrip / 2);
            // A late beat is followed by one on the grid: sooner than a whole beat, never a burst of many.
            QVERIFY(gap >= readings[i - 1].roundTrip);
            QCOMPARE(readings[i].gauges->values.at("tasks"), 5.0);
            QCOMPARE(readings[i].work.done, std::uint64_t{10});
            QCOMPARE(readings[i].work.inFlight, std::uint64_t{4});
            QVERIFY(readings[i].bytes > stats(1, 5).size() && readings[i].bytes < 300);
        }
    }

    void theWorkIsThatOfTheMiddle() {
        SmallServer server;
        server.answer("/debug/stats", {200, stats(1, 5)});
        std::atomic<std::uint64_t> calls{0};
        ProbeLoop loop(sourceOf(server), 10ms, [&calls] { return WorkCounters{100 * calls++, 0, 0, 0}; });
        loop.start();
        const auto readings = takeUntil(loop, [](const auto& all) { return all.size() >= 3; });
        QVERIFY(readings.size() >= 3);
        QCOMPARE(readings[0].work.done, std::uint64_t{50});
        QCOMPARE(readings[1].work.done, std::uint64_t{250});
    }

    void aFailedReadingIsAGap() {
        SmallServer server;
        server.answer("/debug/stats", {200, stats(1, 5)});
        ProbeLoop loop(sourceOf(server), 10ms, {});
        loop.start();
        takeUntil(loop, [](const auto& all) { return !all.empty(); });
        server.answer("/debug/stats", {500, ""});
        const auto isGap = [](const Reading& reading) { return !reading.gauges; };
        auto readings = takeUntil(loop, [&](const auto& all) { return !all.empty() && isGap(all.back()); });
        QVERIFY(!readings.empty() && isGap(readings.back()));
        QVERIFY(readings.back().failure.find("answered 500") != std::string::npos);
        QVERIFY(!readings.back().restarted);
        server.answer("/debug/stats", {200, stats(1, 6)});
        readings = takeUntil(loop, [&](const auto& all) { return !all.empty() && !isGap(all.back()); });
        QVERIFY(!readings.empty() && readings.back().gauges);
        QVERIFY(!readings.back().restarted);  // a gap alone is no restart
    }

    void seesARestartOnce() {
        SmallServer server;
        server.answer("/debug/stats", {200, stats(1, 5)});
        ProbeLoop loop(sourceOf(server), 10ms, {});
        loop.start();
        const auto before = takeUntil(loop, [](const auto& all) { return all.size() >= 2; });
        QVERIFY(!before.front().restarted && !before.back().restarted);
        server.answer("/debug/stats", {200, stats(2, 1)});
        const auto after = takeUntil(loop, [](const auto& all) {
            return !all.empty() && all.back().gauges->values.at("tasks") == 1 && all.size() >= 3 &&
                   all[all.size() - 2].gauges->values.at("tasks") == 1;
        });
        int restarts = 0;
        for (const Reading& reading : after) {
            restarts += reading.restarted ? 1 : 0;
            QVERIFY(!reading.restarted || reading.gauges->values.at("tasks") == 1);
        }
        QCOMPARE(restarts, 1);
    }

    void collectsGarbageBeforeItsNextReading() {
        SmallServer server;
        server.answer("/debug/stats", {200, stats(1, 5)});
        server.answer("/debug/gc", {200, "{}"});
        ProbeLoop loop(sourceOf(server), 10ms, {});
        QVERIFY(loop.garbageCollected());
        loop.start();
        loop.collectGarbage();
        QTRY_VERIFY_WITH_TIMEOUT(loop.garbageCollected(), 10000);
        const auto requests = server.requests();
        QCOMPARE(std::count_if(requests.begin(), requests.end(),
                               [](const auto& one) { return one.target == "/debug/gc"; }),
                 std::ptrdiff_t{1});
    }

    void collectsNowAndThenInGo() {
        SmallServer server;
        server.answer("/debug/vars", {200, R"({"memstats":{"HeapInuse":9,"NumGC":1}})"});
        server.answer("/debug/pprof/heap?gc=1", {200, "\x1f\x8b profile"});
        ProbeLoop loop(std::make_unique<ExpvarSource>(std::make_shared<HttpGetter>(HttpGetterSettings()),
                                                      server.url("/debug/vars")),
                       10ms, {});
        loop.start();
        loop.collectGarbage();  // now it is known that it can
        QTRY_VERIFY_WITH_TIMEOUT(loop.garbageCollected(), 10000);
        const auto quiet = takeUntil(loop, [](const auto& all) { return all.size() >= 3; });
        QCOMPARE(std::count_if(quiet.begin(), quiet.end(), [](const auto& one) { return one.collected; }),
                 std::ptrdiff_t{1});
        loop.collectNowAndThen(NowAndThen::Yes);
        const auto clean = takeUntil(loop, [](const auto& all) {
            return std::count_if(all.begin(), all.end(), [](const auto& one) { return one.collected; }) >= 2;
        });
        QVERIFY(clean.size() >= 4);  // not before each of them
        QVERIFY2(english(loop.describe(), "; ").find("; garbage collected before ") != std::string::npos,
                 english(loop.describe(), "; ").c_str());
    }

    void readsATargetThatCannotBeAskedUntilItCollects() {
        SmallServer server;
        server.answer("/debug/vars", {200, R"({"memstats":{"HeapInuse":9,"NumGC":1}})"});
        ProbeLoop loop(std::make_unique<ExpvarSource>(std::make_shared<HttpGetter>(HttpGetterSettings()),
                                                      server.url("/debug/vars")),
                       10s, {});
        loop.collectGarbage();
        loop.start();
        QTRY_VERIFY_WITH_TIMEOUT(server.requests().size() > 20, 10000);
        QVERIFY(!loop.garbageCollected());
        server.answer("/debug/vars", {200, R"({"memstats":{"HeapInuse":5,"NumGC":3}})"});
        QTRY_VERIFY_WITH_TIMEOUT(loop.garbageCollected(), 10000);
        const auto readings = takeUntil(loop, [](const auto& all) { return !all.empty(); });
        QCOMPARE(readings.front().gauges->values.at("heap_in_use"), 5.0);
        QVERIFY(readings.front().collected);
    }

    // A page that shows nothing but the heap of a collected runtime.
    void countsTheFallsOfAHeapThatShowsNoCollections() {
        SmallServer server;
        const auto show = [&server](const char* bytes) {
            server.answer("/metrics", {200, std::string("go_memstats_heap_inuse_bytes ") + bytes + "\n"});
        };
        show("8000000");
        ProbeLoop loop(std::make_unique<PrometheusSource>(std::make_shared<HttpGetter>(HttpGetterSettings()),
                                                          server.url("/metrics")),
                       10s, {});
        loop.collectGarbage();
        loop.start();
        for (const char* bytes : {"4000000", "3900000", "7000000", "3900000"}) {
            const auto before = server.requests().size();
            QTRY_VERIFY_WITH_TIMEOUT(server.requests().size() > before + 5, 10000);
            QVERIFY(!loop.garbageCollected());
            show(bytes);
        }
        QTRY_VERIFY_WITH_TIMEOUT(loop.garbageCollected(), 10000);
        const auto readings = takeUntil(loop, [](const auto& all) { return !all.empty(); });
        QVERIFY(readings.front().collected);
        QCOMPARE(*collectionsSeen(*readings.front().gauges), 2.0);
        QVERIFY(!readings.front().gauges->gcCycles);
    }

    void marksProfilesWhenAsked() {
        SmallServer server;
        server.answer("/debug/stats", {200, stats(1, 5)});
        server.answer("/debug/pprof/",
                      {200, "<a href=heap>heap</a> <a href='goroutine?debug=1'>goroutine</a>"});
        server.answer("/debug/pprof/heap?gc=1", {200, "the heap"});
        Plan plan;
        plan.probe.mode = ProbeMode::Url;
        plan.probe.url = server.url("/debug/stats");
        std::string whyNot;
        auto fetcher = ProfileFetcher::find(plan, whyNot);
        QVERIFY2(fetcher != nullptr, whyNot.c_str());
        QVERIFY((fetcher->kinds() == std::vector<std::string>{"heap", "goroutine"}));
        ProbeLoop loop(sourceOf(server), 10ms, {});
        loop.useProfiles(std::move(fetcher));
        loop.start();
        loop.markProfiles("baseline", BeforeHeap::Collect);
        QTRY_VERIFY_WITH_TIMEOUT(loop.profilesMarked(), 10000);
        const auto marks = loop.takeProfiles();
        QCOMPARE(marks.size(), std::size_t{1});
        QCOMPARE(marks[0].label, std::string("baseline"));
        QCOMPARE(marks[0].profiles.size(), std::size_t{1});
        QCOMPARE(marks[0].profiles[0].bytes, std::string("the heap"));
        QVERIFY2(marks[0].failure.find("goroutine answered 404") != std::string::npos,
                 marks[0].failure.c_str());
        QVERIFY(loop.takeProfiles().empty());
        const auto asked = [&server](const char* target) {
            const auto requests = server.requests();
            return std::count_if(requests.begin(), requests.end(),
                                 [target](const auto& one) { return one.target == target; });
        };
        QCOMPARE(asked("/debug/pprof/heap?gc=1"),
                 std::ptrdiff_t{2});  // one that nobody sees before the first
        loop.markProfiles("growing_tasks", BeforeHeap::LeaveAsIs);
        QTRY_VERIFY_WITH_TIMEOUT(loop.profilesMarked(), 10000);
        QCOMPARE(asked("/debug/pprof/heap?gc=1"), std::ptrdiff_t{2});
        QCOMPARE(asked("/debug/pprof/heap"), std::ptrdiff_t{1});
    }

    void withoutProfilesNoMarkIsWaitedFor() {
        SmallServer server;
        std::string whyNot;
        Plan plan;
        plan.probe.mode = ProbeMode::Url;
        plan.probe.url = server.url("/debug/stats");
        QVERIFY(ProfileFetcher::find(plan, whyNot) == nullptr);
        QVERIFY2(whyNot.find("answered 404") != std::string::npos, whyNot.c_str());
        ProbeLoop loop(sourceOf(server), 10ms, {});
        loop.markProfiles("baseline", BeforeHeap::Collect);
        QVERIFY(loop.profilesMarked());
    }

    void stopsInTheMiddleOfAReading() {
        SmallServer server;
        server.answer("/debug/stats", {200, stats(1, 5), "", 20s});
        ProbeLoop loop(sourceOf(server), 10ms, {});
        loop.start();
        QTRY_VERIFY_WITH_TIMEOUT(!server.requests().empty(), 10000);
        QElapsedTimer timer;
        timer.start();
        loop.stop();
        QVERIFY(timer.elapsed() < 2000);
        QVERIFY(loop.take().empty());
        QVERIFY(loop.garbageCollected());
    }
};

QTEST_GUILESS_MAIN(TestProbeLoop)
#include "tst_probe_loop.moc"
