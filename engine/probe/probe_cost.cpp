#include "engine/probe/probe_cost.h"

#include "engine/base/text.h"

namespace leaktide {

namespace {

std::string milliseconds(Nanos sum, std::uint64_t count) {
    return formatSignificant(1000 * toSeconds(sum) / static_cast<double>(count), 2) + " ms";
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

std::string ProbeCost::describe() const {
    if (m_readings == 0) {
        return "";
    }
    std::string text = "; " + formatCount(m_readings) + " readings, " + milliseconds(m_reading, m_readings) +
                       " and " + formatBytes(static_cast<double>(m_bytes / m_readings)) + " each";
    if (m_failed > 0) {
        text += ", " + formatCount(m_failed) + " failed";
    }
    if (m_collections > 0) {
        text += "; garbage collected before " + formatCount(m_collections) + " of them, " +
                milliseconds(m_collecting, m_collections) + " each";
    }
    return text;
}

}  // namespace leaktide
