// A run as JSON, schema "leaktide.run/1" (docs/formats.md). Pure; secrets are redacted, request bodies are
// left out (their length is kept). What was not measured is null.
#pragma once

#include <string>

#include "engine/store/run_record.h"

namespace leaktide {

std::string jsonReport(const RunRecord& record);

}  // namespace leaktide
