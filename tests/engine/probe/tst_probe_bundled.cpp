// The probe against the real leaktide-target.
#include <QProcess>
#include <QRegularExpression>
#include <QtTest>
#include <algorithm>
#include <thread>

#include "engine/probe/http_getter.h"
#include "engine/probe/probe_loop.h"

using namespace leaktide;
using namespace std::chrono_literals;

namespace {

class Target {
public:
    explicit Target(const QStringList& flags = {}) {
        m_process.start(LEAKTIDE_BIN_DIR "/leaktide-target",
                        QStringList{"--port", "0", "--debug-port", "0"} + flags);
        QString said;
        const QDeadlineTimer deadline(20'000);
        while (!said.contains("token ") && !deadline.hasExpired() && m_process.waitForReadyRead(20'000)) {
            said += QString::fromUtf8(m_process.readAllStandardOutput());
        }
        url = "http://" + word(said, "listening on ");
        debugUrl = "http://" + word(said, "debug on ");
        token = word(said, "token ");
    }
    ~Target() {
        m_process.kill();
        m_process.waitForFinished(5000);
    }
    Target(const Target&) = delete;
    Target& operator=(const Target&) = delete;

    std::string url;
    std::string debugUrl;
    std::string token;

private:
    static std::string word(const QString& said, const QString& after) {
        return QRegularExpression(after + "(\\S+)").match(said).captured(1).toStdString();
    }
    QProcess m_process;
};

Plan planFor(const Target& target) {
    Plan plan;
    plan.requests.push_back({});
    plan.requests.back().url = target.url + "/json";
    plan.probe.headers = {{"X-Leaktide-Token", target.token}};
    return plan;
}

}  // namespace

class TestProbeBundled : public QObject {
    Q_OBJECT

private slots:
    void findsTheStatsAcrossTheRedirect() {
        const Target target;
        std::string whyNot;
        const auto source = findProbeSource(planFor(target), whyNot);
        QVERIFY2(source.ok() && *source, whyNot.c_str());
        QCOMPARE(english((*source)->describe(), "; "),
                 "the bundled server's stats at " + target.debugUrl + "/debug/stats");
        HttpGetter client({});
        for (int i = 0; i < 7; ++i) {
            QCOMPARE(client.get(target.url + "/json")->status, 200L);
        }
        const auto gauges = (*source)->read();
        QVERIFY(gauges.ok());
        QCOMPARE(gauges->requestsServed.value(), 7.0);
        QCOMPARE(gauges->values.at("pool_in_use"), 0.0);
        QCOMPARE(gauges->values.at("open_connections"), 1.0);
        QVERIFY(gauges->values.at("heap_in_use") >= gauges->values.at("heap_allocated"));
        QVERIFY(gauges->limits.at("fds") > gauges->values.at("fds"));
    }

    void collectsGarbageWithTheTokenOnly() {
        const Target target;
        std::string whyNot;
        Plan plan = planFor(target);
        const auto source = findProbeSource(plan, whyNot);
        const double before = (*source)->read()->gcCycles.value();
        const auto collected = (*source)->collectGarbage();
        QVERIFY2(collected.ok(), collected ? "" : collected.error().message.c_str());
        QVERIFY(*collected);
        QCOMPARE((*source)->read()->gcCycles.value(), before + 1);
        plan.probe.headers.clear();
        const auto stranger = findProbeSource(plan, whyNot);
        const auto refused = (*stranger)->collectGarbage();
        QVERIFY(!refused.ok());
        QVERIFY2(refused.error().message.find("403") != std::string::npos, refused.error().message.c_str());
    }

    void metricsAndStatsAgree() {
        const Target target;
        std::string whyNot;
        Plan plan = planFor(target);
        const auto stats = findProbeSource(plan, whyNot);
        plan.probe.mode = ProbeMode::Url;
        plan.probe.url = target.debugUrl + "/metrics";
        const auto metrics = findProbeSource(plan, whyNot);
        QVERIFY(stats.ok() && metrics.ok());
        const auto a = (*stats)->read();
        const auto b = (*metrics)->read();
        QVERIFY(a.ok() && b.ok());
        for (const auto& [signal, value] : a->values) {
            QVERIFY2(b->values.count(signal) == 1, signal.c_str());
        }
        for (const char* same : {"pool_in_use", "tasks", "threads", "fds", "open_connections"}) {
            QCOMPARE(a->values.at(same), b->values.at(same));
        }
        QVERIFY(a->limits.at("fds") == b->limits.at("fds"));
    }

    void marksItsProfiles() {
        const Target target;
        std::string whyNot;
        const auto fetcher = ProfileFetcher::find(planFor(target), whyNot);
        QVERIFY2(fetcher != nullptr, whyNot.c_str());
        const ProfileMark mark = fetcher->fetch("baseline", BeforeHeap::Collect);
        QVERIFY2(
            std::any_of(mark.profiles.begin(), mark.profiles.end(),
                        [](const FetchedProfile& one) { return one.kind == "tasks" && !one.bytes.empty(); }),
            mark.failure.c_str());
    }

    void aTargetThatDiesIsAGap() {
        auto target = std::make_unique<Target>();
        std::string whyNot;
        auto source = findProbeSource(planFor(*target), whyNot);
        QVERIFY(source.ok() && *source);
        ProbeLoop loop(std::move(source).value(), 10ms, {});
        loop.start();
        std::vector<Reading> readings;
        const auto takeUntil = [&](bool wanted) {
            const QDeadlineTimer deadline(10'000);
            while ((readings.empty() || readings.back().gauges.has_value() != wanted) &&
                   !deadline.hasExpired()) {
                std::this_thread::sleep_for(5ms);
                const auto more = loop.take();
                readings.insert(readings.end(), more.begin(), more.end());
            }
        };
        takeUntil(true);
        QVERIFY(readings.back().gauges.has_value());
        target.reset();
        takeUntil(false);
        QVERIFY(!readings.back().gauges.has_value());
        QVERIFY(!readings.back().failure.empty());
    }
};

QTEST_GUILESS_MAIN(TestProbeBundled)
#include "tst_probe_bundled.moc"
