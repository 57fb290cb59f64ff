// Which request each signal grows with, as JSON and back.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "engine/store/run_record.h"
#include "engine/store/safe_text.h"

namespace leaktide {

// For a report: {"requests": [{"name", "outcome", "per_request", "requests"}, …], "time": …}.
nlohmann::ordered_json endpointsReport(const EndpointFinding& finding, const std::vector<std::string>& names,
                                       const SafeText& safe);

// For a run file: of all signals by name; empty text where none was asked.
std::string endpointsToJson(const std::vector<SignalRecord>& signals, const SafeText& safe);
// False when the text is not what was written.
bool endpointsFromJson(const std::string& text, std::vector<SignalRecord>& signals);

}  // namespace leaktide
