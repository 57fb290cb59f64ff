// What the difference of two profiles says of a signal's growth, as a run records it. Pure.
#pragma once

#include <optional>
#include <string>

#include "engine/profile/stack_profile.h"
#include "engine/store/run_record.h"

namespace leaktide {

// `kind` as the target names it: "heap", "goroutine", "tasks". Marks and measured growth are left unset.
ProfileEvidence evidenceFrom(const StackProfile& difference, const std::string& kind);

// Adds what the signal itself did between the two marks, and a sentence where the profiles see much less.
void addMeasured(ProfileEvidence& evidence, const SignalRecord& signal, double beforeS, double afterS);

// The kind of profile that shows who holds a signal; empty: none does.
std::string profileKindFor(const std::string& signal, const std::vector<std::string>& kinds);

}  // namespace leaktide
