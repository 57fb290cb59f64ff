#include "engine/probe/probe_cost.h"

#include <utility>

#include "engine/base/text.h"
#include "engine/probe/probe_words.h"

namespace leaktide {

namespace {

std::string milliseconds(Nanos sum, std::uint64_t count) {
    return formatSignificant(1000 * toSeconds(sum) / static_cast<double>(count), 2);
}

}  // namespace

void ProbeCost::add(const Reading& reading) {
    ++m_readings;
    m_failed += reading.gauges ? 0 : 1;
    m_bytes += reading.bytes;
    m_reading += reading.roundTrip;
}

void ProbeCost::addCollection(Nanos took) {
    ++m_collections;
    m_collecting += took;
}

Phrases ProbeCost::describe() const {
    if (m_readings == 0) {
        return {};
    }
    std::vector<Phrase> parts{formatCount(m_readings), milliseconds(m_reading, m_readings),
                              formatBytes(static_cast<double>(m_bytes / m_readings))};
    if (m_failed > 0) {
        parts.emplace_back(formatCount(m_failed));
    }
    Phrases said{probeSay(m_failed > 0 ? ProbeSay::CostWithFailures : ProbeSay::Cost, std::move(parts))};
    if (m_collections > 0) {
        said.push_back(probeSay(ProbeSay::Collections,
                                {formatCount(m_collections), milliseconds(m_collecting, m_collections)}));
    }
    return said;
}

}  // namespace leaktide
