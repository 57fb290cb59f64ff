#include "engine/run/rest_watch.h"

#include <algorithm>

#include "engine/run/doubt.h"
#include "engine/trend/patterns.h"

namespace leaktide {

namespace {

constexpr std::size_t MostPoints = 1000;
constexpr double LookBackS = 1;
constexpr double StaleS = 2;
constexpr double BetweenCollectionsS = 1;
constexpr double SweepingS = 0.3;
constexpr double FreshS = 3;
constexpr double FastShare = 0.01;           // of what is left, in a second
constexpr double SweptShare = 0.05;          // of what is left, between two collections
constexpr double SweptNoise = 256.0 * 1024;  // what a runtime keeps for itself goes with the second one
constexpr double MostRise = 0.1;             // of a fall, for it to be one
constexpr double SlowestReturnS = 1800;      // what takes longer is called kept
constexpr std::size_t FewestPoints = 10;
constexpr double FewestFallen = 5;  // times the smallest

double smallest(const SignalSpec& spec) {
    return spec.unit == SignalUnit::Items ? 2 : 64 * 1024;
}

// How many seconds a level that falls steadily needs to be where it was before the load.
template <typename Points>
std::optional<double> secondsToReturn(const Points& points, double left, double leastFall) {
    if (points.size() < FewestPoints) {
        return std::nullopt;
    }
    double rises = 0;
    for (std::size_t i = 1; i < points.size(); ++i) {
        rises += std::max(0.0, points[i].value - points[i - 1].value);
    }
    const auto& middle = points[points.size() / 2];
    const double fell = points.front().value - points.back().value;
    const double fellLately = middle.value - points.back().value;
    const double lately = points.back().tS - middle.tS;
    if (fell < leastFall || rises > MostRise * fell || fellLately < fell / 4 || lately <= 0) {
        return std::nullopt;
    }
    return left / (fellLately / lately);
}

}  // namespace

void RestWatch::see(const Reading& reading, double tS, Phase phase) {
    if (!reading.gauges) {
        m_unable = m_unable || (m_unanswered >= 0 && ++m_unanswered > 1);
        return;
    }
    const bool after = phase == Phase::Drain || phase == Phase::Collect;
    if (phase != m_phase) {
        for (auto& [name, level] : m_levels) {
            level.recent.clear();
            level.swept = after ? level.swept : std::vector<double>();
        }
        m_collectedS = after ? m_collectedS : -1;
        m_unanswered = -1;
        m_unable = m_unable && after;
        m_restSinceS = tS;
    }
    m_phase = phase;
    m_tS = tS;
    m_atRest = phase != Phase::Load && reading.work.inFlight == 0;
    m_restSinceS = m_atRest ? m_restSinceS : tS;
    m_collector = m_collector || (collectionsSeen(*reading.gauges) && !reading.gauges->collectsOnAskingOnly);
    m_collected = m_atRest && reading.collected;
    if (m_collected) {
        m_collectedS = after ? tS : -1;
        m_unanswered = -1;
    } else if (m_unanswered >= 0) {
        m_unable = m_unable || ++m_unanswered > 1;  // the first may have been under way
    }
}

void RestWatch::add(const SignalSpec& spec, double value) {
    if (!m_atRest) {
        return;
    }
    const auto [entry, isNew] = m_levels.try_emplace(spec.name, Level{.spec = spec});
    Level& level = entry->second;
    if (m_phase == Phase::Baseline || m_phase == Phase::Starting) {
        level.idle = isNew || m_collected ? value : level.idle + (value - level.idle) / 4;
        return;
    }
    level.recent.push_back({m_tS, value});
    while (level.recent.size() > MostPoints ||
           (m_phase == Phase::Drain && level.recent.size() > 2 && level.recent[1].tS <= m_tS - LookBackS)) {
        level.recent.pop_front();
    }
    if (isSwept(level)) {
        addSwept(level, value);
    }
}

void RestWatch::addSwept(Level& level, double value) const {
    if (m_collected) {
        level.swept.push_back(value);
        level.swept.erase(level.swept.begin(),
                          level.swept.size() > 2 ? level.swept.end() - 2 : level.swept.begin());
    } else if (!level.swept.empty() && m_tS - m_collectedS < SweepingS) {
        level.swept.back() = std::min(level.swept.back(), value);  // sweeping goes on after a collection
    }
}

bool RestWatch::isSwept(const Level& level) const {
    const std::string& name = level.spec.name;
    return m_collector && (name == "heap_in_use" || name == "heap_allocated" || name == "heap_live");
}

// Two collections left the same, or one left nothing of the load.
bool RestWatch::heapIsQuiet(const Level& level) const {
    if (level.swept.empty()) {
        return false;
    }
    const double left = level.swept.back() - level.idle;
    if (left <= std::max(smallest(level.spec), FastShare * level.idle)) {
        return true;
    }
    return level.swept.size() > 1 &&
           level.swept.front() - level.swept.back() <= std::max(SweptShare * left, SweptNoise);
}

bool RestWatch::isQuiet(const Level& level, double nowS) const {
    if (isSwept(level)) {
        return m_unable || heapIsQuiet(level);
    }
    if (level.recent.empty()) {
        return true;
    }
    const Point& first = level.recent.front();
    const Point& last = level.recent.back();
    if (last.tS - first.tS < LookBackS) {
        return nowS > m_restSinceS + StaleS;
    }
    const double fell = (first.value - last.value) / (last.tS - first.tS);
    return fell <= std::max(smallest(level.spec), FastShare * (level.left() + fell));
}

bool RestWatch::quiet(double nowS) const {
    return std::all_of(m_levels.begin(), m_levels.end(),
                       [this, nowS](const auto& entry) { return isQuiet(entry.second, nowS); });
}

std::vector<std::string> RestWatch::notQuiet(double nowS) const {
    std::vector<std::string> labels;
    for (const auto& [name, level] : m_levels) {
        const bool unknown = isSwept(level) && level.swept.size() < 2;  // nobody saw it fall
        if (!unknown && !isQuiet(level, nowS)) {
            labels.push_back(level.spec.label);
        }
    }
    return labels;
}

// Counts first: while they fall, a collection is too early.
bool RestWatch::takeCollectionWish(double nowS) {
    bool heapIsOpen = false;
    for (const auto& [name, level] : m_levels) {
        const bool quiet = isQuiet(level, nowS);
        heapIsOpen = heapIsOpen || (isSwept(level) && !quiet);
        if (!isSwept(level) && !quiet) {
            return false;
        }
    }
    if (!heapIsOpen || m_phase != Phase::Drain || !m_atRest || m_unanswered >= 0 ||
        (m_collectedS >= 0 && nowS < m_collectedS + BetweenCollectionsS)) {
        return false;
    }
    m_unanswered = 0;
    return true;
}

bool RestWatch::stillFalls(const SignalSpec& spec) const {
    const auto found = m_levels.find(spec.name);
    if (found == m_levels.end()) {
        return false;
    }
    const Level& level = found->second;
    if (isSwept(level)) {
        return level.swept.size() > 1 && !heapIsQuiet(level);
    }
    const auto seconds = secondsToReturn(level.recent, level.left(), FewestFallen * smallest(spec));
    return seconds && *seconds < SlowestReturnS;
}

TrendVerdict RestWatch::check(const SignalSpec& spec, TrendVerdict verdict) const {
    return verdict.verdict == Verdict::Leak && stillFalls(spec)
               ? doubted(spec, std::move(verdict), say(Say::StillGivenBack))
               : verdict;
}

bool RestWatch::needsNoCollection(double nowS) const {
    return m_unable || (m_collectedS >= 0 && nowS < m_collectedS + FreshS);
}

}  // namespace leaktide
