// How a load is varied to tell its requests apart: the rates stay what they are on the average, the pattern
// is what the stages say, and what cannot be varied is refused.
#include <QtTest>
#include <nlohmann/json.hpp>

#include "engine/plan/pacer.h"
#include "engine/plan/plan_json.h"
#include "engine/plan/plan_rules.h"
#include "engine/plan/varied_shares.h"

using namespace leaktide;
using namespace std::chrono_literals;

namespace {

Plan planOf(const std::vector<std::uint32_t>& weights) {
    Plan plan;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        RequestSpec& request = plan.requests.emplace_back();
        request.url = "http://127.0.0.1:1/" + std::to_string(i);
        request.weight = weights[i];
    }
    plan.load.model = LoadModel::ConstantRate;
    plan.load.rate = Rate{1000};
    plan.load.duration = 32s;
    plan.load.findEndpoint = true;
    return plan;
}

std::string mistakesOf(const Plan& plan) {
    return joinMistakes(findMistakes(plan));
}

}  // namespace

class TestVariedShares : public QObject {
    Q_OBJECT

private slots:
    void everyRequestKeepsItsRateOnTheAverage() {
        const std::vector<std::uint32_t> weights{98, 1, 1};
        const Plan varied = withVariedShares(planOf(weights));
        QVERIFY(varied.load.model == LoadModel::Stages && !varied.load.rate);
        std::vector<double> sent(weights.size());
        Nanos length{};
        for (const Stage& stage : varied.load.stages) {
            double all = 0;
            for (const std::uint32_t weight : stage.weights) {
                all += weight;
            }
            for (std::size_t i = 0; i < weights.size(); ++i) {
                sent[i] += toSeconds(stage.duration) * stage.rate.perSecond() * stage.weights[i] / all;
            }
            length += stage.duration;
        }
        QVERIFY(length == 32s);
        QVERIFY(std::abs(sent[0] - 980 * 32) < 1 && std::abs(sent[1] - 10 * 32) < 1);
        QVERIFY(std::abs(static_cast<double>(Pacer(varied.load).dueBefore(32s)) - 32'000) < 40);
        QVERIFY2(mistakesOf(varied).empty(), mistakesOf(varied).c_str());
    }

    void aLongLoadGoesThroughThePatternsAgain() {
        Plan plan = planOf({1, 1});
        plan.load.duration = 10min;
        const Plan varied = withVariedShares(plan);
        QCOMPARE(varied.load.stages.size(), 2 * 4 * ShareStretches);  // a jump and a stretch each
        QVERIFY(varied.load.stages[1].weights == varied.load.stages[1 + 2 * ShareStretches].weights);
        QVERIFY(varied.load.stages[1].duration > 4s);
    }

    void otherPlansStayAsTheyAre() {
        Plan plan = planOf({1, 1});
        const Plan varied = withVariedShares(plan);
        QVERIFY(withVariedShares(varied) == varied);
        plan.load.findEndpoint = false;
        QVERIFY(withVariedShares(plan) == plan);
    }

    void aVariedPlanGoesThroughJson() {
        const Plan varied = withVariedShares(planOf({3, 1}));
        const auto read = planFromJson(planToJson(varied, Secrets::Keep).dump());
        QVERIFY2(read, read ? "" : read.error().message.c_str());
        QVERIFY(*read == varied);
    }

    void whatCannotBeVariedIsRefused() {
        QVERIFY(mistakesOf(planOf({1, 1})).empty());
        QVERIFY(mistakesOf(planOf({1})).find("two or more") != std::string::npos);
        QVERIFY(mistakesOf(planOf(std::vector<std::uint32_t>(17, 1))).find("at most 16") !=
                std::string::npos);
        Plan closed = planOf({1, 1});
        closed.load.model = LoadModel::Closed;
        closed.load.rate.reset();
        QVERIFY(mistakesOf(closed).find("constant rate") != std::string::npos);
        Plan hurried = planOf({1, 1});
        hurried.load.duration = 15s;
        QVERIFY(mistakesOf(hurried).find("16 s") != std::string::npos);
        Plan wrong = withVariedShares(planOf({1, 1}));
        wrong.load.stages[3].weights = {0, 0};
        QVERIFY(mistakesOf(wrong).find("load.stages[3].weights") != std::string::npos);
        wrong.load.stages[3].weights = {1};
        QVERIFY(mistakesOf(wrong).find("one for each request") != std::string::npos);
    }
};

QTEST_GUILESS_MAIN(TestVariedShares)
#include "tst_varied_shares.moc"
