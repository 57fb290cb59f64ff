// The search for the highest rate that holds: which rates it tries, and how it carries them out in time.
#include <QtTest>
#include <cmath>
#include <functional>

#include "engine/run/rate_search.h"
#include "engine/run/search_desk.h"

using namespace leaktide;
using namespace std::chrono_literals;
using Outcome = SearchStep::Outcome;
using Kind = SearchStep::Kind;

namespace {

struct Walk {
    std::vector<double> rates;
    int confirmations = 0;
};

Walk walk(RateSearch& search, const std::function<Outcome(const RateSearch::Try&)>& judge) {
    Walk done;
    while (search.next() && done.rates.size() < 200) {
        const RateSearch::Try tried = *search.next();
        done.rates.push_back(tried.rate);
        done.confirmations += tried.kind == Kind::Confirm ? 1 : 0;
        search.take(judge(tried));
    }
    return done;
}

Outcome heldBelow(double capacity, const RateSearch::Try& tried) {
    return tried.rate <= capacity ? Outcome::Held : Outcome::Broke;
}

LoadPlan searchPlan() {
    LoadPlan plan;
    plan.model = LoadModel::ConstantRate;
    plan.rate = Rate{100};
    plan.search.emplace();
    plan.search->budgets = {*parseBudget("p99<50ms")};
    plan.search->settle = 1s;
    plan.search->step = 2s;
    plan.search->confirm = 5s;
    return plan;
}

// A target of a known capacity, in time that a test sets: above it every answer takes a second.
class SimulatedLoad {
public:
    SimulatedLoad(const LoadPlan& plan, double capacity, bool clientIsSlow = false)
        : m_desk(plan, ConnectionPlan()),
          m_capacity(capacity),
          m_clientIsSlow(clientIsSlow),
          m_rate(plan.rate->perSecond()) {
        m_desk.begin(moment());
    }

    void runFor(double seconds) {
        for (const double endS = m_nowS + seconds; m_nowS < endS && !m_desk.ended();) {
            tick();
        }
    }
    [[nodiscard]] const SearchRecord& record() const { return m_desk.record(); }
    [[nodiscard]] double nowS() const { return m_nowS; }

private:
    static constexpr double TickS = 0.01;

    void tick() {
        m_nowS += TickS;
        m_due += m_rate * TickS;
        LoadInterval interval;
        const auto before = m_work.done;
        m_work.done = static_cast<std::uint64_t>(m_due);
        const std::uint64_t results = m_work.done - before;
        interval.counters.requests = results;
        interval.counters.ok = results;
        const bool over = m_rate > m_capacity;
        interval.responseTime.recordMany(over ? Nanos(1s) : Nanos(1ms), results);
        interval.counters.heldUp = over && m_clientIsSlow ? results : 0;
        m_desk.add(interval);
        if (m_desk.turnsNow(moment())) {
            m_rate = m_desk.turn(moment()).value_or(m_rate);
        }
    }
    [[nodiscard]] SearchMoment moment() const {
        return {.nowS = m_nowS, .work = m_work, .due = static_cast<std::uint64_t>(m_due)};
    }

    SearchDesk m_desk;
    double m_capacity;
    bool m_clientIsSlow;
    double m_rate;
    double m_nowS = 0;
    double m_due = 0;
    WorkCounters m_work;
};

}  // namespace

class TestRateSearch : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void findsTheCapacityToFivePercent_data() {
        QTest::addColumn<double>("capacity");
        for (const double capacity : {1.0, 1.04, 37.0, 999.0, 12345.6, 4e6}) {
            QTest::newRow(qPrintable(QString::number(capacity))) << capacity;
        }
    }
    void findsTheCapacityToFivePercent() {
        QFETCH(double, capacity);
        RateSearch search({.from = 1, .to = {}, .precision = 0.05});
        const Walk done = walk(search, [&](const auto& tried) { return heldBelow(capacity, tried); });
        QVERIFY(search.end() == SearchEnd::Found);
        QVERIFY(*search.found() <= capacity && *search.found() * 1.05 >= capacity * 0.999);
        QCOMPARE(done.confirmations, 1);
        QCOMPARE(done.rates.back(), *search.found());
        QVERIFY(done.rates.size() < 3 + std::ceil(std::log2(capacity) + 1) + 6);
    }

    void notEvenTheLowest() {
        RateSearch search({.from = 10, .to = {}, .precision = 0.05});
        QCOMPARE(walk(search, [](const auto&) { return Outcome::Broke; }).rates, std::vector<double>{10});
        QVERIFY(search.end() == SearchEnd::NoneHeld && !search.found());
    }

    void neverAboveTheHighestAllowed() {
        RateSearch search({.from = 10, .to = 70, .precision = 0.05});
        const Walk done = walk(search, [](const auto&) { return Outcome::Held; });
        QCOMPARE(done.rates, (std::vector<double>{10, 20, 40, 70, 70}));
        QVERIFY(search.end() == SearchEnd::HighestAllowed);
        QCOMPARE(*search.found(), 70.0);
    }

    // Held in every short step up to 1000, but only up to 500 for long.
    void fallsBackWhenWhatWasFoundDoesNotHoldForLonger() {
        RateSearch search({.from = 100, .to = {}, .precision = 0.05});
        const Walk done = walk(search, [](const RateSearch::Try& tried) {
            return heldBelow(tried.kind == Kind::Confirm ? 900 : 1000, tried);
        });
        QVERIFY(search.end() == SearchEnd::Found);
        QVERIFY2(*search.found() <= 900 && *search.found() >= 800,
                 qPrintable(QString::number(*search.found())));
        QVERIFY(done.confirmations > 1);
    }

    void whatNeverHoldsForLongIsNotFound() {
        RateSearch search({.from = 100, .to = {}, .precision = 0.05});
        walk(search, [](const RateSearch::Try& tried) {
            return tried.kind == Kind::Confirm ? Outcome::Broke : heldBelow(1000, tried);
        });
        QVERIFY(search.end() == SearchEnd::NoneHeld && !search.found());
    }

    void stopsWhereTheClientIsTheLimit() {
        RateSearch search({.from = 100, .to = {}, .precision = 0.05});
        const Walk done = walk(search, [](const RateSearch::Try& tried) {
            return tried.rate <= 1000 ? Outcome::Held : Outcome::ClientLimited;
        });
        QCOMPARE(done.rates, (std::vector<double>{100, 200, 400, 800, 1600, 800}));
        QVERIFY(search.end() == SearchEnd::ClientLimit);
        QCOMPARE(*search.found(), 800.0);
    }

    void eachStepSettlesAndIsJudgedForItsTime() {
        SimulatedLoad load(searchPlan(), 950);
        load.runFor(600);
        const SearchRecord& record = load.record();
        QVERIFY(record.end == SearchEnd::Found);
        QVERIFY(*record.found <= 950 && *record.found >= 900);
        double before = 0;
        for (const SearchStep& step : record.steps) {
            QVERIFY(step.fromS - before >= 0.99);
            const double wanted = step.kind == Kind::Confirm ? 5 : 2;
            QVERIFY2(std::abs(step.toS - step.fromS - wanted) < 0.03,
                     qPrintable(QString::number(step.toS - step.fromS)));
            QVERIFY(std::abs(step.reached - step.rate) < 0.02 * step.rate + 1);
            QCOMPARE(step.outcome == Outcome::Held, step.rate <= 950);
            before = step.toS;
        }
        QVERIFY2(record.steps[4].why.find("p99<50ms: 1.00 s") != std::string::npos,
                 record.steps[4].why.c_str());
    }

    void aClientThatHoldsItsOwnRequestsUpIsNamed() {
        SimulatedLoad load(searchPlan(), 950, true);
        load.runFor(600);
        QVERIFY(load.record().end == SearchEnd::ClientLimit);
        QCOMPARE(*load.record().found, 800.0);
    }

    void whatEndsTooEarlyIsCut() {
        SearchDesk desk(searchPlan(), ConnectionPlan());
        desk.begin({});
        desk.cut();
        QVERIFY(desk.record().end == SearchEnd::Cut && !desk.record().found);
    }
};

QTEST_GUILESS_MAIN(TestRateSearch)
#include "tst_rate_search.moc"
