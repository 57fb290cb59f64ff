#include "engine/run/run_ledger.h"

#include <algorithm>
#include <utility>

#include "engine/measure/hdr_files.h"

namespace leaktide {

namespace {

constexpr std::size_t MostMarks = 1000;
constexpr std::size_t MostExamples = 100;

std::optional<Beat::Latency> latencyOf(const Histogram& histogram) {
    if (histogram.count() == 0) {
        return std::nullopt;
    }
    return Beat::Latency{histogram.quantile(0.50), histogram.quantile(0.90), histogram.quantile(0.99),
                         histogram.quantile(0.999), histogram.max()};
}

}  // namespace

void addNotes(RunRecord& record, const RequestSamples& samples, const std::vector<std::string>& examples) {
    record.samples.merge(samples);
    for (const std::string& text : examples) {
        auto& all = record.failureExamples;
        if (all.size() < MostExamples && std::find(all.begin(), all.end(), text) == all.end()) {
            all.push_back(text);
        }
    }
}

void RunLedger::addInterval(const LoadInterval& interval) {
    m_open.add(interval);
}

const Beat& RunLedger::closeBeat(const BeatFacts& facts) {
    Beat beat;
    beat.tS = facts.tS;
    beat.phase = facts.phase;
    beat.targetRate = facts.targetRate;
    beat.counters = m_open.counters;
    beat.inFlight = facts.inFlight;
    beat.openConnections = facts.openConnections;
    beat.durationS = facts.tS - m_beatBeganS;
    beat.service = latencyOf(m_open.serviceTime);
    beat.response = latencyOf(m_open.responseTime);
    beat.gauges = facts.gauges;
    beat.gcCycles = facts.gcCycles;
    beat.restarts = m_restarts;
    beat.client = facts.client;
    if (m_keepsHistograms) {
        beat.histograms = std::make_shared<const Beat::Encoded>(
            Beat::Encoded{encodeForLog(m_open.serviceTime), encodeForLog(m_open.responseTime)});
    }
    m_record.totals.add(m_open);
    m_beatBeganS = facts.tS;
    m_record.beats.push_back(std::move(beat));
    if (!m_keepsHistograms) {  // an interval log has every second
        m_thinning.added(m_record.beats, m_open.serviceTime, m_open.responseTime);
    }
    LoadCounters none;
    std::swap(m_open.counters, none);
    m_open.serviceTime.reset();
    m_open.responseTime.reset();
    m_open.connections.reset();
    return m_record.beats.back();
}

void RunLedger::enterPhase(Phase phase, std::uint32_t cycle, double tS) {
    touchPhase(tS);
    if (phase != Phase::Ended) {
        m_record.phases.push_back({phase, cycle, tS, tS});
    }
}

void RunLedger::touchPhase(double tS) {
    if (!m_record.phases.empty()) {
        m_record.phases.back().toS = tS;
    }
}

Phase RunLedger::phaseAt(double tS) const {
    for (auto span = m_record.phases.rbegin(); span != m_record.phases.rend(); ++span) {
        if (span->fromS <= tS) {
            return span->phase;
        }
    }
    return Phase::Starting;
}

void RunLedger::mark(double tS, Phrase text) {
    if (m_record.marks.size() < MostMarks) {
        m_record.marks.push_back({tS, std::move(text)});
    }
}

LoadInterval RunLedger::totals() const {
    LoadInterval all = m_record.totals;
    all.add(m_open);
    return all;
}

}  // namespace leaktide
