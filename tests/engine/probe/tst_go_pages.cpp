#include <QtTest>
#include <fstream>
#include <sstream>

#include "engine/probe/expvar_source.h"
#include "engine/probe/pprof_source.h"
#include "engine/probe/stats_source.h"
#include "tests/engine/probe/small_server.h"

using namespace leaktide;
using leaktide::test::SmallServer;

namespace {

std::string page(const std::string& name) {
    std::ifstream file(LEAKTIDE_SOURCE_DIR "/tests/golden/pages/" + name, std::ios::binary);
    std::stringstream text;
    text << file.rdbuf();
    return text.str();
}

}  // namespace

class TestGoPages : public QObject {
    Q_OBJECT

private slots:
    void readsExpvar() {
        const auto gauges = readExpvar(page("expvar.json"));
        QVERIFY2(gauges.ok(), gauges ? "" : gauges.error().message.c_str());
        QVERIFY(gauges->values.at("heap_in_use") > gauges->values.at("heap_allocated"));
        QVERIFY(gauges->values.at("heap_allocated") > 100000);
        QVERIFY(gauges->gcCycles.has_value());
        QVERIFY(gauges->values.count("tasks") == 0);  // expvar alone does not count them
    }

    void findsGoroutinesUnderTheirUsualNames() {
        for (const char* text : {R"({"memstats":{},"Goroutines":8})", R"({"memstats":{},"NumGoroutine":8})",
                                 R"({"memstats":{},"runtime":{"goroutines":8}})"}) {
            const auto gauges = readExpvar(text);
            QVERIFY(gauges.ok());
            QCOMPARE(gauges->values.at("tasks"), 7.0);  // without the one that serves us
        }
        for (const char* text : {"", "{}", "[1]", R"({"memstats":7})", "<html>"}) {
            QVERIFY2(!readExpvar(text).ok(), text);
        }
    }

    void readsExpvarsOfTheUsersChoice() {
        const std::string text =
            R"({"memstats":{"HeapInuse":9},"queue":{"depth":4,"a.b":2},"x":1,"word":"w"})";
        const auto gauges = readExpvar(text, {{"depth", "queue.depth + x"},
                                              {"inner", "queue.a.b"},
                                              {"heap_in_use", "word"},
                                              {"gone", "queue.gone"}});
        QVERIFY(gauges.ok());
        QVERIFY((gauges->values == std::map<std::string, double>{{"depth", 5}, {"inner", 2}}));
    }

    void readsTheIndexOfPprof() {
        const std::string index = page("pprof_index.html");
        QVERIFY(profileCount(index, "goroutine").value_or(0) >= 5);
        QVERIFY(profileCount(index, "heap").has_value());
        QVERIFY(!profileCount(index, "goroutineleak").has_value());
        QVERIFY(!profileCount("<html><td>5</td></html>", "goroutine").has_value());
        QVERIFY(!profileCount("", "goroutine").has_value());
        const std::string heap = page("pprof_heap_tail.txt");
        QVERIFY(memStat(heap, "HeapInuse").value_or(0) > memStat(heap, "HeapAlloc").value_or(1e18));
        QVERIFY(memStat(heap, "NumGC").has_value());
        QVERIFY(!memStat(heap, "Nothing").has_value());
    }

    void theHeapIsNotReadEachTime() {
        SmallServer server;
        server.answer("/debug/pprof/", {200, page("pprof_index.html")});
        server.answer("/debug/pprof/heap?debug=1", {200, page("pprof_heap_tail.txt")});
        PprofSource source(std::make_shared<HttpGetter>(HttpGetterSettings()), server.url("/debug/pprof/"));
        const auto first = source.read();
        const auto second = source.read();
        QVERIFY(first.ok() && second.ok());
        QVERIFY(first->values.count("heap_in_use") == 1);
        QVERIFY(second->values.count("heap_in_use") == 0);
        QVERIFY(second->values.count("tasks") == 1);
    }

    void goCollectsByItsHeapProfile() {
        SmallServer server;
        server.answer("/debug/vars", {200, page("expvar.json")});
        ExpvarSource source(std::make_shared<HttpGetter>(HttpGetterSettings()), server.url("/debug/vars"));
        auto collected = source.collectGarbage();
        QVERIFY(collected.ok() && !*collected);
        server.answer("/debug/pprof/heap?gc=1", {200, "any page"});
        ExpvarSource another(std::make_shared<HttpGetter>(HttpGetterSettings()), server.url("/debug/vars"));
        collected = another.collectGarbage();
        QVERIFY(collected.ok() && !*collected);  // a page that answers to everything
        QVERIFY(!another.holdsGarbage());
        server.answer("/debug/pprof/heap?gc=1", {200, "\x1f\x8b profile"});
        ExpvarSource other(std::make_shared<HttpGetter>(HttpGetterSettings()), server.url("/debug/vars"));
        collected = other.collectGarbage();
        QVERIFY(collected.ok() && *collected);
        QVERIFY(other.holdsGarbage());
        const auto requests = server.requests();
        QVERIFY(std::none_of(requests.begin(), requests.end(),
                             [](const auto& one) { return one.method == "POST"; }));
    }

    void readsTheRecordedStatsOfTheBundledServer() {
        const auto gauges = readStats(page("leaktide_stats.json"));
        QVERIFY(gauges.ok());
        for (const char* signal :
             {"pool_in_use", "tasks", "heap_in_use", "heap_allocated", "rss", "fds", "threads"}) {
            QVERIFY2(gauges->values.count(signal) == 1, signal);
        }
        QVERIFY(gauges->identity && gauges->gcCycles && gauges->requestsServed);
    }
};

QTEST_GUILESS_MAIN(TestGoPages)
#include "tst_go_pages.moc"
