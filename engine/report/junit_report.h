// A run as JUnit XML, as CI systems read it: one test case per signal, and one for the target itself. Pure;
// secrets are redacted.
#pragma once

#include <string>

#include "engine/report/fail_on.h"
#include "engine/store/run_record.h"

namespace leaktide {

// A verdict that fails by `failOn` is a <failure>; one that says nothing (undecided, not measured) is
// <skipped>; a target that was lost or a run that was cut short is an <error>.
std::string junitReport(const RunRecord& record, FailOn failOn);

}  // namespace leaktide
