// How fast the load is meant to go, and who changes that while it goes: the plan, a person, a search. Belongs
// to the session's thread.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/base/phrase.h"
#include "engine/load/load_engine.h"
#include "engine/plan/pacer.h"
#include "engine/run/search_desk.h"

namespace leaktide {

// Another rate, or the one there is times a factor.
struct RateWish {
    std::optional<Rate> rate;
    double factor = 1;
};

class LoadSteering {
public:
    explicit LoadSteering(const Plan& plan);

    void begin(const Plan& plan, double nowS, const LoadEngine& engine);  // the load of a cycle
    void end();                                                           // nothing is sent any more
    // The search ends a part of a step: what was measured so far must have been handed in before step().
    [[nodiscard]] bool turnsNow(double nowS, const LoadEngine& engine) const;
    void step(double nowS, LoadEngine& engine);
    void carryOut(const RateWish& wish, double nowS, LoadEngine& engine);

    void add(const LoadInterval& interval);
    void addSecond(bool clientLimited);
    Phrases takeMarks();  // what belongs on the time axis

    // Meant for a stretch of time; unset where the load has no rate, or did not go then.
    [[nodiscard]] std::optional<double> targetRate(double fromS, double toS) const;
    [[nodiscard]] const std::optional<Rate>& chosenRate() const { return m_rate; }  // instead of the plan's
    [[nodiscard]] std::optional<SearchRecord> search() const;
    // How much of this cycle's load is done, 0..1.
    [[nodiscard]] double share(double nowS, const LoadEngine& engine) const;

private:
    [[nodiscard]] SearchMoment momentOf(double nowS, const LoadEngine& engine) const;
    [[nodiscard]] Nanos sinceBegin(double nowS) const;
    void change(const Rate& rate, double nowS, LoadEngine& engine, Backlog backlog);

    Plan m_plan;
    Pacer m_pacer;
    double m_beganS = 0;
    bool m_runs = false;
    bool m_over = false;
    std::optional<Rate> m_rate;
    std::optional<SearchDesk> m_search;
    Phrases m_marks;
};

// To a thousandth of a request per second.
Rate rateOf(double perSecond);

}  // namespace leaktide
