// What is found from several parts of a record at once: when a limit is reached at the pace of the load, what
// of RSS the allocator keeps, what of a signal the load itself explains. Pure.
#pragma once

#include "engine/store/run_record.h"

namespace leaktide {

void addFindings(RunRecord& record);

}  // namespace leaktide
