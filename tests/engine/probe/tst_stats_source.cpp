#include <QtTest>

#include "engine/probe/stats_source.h"
#include "tests/engine/probe/small_server.h"

using namespace leaktide;
using leaktide::test::SmallServer;

namespace {

const char* const Whole =
    R"({"server":"leaktide-target","version":"0.1.0","pid":77,"start_time_unix_ms":1700000000123,
 "uptime_s":1.5,"requests":{"served":1000,"in_flight":2},
 "pool":{"in_use":3,"idle":17,"created":20,"high_water":20},"tasks":{"total":5,"by_kind":{"connection":5}},
 "heap":{"in_use":4194304,"allocated":3000000,"resident":9000000,"age_ms":4},
 "process":{"rss":20000000,"fds":12,"fds_limit":1024,"threads":2},"connections":{"open":4,"accepted":9},
 "db":{"in_use":1,"idle":2,"max_open":8,"waiters":0},"buffers":{"in_use":6},"gc_cycles":2,"faults":[]})";

}  // namespace

class TestStatsSource : public QObject {
    Q_OBJECT

private slots:
    void readsEveryGauge() {
        const auto gauges = readStats(Whole);
        QVERIFY(gauges.ok());
        const std::map<std::string, double> expected{
            {"pool_in_use", 3},      {"tasks", 5},     {"heap_in_use", 4194304},
            {"heap_allocated", 3e6}, {"rss", 2e7},     {"fds", 12},
            {"threads", 2},          {"db_in_use", 1}, {"buffers_in_use", 6},
            {"open_connections", 4}, {"pool_idle", 17}};
        QVERIFY(gauges->values == expected);
        QCOMPARE(gauges->limits.at("fds"), 1024.0);
        QCOMPARE(gauges->limits.at("db_in_use"), 8.0);
        QCOMPARE(gauges->gcCycles.value(), 2.0);
        QCOMPARE(gauges->requestsServed.value(), 1000.0);
        QCOMPARE(gauges->identity.value(), std::string("pid 77 started 1700000000123"));
    }

    void whatIsMissingIsUnset() {
        const auto gauges = readStats(R"({"tasks":{"total":5},"pool":{"in_use":"many"},"process":[]})");
        QVERIFY(gauges.ok());
        QCOMPARE(gauges->values.size(), std::size_t{1});
        QVERIFY(!gauges->identity.has_value());
        QVERIFY(!gauges->gcCycles.has_value());
    }

    void refusesOtherDocuments() {
        for (const char* text :
             {"", "[]", "{}", "<html>", "{\"tasks\":", "null", "{\"tasks\":{\"total\":null}}"}) {
            QVERIFY2(!readStats(text).ok(), text);
        }
    }

    void collectsGarbageWithTheToken() {
        SmallServer server;
        server.answer("/debug/stats", {200, Whole});
        server.answer("/debug/gc", {200, "{}"});
        HttpGetterSettings settings;
        settings.headers = {{"X-Leaktide-Token", "abc"}};
        StatsSource source(std::make_unique<HttpGetter>(settings), server.url("/debug/stats"));
        QVERIFY(source.read().ok());
        const auto collected = source.collectGarbage();
        QVERIFY(collected.ok() && *collected);
        QCOMPARE(server.requests().back().method, std::string("POST"));
        server.answer("/debug/gc", {403, "send the token it printed at its start"});
        const auto refused = source.collectGarbage();
        QVERIFY(!refused.ok());
        QVERIFY(refused.error().message.find("the token it printed") != std::string::npos);
        server.answer("/debug/gc", {404, ""});
        const auto none = source.collectGarbage();
        QVERIFY(none.ok() && !*none);
    }
};

QTEST_GUILESS_MAIN(TestStatsSource)
#include "tst_stats_source.moc"
