// A run as one self-contained HTML page: verdict cards, charts as inline SVG, tables. No script, nothing is
// loaded from anywhere. The page's frame is resources/report/report.html. Pure; secrets are redacted.
#pragma once

#include <string>

#include "engine/store/run_record.h"

namespace leaktide {

std::string htmlReport(const RunRecord& record);

}  // namespace leaktide
