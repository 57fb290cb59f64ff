// One sample line of an exposition: name{labels} value [timestamp] [# exemplar].
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "engine/probe/exposition.h"

namespace leaktide {

class ExpositionLine {
public:
    explicit ExpositionLine(std::string_view line) : m_rest(line) {}

    // Unset: the line has no name. {"a.name", …} has its name inside the braces; the rest is read already.
    std::optional<std::string_view> name(MetricSample& sample);
    // The part after the name; "" or what is wrong with it.
    std::string readRest(MetricSample& sample);

private:
    void skipBlanks();
    bool take(char wanted);
    std::string_view takeWhile(bool (*fits)(char));
    std::string readLabels(MetricSample& sample);
    std::string readLabel(MetricSample& sample);
    bool takeQuoted(std::string& into);
    std::string readTail();

    std::string_view m_rest;
    std::string m_quotedName;
    std::string m_wrong;  // found while the name was read
};

// "1", "-2e3", "NaN", "+Inf": as Go's strconv reads floats, without hexadecimal and underscores.
std::optional<double> parseSampleValue(std::string_view text);

}  // namespace leaktide
