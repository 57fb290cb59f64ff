// The book of a run while it goes: beats, phases, marks, totals. Belongs to the session thread; pure but for
// what it is handed.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "engine/run/beat_thinning.h"
#include "engine/store/run_record.h"

namespace leaktide {

// What only the session knows at the end of a beat.
struct BeatFacts {
    double tS = 0;
    Phase phase = Phase::Starting;
    std::optional<double> targetRate = {};
    std::uint64_t inFlight = 0;
    std::uint64_t openConnections = 0;
    std::map<std::string, double> gauges = {};
    std::optional<double> gcCycles = {};
    std::optional<ClientState> client = {};
};

// Adds what is not there yet; bounded.
void addNotes(RunRecord& record, const RequestSamples& samples, const std::vector<std::string>& examples);

class RunLedger {
public:
    explicit RunLedger(RunRecord start) : m_record(std::move(start)) {}
    void keepHistograms() { m_keepsHistograms = true; }  // of each second

    void addInterval(const LoadInterval& interval);  // any number of times within a beat
    const Beat& closeBeat(const BeatFacts& facts);
    [[nodiscard]] double beatBeganS() const { return m_beatBeganS; }
    void enterPhase(Phase phase, std::uint32_t cycle, double tS);
    void touchPhase(double tS);                    // the phase still lasts
    [[nodiscard]] Phase phaseAt(double tS) const;  // the phase the run was in then
    void mark(double tS, Phrase text);
    void countRestart() { ++m_restarts; }
    // Of the beat that is still open.
    [[nodiscard]] const LoadCounters& openCounters() const { return m_open.counters; }

    RunRecord& record() { return m_record; }
    [[nodiscard]] const RunRecord& record() const { return m_record; }
    // Totals with what came after the last closed beat.
    [[nodiscard]] LoadInterval totals() const;

private:
    RunRecord m_record;
    BeatThinning m_thinning;
    LoadInterval m_open;  // since the last closed beat
    double m_beatBeganS = 0;
    std::uint64_t m_restarts = 0;
    bool m_keepsHistograms = false;
};

}  // namespace leaktide
