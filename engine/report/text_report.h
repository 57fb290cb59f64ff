// The summary of a run that a person reads in a terminal. Pure; secrets are redacted; what came from a peer
// cannot steer the terminal.
#pragma once

#include <string>
#include <string_view>

#include "engine/store/run_record.h"

namespace leaktide {

enum class Colours { Off, On };

// Text in the colour of a verdict or a warning (ANSI SGR), or as it is.
enum class Ink { Plain, Dim, Bold, Good, Watch, Bad };
std::string inked(std::string_view text, Ink ink, Colours colours);
Ink inkOf(Verdict verdict);

std::string textReport(const RunRecord& record, Colours colours);

}  // namespace leaktide
