// Whether what the load left in a target has come to rest. Only then is it a level that was kept; what is
// still being given back is a backlog. Counts are seen to fall; a heap under a collector falls at a
// collection only, so that two in a row must leave the same. Pure.
#pragma once

#include <deque>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "engine/measure/signal.h"
#include "engine/probe/reading.h"
#include "engine/store/run_record.h"
#include "engine/trend/verdict.h"

namespace leaktide {

class RestWatch {
public:
    // A reading, then each signal of it that is judged.
    void see(const Reading& reading, double tS, Phase phase);
    void add(const SignalSpec& spec, double value);
    void cut() { *this = RestWatch(); }  // the target restarted

    // Nothing fell during the last second of readings, and collections leave the same.
    [[nodiscard]] bool quiet(double nowS) const;
    [[nodiscard]] std::vector<std::string> notQuiet(double nowS) const;  // labels of what is seen to fall
    // A collection now would tell more of the heap: the next reading but one must follow it.
    bool takeCollectionWish(double nowS);
    // Another collection would tell nothing: the last is a moment ago, or the target did not collect when it
    // should.
    [[nodiscard]] bool needsNoCollection(double nowS) const;
    // What was left of the signal is still being given back.
    [[nodiscard]] bool stillFalls(const SignalSpec& spec) const;
    // The verdict; a leak becomes "growing, undecided" where it still falls.
    [[nodiscard]] TrendVerdict check(const SignalSpec& spec, TrendVerdict verdict) const;

private:
    struct Point {
        double tS = 0;
        double value = 0;
    };
    struct Level {
        SignalSpec spec;
        double idle = 0;                 // before the load
        std::deque<Point> recent = {};   // at rest: a second of the drain, then all that follows it
        std::vector<double> swept = {};  // what collections at rest left; the newest two
        [[nodiscard]] double left() const { return recent.empty() ? 0 : recent.back().value - idle; }
    };
    [[nodiscard]] bool isSwept(const Level& level) const;
    [[nodiscard]] bool heapIsQuiet(const Level& level) const;
    [[nodiscard]] bool isQuiet(const Level& level, double nowS) const;
    void addSwept(Level& level, double value) const;

    std::map<std::string, Level> m_levels;
    Phase m_phase = Phase::Starting;  // of the reading at hand
    double m_tS = 0;
    double m_restSinceS = 0;
    bool m_atRest = false;     // nothing in flight, and no load
    bool m_collected = false;  // just before it
    bool m_collector = false;  // the target has one that can be seen at work
    double m_collectedS = -1;  // the last time at rest
    int m_unanswered = -1;     // readings since a wish that followed no collection; -1: none wished
    bool m_unable = false;     // the target does not collect when it should
};

}  // namespace leaktide
