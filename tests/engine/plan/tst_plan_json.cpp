#include <QtTest>
#include <nlohmann/json.hpp>

#include "engine/plan/plan_json.h"

using namespace leaktide;

namespace {

Plan richPlan() {
    Plan plan;
    plan.name = "orders";
    plan.requests.push_back({"create",
                             "POST",
                             "http://127.0.0.1:8080/orders?token=t0p",
                             {{"Authorization", "Bearer s3cret"}},
                             "{}",
                             3,
                             {"status=201", "json:/id"}});
    plan.checks = {"latency<2s"};
    plan.data = {"users.csv", DataOrder::Random};
    plan.trace = true;
    plan.connection.keepCookies = true;
    plan.load.model = LoadModel::ConstantRate;
    plan.load.rate = Rate{7, std::chrono::seconds(4)};
    plan.load.connections = 20;
    plan.load.requests = 10'000'000'000;
    plan.load.duration = std::chrono::milliseconds(1500);
    plan.load.stages = {{std::chrono::seconds(10), {100, std::chrono::seconds(1)}}};
    plan.load.arrivals = Arrivals::Poisson;
    plan.load.thinkTime = std::chrono::milliseconds(20);
    plan.load.exchange = ExchangeChoice::Curl;
    plan.load.misbehaviour = Misbehaviour{Misbehaviour::Kind::StopSending, 7, std::chrono::seconds(1), 12};
    plan.connection.verifyTls = false;
    plan.connection.httpVersion = HttpVersion::Http2;
    plan.connection.streams = 8;
    plan.connection.caFile = "ca.pem";
    plan.connection.certFile = "me.pem";
    plan.connection.keyFile = "me.key";
    plan.connection.unixSocket = "/run/x.sock";
    plan.connection.proxy = "http://127.0.0.1:3128";
    plan.connection.resolve = {"a.example:80:127.0.0.1"};
    plan.connection.connectTo = {"a.example:80:b.example:81"};
    plan.connection.idleTimeout = std::chrono::seconds(3);
    plan.connection.maxLifetime = std::chrono::seconds(60);
    plan.connection.maxRequests = 100;
    plan.connection.tcpKeepAlive = true;
    plan.probe.mode = ProbeMode::Url;
    plan.probe.url = "http://127.0.0.1:8080/metrics";
    plan.probe.interval = std::chrono::milliseconds(250);
    plan.load.search = SearchPlan{{*parseBudget("p99<50ms"), *parseBudget("errors<1%")},
                                  Rate{5000},
                                  std::chrono::milliseconds(500),
                                  std::chrono::seconds(2),
                                  std::chrono::seconds(9),
                                  0.1};
    plan.thresholds = {*parseBudget("service_p99.9<1s")};
    plan.phases.cycles = 2;
    plan.phases.extendTo = 4;
    return plan;
}

}  // namespace

class TestPlanJson : public QObject {
    Q_OBJECT
private slots:
    void whatIsWrittenIsReadBack() {
        const Plan plan = richPlan();
        const auto back = planFromJson(planToJson(plan, Secrets::Keep).dump());
        QVERIFY2(back.ok(), back.ok() ? "" : back.error().message.c_str());
        QVERIFY(*back == plan);
    }

    void secretsAreRedactedOnRequest() {
        const std::string text = planToJson(richPlan(), Secrets::Redact).dump();
        QVERIFY(text.find("s3cret") == std::string::npos);
        QVERIFY(text.find("t0p") == std::string::npos);
    }

    void everyMistakeHasItsPath() {
        const auto plan = planFromJson(
            R"({"load":{"connections":"many","rate":"fast","wheels":4,"stages":[{"duration":"1s"},{"duration":-1}]},"requests":{},"checks":[3],"data":{"order":"up"}})");
        QVERIFY(!plan.ok());
        for (const char* expected :
             {"load.connections: must be a whole number", "load.rate: must be",
              "load.wheels: is not a known key", "load.stages[1].duration: must be",
              "requests: must be a list", "checks: must be a list of texts", "data.order: must be one of"}) {
            QVERIFY2(plan.error().message.find(expected) != std::string::npos, plan.error().message.c_str());
        }
    }

    void hostileInputIsRefused_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("no json") << QByteArray("plan");
        QTest::newRow("list") << QByteArray("[]");
        QTest::newRow("cut") << QByteArray("{\"load\":{");
        QTest::newRow("deep") << QByteArray(200'000, '[');
        QTest::newRow("negative count") << QByteArray(R"({"load":{"connections":-1}})");
        QTest::newRow("count too large") << QByteArray(R"({"load":{"connections":4294967296}})");
        QTest::newRow("duration too long") << QByteArray(R"({"load":{"duration":1e300}})");
    }
    void hostileInputIsRefused() {
        QFETCH(QByteArray, text);
        const auto plan = planFromJson(text.toStdString());
        QVERIFY(!plan.ok());
        QVERIFY(plan.error().kind == ErrorKind::InvalidInput);
    }
};

QTEST_GUILESS_MAIN(TestPlanJson)
#include "tst_plan_json.moc"
