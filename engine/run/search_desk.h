// Carries a search for the highest rate out in time: lets each step settle, judges what follows, and says
// which rate is next. Belongs to the session's thread; pure but for what it is handed.
#pragma once

#include <optional>

#include "engine/measure/load_interval.h"
#include "engine/measure/work.h"
#include "engine/plan/plan.h"
#include "engine/run/rate_search.h"

namespace leaktide {

struct SearchMoment {
    double nowS = 0;
    WorkCounters work;
    std::uint64_t due = 0;  // by the schedule, since the load began
};

class SearchDesk {
public:
    explicit SearchDesk(const LoadPlan& plan, const ConnectionPlan& connection);

    void begin(const SearchMoment& moment);  // the load has begun at the first rate
    // A part of a step ends now: what was measured so far must have been handed in before turn().
    [[nodiscard]] bool turnsNow(const SearchMoment& moment) const;
    // Ends that part. A rate: go on at this one, without what is still due from the one before.
    std::optional<double> turn(const SearchMoment& moment);

    void add(const LoadInterval& interval);
    void addSecond(bool clientLimited) {
        ++m_seconds;
        m_limitedSeconds += clientLimited ? 1 : 0;
    }
    void cut();  // the load ended before the search did
    [[nodiscard]] const SearchRecord& record() const { return m_record; }
    [[nodiscard]] bool ended() const { return m_record.end != SearchEnd::Running; }
    [[nodiscard]] double share() const { return m_search.share(); }

private:
    void settle(const SearchMoment& moment);
    void judge(const SearchMoment& moment);
    [[nodiscard]] SearchStep::Outcome outcomeOf(SearchStep& step, double seconds) const;
    [[nodiscard]] bool clientWasLimit() const;

    SearchPlan m_plan;
    double m_timeoutS;
    RateSearch m_search;
    SearchRecord m_record;

    // Of the step under way.
    double m_beganS = 0;
    std::uint64_t m_inFlightBefore = 0;  // results there must be until what an earlier rate sent is answered
    bool m_judging = false;
    double m_judgedSinceS = 0;
    std::uint64_t m_dueBefore = 0;
    std::uint64_t m_sentBefore = 0;
    LoadInterval m_measured;
    int m_seconds = 0;
    int m_limitedSeconds = 0;
};

}  // namespace leaktide
