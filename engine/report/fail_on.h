// Which verdicts make a run fail: the exit code of the command line and the failures of a JUnit report.
#pragma once

#include <optional>
#include <string_view>

#include "engine/store/run_record.h"

namespace leaktide {

enum class FailOn {
    Leak,       // a leak was found
    Undecided,  // or something grew and it could not be told
    Nothing,
};
std::optional<FailOn> failOnFromWord(std::string_view word);  // "leak", "undecided", "none"

bool isUndecided(Verdict verdict);
bool fails(const SignalRecord& signal, FailOn failOn);
bool anyFails(const RunRecord& record, FailOn failOn);
// No signal was measured, or none for long enough: nothing says whether the target leaks. With
// FailOn::Undecided that fails too.
bool nothingWasJudged(const RunRecord& record);

}  // namespace leaktide
