#include <QtTest>

#include "engine/plan/plan_rules.h"

using namespace leaktide;

namespace {

Plan goodPlan() {
    Plan plan;
    plan.requests.push_back({});
    plan.requests[0].url = "http://127.0.0.1:8080/json";
    return plan;
}

}  // namespace

class TestPlanRules : public QObject {
    Q_OBJECT
private slots:
    void aGoodPlanHasNoMistakes() { QCOMPARE(joinMistakes(findMistakes(goodPlan())), std::string()); }

    void everyMistakeIsNamedAtOnce() {
        Plan plan = goodPlan();
        plan.requests[0].url = "gopher://x";
        plan.requests[0].method = "GE T";
        plan.requests[0].headers = {{"Bad Name", "x"}, {"Good", "a\r\nInjected: 1"}};
        plan.load.connections = 0;
        plan.load.model = LoadModel::ConstantRate;
        const std::string all = joinMistakes(findMistakes(plan));
        for (const char* path :
             {"requests[0].url: ", "requests[0].method: ", "requests[0].headers[0].name: ",
              "requests[0].headers[1].value: ", "load.connections: ", "load.rate: must be > 0"}) {
            QVERIFY2(all.find(path) != std::string::npos, (all + " lacks " + path).c_str());
        }
    }

    void stagesHaveTheirPath() {
        Plan plan = goodPlan();
        plan.load.model = LoadModel::Stages;
        plan.load.stages = {{std::chrono::seconds(1), {10}}, {Nanos(-1), {10}}};
        QCOMPARE(findMistakes(plan), (std::vector<PlanMistake>{{"load.stages[1].duration", "must be >= 0"}}));
        plan.load.stages = {{Nanos(0), {10}}, {std::chrono::seconds(1), {10}}};  // a jump
        QVERIFY(findMistakes(plan).empty());
        plan.load.stages.pop_back();
        QCOMPARE(findMistakes(plan),
                 (std::vector<PlanMistake>{{"load.stages", "must take some time together"}}));
    }

    void searchesHaveTheirRules() {
        Plan plan = goodPlan();
        plan.load.search.emplace();
        QVERIFY(joinMistakes(findMistakes(plan)).find("load.search: only goes with") != std::string::npos);
        plan.load.model = LoadModel::ConstantRate;
        plan.load.rate = Rate{100};
        QVERIFY(joinMistakes(findMistakes(plan)).find("load.search.budgets: ") != std::string::npos);
        plan.load.search->budgets = {*parseBudget("p99<50ms")};
        QVERIFY(findMistakes(plan).empty());
        plan.load.search->to = Rate{50};
        plan.phases.cycles = 2;
        const std::string all = joinMistakes(findMistakes(plan));
        QVERIFY(all.find("load.search.to: ") != std::string::npos);
        QVERIFY(all.find("phases.cycles: ") != std::string::npos);
    }

    void checksHaveTheirPath() {
        Plan plan = goodPlan();
        plan.checks = {"status=200", "status=2000"};
        plan.requests[0].checks = {"body~"};
        plan.load.misbehaviour = Misbehaviour{Misbehaviour::Kind::ReadSlowly, 10, Nanos(1), 0};
        const std::string all = joinMistakes(findMistakes(plan));
        for (const char* part :
             {"requests[0].checks[0]: the check 'body~' needs a text",
              "checks[1]: the check 'status=2000' needs statuses", "load.misbehaviour.bytes: must be > 0"}) {
            QVERIFY2(all.find(part) != std::string::npos, (all + " lacks " + part).c_str());
        }
        QCOMPARE(findMistakes(plan).size(), 3U);
    }

    void readingsComeTenASecondInShortRuns() {
        Plan plan = goodPlan();
        QCOMPARE(probeInterval(plan), Nanos(std::chrono::milliseconds(100)));
        plan.load.duration = std::chrono::minutes(2);
        QCOMPARE(probeInterval(plan), Nanos(std::chrono::milliseconds(500)));
    }
};

QTEST_GUILESS_MAIN(TestPlanRules)
#include "tst_plan_rules.moc"
