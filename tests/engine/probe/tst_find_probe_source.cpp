#include <QtTest>

#include "engine/probe/probe_loop.h"
#include "tests/engine/probe/small_server.h"

using namespace leaktide;
using leaktide::test::SmallServer;

namespace {

Plan planFor(const std::string& url) {
    Plan plan;
    plan.requests.push_back({});
    plan.requests.back().url = url;
    return plan;
}

const char* const GoText = "# TYPE go_goroutines gauge\ngo_goroutines 9\nprocess_start_time_seconds 1.7e9\n";

}  // namespace

class TestFindProbeSource : public QObject {
    Q_OBJECT

private slots:
    void prefersTheStatsOfTheBundledServer() {
        SmallServer server;
        server.answer("/debug/stats", {200, R"({"tasks":{"total":5}})"});
        server.answer("/metrics", {200, GoText});
        std::string whyNot;
        const auto source = findProbeSource(planFor(server.url("/json")), whyNot);
        QVERIFY(source.ok() && *source);
        QCOMPARE((*source)->describe(), "the bundled server's stats at " + server.url("/debug/stats"));
        QCOMPARE((*source)->read()->values.at("tasks"), 5.0);
    }

    void findsMetrics() {
        SmallServer server;
        server.answer("/metrics", {200, GoText});
        std::string whyNot;
        const auto source = findProbeSource(planFor(server.url("/api")), whyNot);
        QVERIFY(source.ok() && *source);
        const std::string said = (*source)->describe();
        QVERIFY2(said.starts_with("Prometheus text at " + server.url("/metrics") +
                                  ": tasks from go_goroutines; /proc of pid "),
                 said.c_str());
        const auto gauges = (*source)->read();
        QVERIFY(gauges.ok());
        QCOMPARE(gauges->values.at("tasks"), 8.0);  // without the goroutine that serves us
        QVERIFY(gauges->values.at("rss") > 0);
        QCOMPARE(server.connections(), 1);  // one for all
        QCOMPARE(gauges->identity.value(), std::string("started 1.7e+09"));
    }

    void fallsBackToProc() {
        SmallServer server;
        server.answer("/metrics", {200, "<!doctype html><title>app</title>"});
        std::string whyNot;
        const auto source = findProbeSource(planFor(server.url("/api")), whyNot);
        QVERIFY(source.ok() && *source);
        QVERIFY((*source)->describe().starts_with("/proc of pid "));
        QVERIFY((*source)->read()->values.at("fds") > 0);
    }

    void readsAProcessById() {
        Plan plan = planFor("http://127.0.0.1:1/");
        plan.probe.mode = ProbeMode::Pid;
        plan.probe.pid = static_cast<std::uint32_t>(QCoreApplication::applicationPid());
        std::string whyNot;
        const auto source = findProbeSource(plan, whyNot);
        QVERIFY(source.ok() && *source);
        QVERIFY((*source)->read()->values.at("rss") > 0);
    }

    void readsSignalsOfTheUsersChoice() {
        SmallServer server;
        server.answer("/metrics",
                      {200, std::string(GoText) + "jobs{state=\"on\"} 3\njobs{state=\"off\"} 9\n"});
        Plan plan = planFor(server.url("/api"));
        plan.probe.signalChoices = {{"tasks", "jobs{state=\"on\"}"}};
        std::string whyNot;
        const auto source = findProbeSource(plan, whyNot);
        QVERIFY(source.ok() && *source);
        QCOMPARE((*source)->read()->values.at("tasks"), 3.0);
        plan.probe.signalChoices = {{"my_jobs", "jobs"}};
        const auto own = findProbeSource(plan, whyNot);
        QVERIFY(own.ok() && *own);
        QCOMPARE((*own)->read()->values.at("my_jobs"), 12.0);
        QVERIFY((*own)->describe().find("my_jobs from jobs") != std::string::npos);
        plan.probe.signalChoices = {{"My jobs", "jobs"}};
        QVERIFY(findProbeSource(plan, whyNot).error().message.find("\"My jobs\"") != std::string::npos);
        plan.probe.signalChoices = {{"tasks", "jobs{"}};
        QVERIFY(findProbeSource(plan, whyNot).error().kind == ErrorKind::InvalidInput);
    }

    void saysWhatItTried() {
        std::string whyNot;
        const auto source = findProbeSource(planFor("http://127.0.0.1:1/api"), whyNot);
        QVERIFY(source.ok());
        QVERIFY(*source == nullptr);
        QVERIFY2(whyNot.find("http://127.0.0.1:1/debug/stats") != std::string::npos, whyNot.c_str());
        QVERIFY2(whyNot.find("listens on port 1") != std::string::npos, whyNot.c_str());
    }

    void aGivenUrlMustBeReadable() {
        SmallServer server;
        Plan plan = planFor(server.url("/api"));
        plan.probe.mode = ProbeMode::Url;
        plan.probe.url = server.url("/mine?token=canary");
        std::string whyNot;
        const auto missing = findProbeSource(plan, whyNot);
        QVERIFY(!missing.ok());
        QVERIFY2(missing.error().message.find("answered 404") != std::string::npos,
                 missing.error().message.c_str());
        QVERIFY(missing.error().message.find("canary") == std::string::npos);
        server.answer("/mine?token=canary", {200, GoText});
        const auto found = findProbeSource(plan, whyNot);
        QVERIFY(found.ok() && *found);
        QVERIFY((*found)->describe().find("canary") == std::string::npos);
    }

    void noneMeansNone() {
        Plan plan = planFor("http://127.0.0.1:1/");
        plan.probe.mode = ProbeMode::None;
        std::string whyNot;
        const auto source = findProbeSource(plan, whyNot);
        QVERIFY(source.ok());
        QVERIFY(*source == nullptr);
        QVERIFY(!whyNot.empty());
    }
};

QTEST_GUILESS_MAIN(TestFindProbeSource)
#include "tst_find_probe_source.moc"
