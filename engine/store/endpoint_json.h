// Which request each signal grows with, as JSON and back.
#pragma once

#include <string>

#include "engine/store/run_record.h"
#include "engine/store/safe_text.h"

namespace leaktide {

// For a run file: of all signals by name; empty text where none was asked.
std::string endpointsToJson(const std::vector<SignalRecord>& signals, const SafeText& safe);
// False when the text is not what was written.
bool endpointsFromJson(const std::string& text, std::vector<SignalRecord>& signals);

}  // namespace leaktide
