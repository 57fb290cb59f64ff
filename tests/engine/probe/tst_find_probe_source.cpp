#include <zlib.h>

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
        QCOMPARE(english((*source)->describe(), "; "),
                 "the bundled server's stats at " + server.url("/debug/stats"));
        QCOMPARE((*source)->read()->values.at("tasks"), 5.0);
    }

    void findsMetrics() {
        SmallServer server;
        server.answer("/metrics", {200, GoText});
        std::string whyNot;
        const auto source = findProbeSource(planFor(server.url("/api")), whyNot);
        QVERIFY(source.ok() && *source);
        const std::string said = english((*source)->describe(), "; ");
        QVERIFY2(said.starts_with("Prometheus text at " + server.url("/metrics") +
                                  ": tasks = go_goroutines; /proc of pid "),
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
        QVERIFY(english((*source)->describe(), "; ").starts_with("/proc of pid "));
        QVERIFY((*source)->read()->values.at("fds") > 0);
    }

    void saysWhyAPlaceWasPassedOver_data() {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QByteArray>("headers");
        QTest::addColumn<int>("delayMs");
        QTest::addColumn<QString>("why");
        const auto add = [](const char* name, int status, const QByteArray& body, const char* why) {
            QTest::newRow(name) << status << body << QByteArray() << 0 << why;
        };
        add("closed", 401, "who are you?", "answered 401; a header of the probe may open it");
        add("forbidden", 403, "", "answered 403; a header of the probe may open it");
        add("broken", 500, "oops", "answered 500");
        add("web page", 200, "<!doctype html><title>app</title>", "a web page, no metrics");
        add("malformed", 200, "go_threads 9\ngo_goroutines\n",
            "line 2 of the metrics has no value: go_goroutines");
        add("nothing known", 200, "app_queue 3\n", "shows no metric that is known");
        QTest::newRow("silent") << 200 << QByteArray("go_goroutines 9\n") << QByteArray() << 4000
                                << "Timeout was reached";
        // 200 MB of zeros in 200 kB.
        QByteArray bomb;
        const QByteArray zeros(1 << 20, 0);
        z_stream stream{};
        QCOMPARE(deflateInit2(&stream, 9, Z_DEFLATED, 15 + 16, 9, Z_DEFAULT_STRATEGY), Z_OK);
        QByteArray room(1 << 20, 0);
        for (int i = 0; i <= 200; ++i) {
            stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(zeros.data()));
            stream.avail_in = i < 200 ? static_cast<uInt>(zeros.size()) : 0;
            stream.next_out = reinterpret_cast<Bytef*>(room.data());
            stream.avail_out = static_cast<uInt>(room.size());
            deflate(&stream, i < 200 ? Z_NO_FLUSH : Z_FINISH);
            bomb.append(room.constData(), room.size() - static_cast<int>(stream.avail_out));
        }
        deflateEnd(&stream);
        QTest::newRow("gzip bomb") << 200 << bomb << QByteArray("Content-Encoding: gzip\r\n") << 0
                                   << "the answer is larger than 64.0 MiB";
    }
    void saysWhyAPlaceWasPassedOver() {
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        QFETCH(QByteArray, headers);
        QFETCH(int, delayMs);
        QFETCH(QString, why);
        SmallServer server;
        server.answer("/metrics", {status, body.toStdString(), headers.toStdString(),
                                   std::chrono::milliseconds(delayMs)});
        std::string whyNot;
        const auto source = findProbeSource(planFor(server.url("/api")), whyNot);
        QVERIFY(source.ok() && *source);
        const QString said = QString::fromStdString(english((*source)->describe(), "; "));
        QVERIFY2(said.startsWith("/proc of pid "), qPrintable(said));
        QVERIFY2(said.endsWith("; passed over /metrics: " + why), qPrintable(said));
        (*source)->cancel();
    }

    void oneReasonIsSaidOnce() {
        SmallServer server;
        for (const char* place : {"/debug/stats", "/metrics", "/debug/vars"}) {
            server.answer(place, {403, ""});
        }
        std::string whyNot;
        const auto source = findProbeSource(planFor(server.url("/api")), whyNot);
        QVERIFY(english((*source)->describe(), "; ")
                    .find("passed over /debug/stats, /metrics, /debug/vars: answered 403") !=
                std::string::npos);
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
        QVERIFY(english((*own)->describe(), "; ").find("my_jobs = jobs") != std::string::npos);
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
        QVERIFY(english((*found)->describe(), "; ").find("canary") == std::string::npos);
    }

    void noneMeansNone() {
        Plan plan = planFor("http://127.0.0.1:1/");
        plan.probe.mode = ProbeMode::None;
        std::string whyNot;
        const auto source = findProbeSource(plan, whyNot);
        QVERIFY(source.ok());
        QVERIFY(*source == nullptr);
        QVERIFY(whyNot.empty());
    }
};

QTEST_GUILESS_MAIN(TestFindProbeSource)
#include "tst_find_probe_source.moc"
