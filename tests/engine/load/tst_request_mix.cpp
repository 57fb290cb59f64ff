// Several requests in one plan: counted apart, mixed by the weights of a stage, and a second load that goes
// on where the first ended.
#include <QTemporaryDir>
#include <QtTest>
#include <algorithm>
#include <array>
#include <fstream>
#include <set>

#include "engine/load/request_mix.h"
#include "engine/plan/varied_shares.h"
#include "tests/engine/load/engine_runs.h"
#include "tests/support/fault_server.h"

using namespace leaktide;
using namespace leaktide::test;
using namespace std::chrono_literals;

namespace {

// 98 : 1 : 1 for a while, told apart: short stretches of long rounds.
Plan rarePlan() {
    Plan plan;
    for (const std::uint32_t weight : {98U, 1U, 1U}) {
        plan.requests.emplace_back().weight = weight;
    }
    plan.load.model = LoadModel::ConstantRate;
    plan.load.rate = Rate{50};
    plan.load.duration = 16s;
    plan.load.findEndpoint = true;
    return withVariedShares(plan);
}

Plan planOfTwo(const FaultServer& server, ExchangeChoice exchange = ExchangeChoice::Auto) {
    Plan plan = planFor(server.url("/ok?a"), exchange);
    plan.requests.push_back(plan.requests[0]);
    plan.requests[1].url = server.url("/ok?b");
    return plan;
}

}  // namespace

class TestRequestMix : public QObject {
    Q_OBJECT

private slots:
    void rareRequestsComeInShortStretchesToo() {
        const RequestMix mix(rarePlan());
        std::array<int, 3> sent{};
        for (std::uint64_t number = 0; number < 800; ++number) {
            ++sent[mix.at(number)];
        }
        QVERIFY2(sent[1] >= 3 && sent[2] >= 3, qPrintable(QString("%1 %2").arg(sent[1]).arg(sent[2])));
    }

    void whatSentNothingGoesOnWhereItBegan() {
        FaultServer server;
        auto engine = LoadEngine::create(planOfTwo(server), {.number = 30, .sequence = 0});
        QVERIFY(engine.ok());
        QCOMPARE((*engine)->position().number, std::uint64_t{30});
    }

    void requestsAreCountedApart_data() { addExchanges(); }
    void requestsAreCountedApart() {
        FaultServer server;
        Plan plan = planOfTwo(server, exchangeOf());
        plan.requests[0].weight = 3;
        plan.load.requests = 200;
        plan.load.threads = 2;
        const EngineRun run = runPlan(plan);
        QVERIFY(run.total.counters.byRequest == (std::vector<std::uint64_t>{150, 50}));
        QVERIFY(run.work.byRequest == run.total.counters.byRequest);
        const std::vector<std::string> targets = server.targets();
        QCOMPARE(std::count(targets.begin(), targets.end(), "/ok?b"), 50);
        plan.requests.pop_back();
        QVERIFY(runPlan(plan).total.counters.byRequest.empty());
    }

    // Each stretch has rounds of its own, whatever came before.
    void stagesMayHaveWeightsOfTheirOwn() {
        FaultServer server;
        Plan plan = planOfTwo(server);
        plan.load.model = LoadModel::Stages;
        plan.load.stages = {
            {0s, {100, 1s}, {4, 1}}, {1s, {100, 1s}, {4, 1}}, {0s, {50, 1s}, {1, 4}}, {1s, {50, 1s}, {1, 4}}};
        QVERIFY(runPlan(plan).total.counters.byRequest == (std::vector<std::uint64_t>{90, 60}));
    }

    // With the rows of a data file, and with {{seq}}.
    void aLoadGoesOnWhereTheOneBeforeEnded_data() { addExchanges(); }
    void aLoadGoesOnWhereTheOneBeforeEnded() {
        const QTemporaryDir folder;
        const std::string file = folder.filePath("data.csv").toStdString();
        {
            std::ofstream rows(file, std::ios::binary);
            rows << "id\n";
            for (int i = 0; i < 100; ++i) {
                rows << i << "\n";
            }
        }
        FaultServer server;
        Plan plan = planFor(server.url("/ok?n={{id}}&s={{seq}}"), exchangeOf());
        plan.data.file = file;
        plan.load.requests = 30;
        plan.load.threads = 2;
        auto first = LoadEngine::create(plan);
        QVERIFY(first);
        QVERIFY(drive(**first).finished);
        auto second = LoadEngine::create(plan, (*first)->position());
        QVERIFY(second);
        QVERIFY(drive(**second).finished);
        const std::vector<std::string> targets = server.targets();
        QCOMPARE(targets.size(), 60U);
        std::set<std::string> seen;
        for (const std::string& target : targets) {
            seen.insert(target.substr(0, target.find('&')));
            seen.insert(target.substr(target.find('&')));
        }
        QCOMPARE(seen.size(), 120U);  // no row and no number twice
        QVERIFY(seen.contains("/ok?n=59") && seen.contains("&s=60"));
    }
};

QTEST_GUILESS_MAIN(TestRequestMix)
#include "tst_request_mix.moc"
