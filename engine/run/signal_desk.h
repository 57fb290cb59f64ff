// Where readings become signals: one series and one detector for each gauge the target shows.
// Belongs to the session thread.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/measure/bounded_series.h"
#include "engine/probe/reading.h"
#include "engine/run/garbage_check.h"
#include "engine/run/rest_watch.h"
#include "engine/run/steady_word.h"
#include "engine/store/run_record.h"
#include "engine/trend/drained_levels.h"
#include "engine/trend/endpoint_series.h"
#include "engine/trend/rest_series.h"
#include "engine/trend/trend_detector.h"

namespace leaktide {

enum class Judged { Live, AtTheEnd };

class SignalDesk {
public:
    // Beside the canonical signals those of the user's own choice are kept; the rest of a reading is not.
    // `endpoints`: the names of the requests that growth is to be told apart by; empty: it is not.
    explicit SignalDesk(const std::vector<SignalChoice>& choices = {},
                        std::vector<std::string> endpoints = {});
    // `tS` is the reading's time since the run began; `phase` the phase the run was in at that time.
    void add(const Reading& reading, double tS, Phase phase);
    // The values of the last good reading, by signal name.
    [[nodiscard]] const std::map<std::string, double>& latest() const { return m_latest; }
    // Growth that was withdrawn since the last call, for the time axis.
    std::vector<Mark> takeMarks() { return std::exchange(m_marks, {}); }
    [[nodiscard]] std::optional<double> gcCycles() const { return m_gcCycles; }
    // Whether what the load left has come to rest, and what would tell.
    RestWatch& rest() { return m_rest; }
    // More of the same load would settle a verdict.
    [[nodiscard]] bool undecided() const;
    // In canonical order; the three main signals and those of the user's choice stand there even when the
    // target does not show them.
    [[nodiscard]] std::vector<SignalRecord> records(Judged judged) const;

private:
    struct Desk {
        Desk(const SignalSpec& spec, std::size_t endpoints);
        SignalSpec spec;
        TrendDetector detector;
        SteadyWord word;
        EndpointSeries endpoints;
        RestSeries drain;                   // of this cycle
        std::vector<DrainedLevel> drained;  // of those before
        BoundedSeries<SignalPoint> points;
        std::optional<double> limit;
        double lastS = 0;         // of a reading after the load
        double lastRequests = 0;  // done by then

        void closeDrain();  // another load begins
        [[nodiscard]] std::vector<DrainedLevel> levels() const;
    };
    enum class Use { LeftOut, Recorded, Judged };
    [[nodiscard]] const SignalSpec* find(const std::string& name) const;
    [[nodiscard]] Use useOf(const SignalSpec& spec) const;
    [[nodiscard]] TrendVerdict finish(const Desk& desk) const;
    void keepLive(const Reading& reading, double tS, Phase phase);
    // What was left by the last collection, where that is what counts and it is not too long ago.
    [[nodiscard]] std::optional<double> liveValue(const std::string& name, double tS) const;
    void judge(Desk& desk, const Reading& reading, double tS, TrendPhase phase);
    void tellEndpoints(std::vector<SignalRecord>& signals) const;
    void see(Desk& desk, double tS);

    std::vector<SignalSpec> m_known;   // in the order in which they are shown
    std::vector<std::string> m_asked;  // by name: told even when the target does not show them
    std::vector<std::string> m_endpoints;
    std::map<std::string, Desk> m_desks;
    std::vector<Mark> m_marks;
    std::map<std::string, double> m_latest;
    std::optional<double> m_gcCycles;
    GarbageCheck m_garbage;
    RestWatch m_rest;
    std::map<std::string, double> m_live;  // the values of the last reading right after a collection
    double m_liveUntilS = 0;               // they stand for the heap until then
    bool m_underLoad = false;
    bool m_heapKnown = false;
};

}  // namespace leaktide
