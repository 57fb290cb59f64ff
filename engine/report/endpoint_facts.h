// Which request leaks, for every report: one row for each request of the plan. Pure.
#pragma once

#include <string>
#include <vector>

#include "engine/report/load_facts.h"
#include "engine/store/run_record.h"

namespace leaktide {

// {"POST /orders", "8,000 requests", "1.00 tasks (0.98 to 1.02), 4.1 KiB (4.0 KiB to 4.2 KiB) per request"};
// nothing where it was not asked, or nothing leaks.
std::vector<FactRow> endpointRows(const RunRecord& record);

std::string endpointsCsv(const RunRecord& record);

}  // namespace leaktide
