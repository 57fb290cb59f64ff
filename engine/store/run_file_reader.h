// Reads a run file back. The file may come from anybody: it is opened read-only, nothing in it is executed
// (no views, no triggers, no functions of its own), every size is bounded and every value checked.
#pragma once

#include <string>

#include "engine/base/result.h"
#include "engine/store/run_record.h"

namespace leaktide {

enum class RunFileState {
    Complete,  // the run ended and was closed
    Cut,       // the recording program died: all but its last second is there
};

struct LoadedRun {
    RunRecord record;
    RunFileState state = RunFileState::Complete;
};

// NotFound: no such file. InvalidInput: not a run file, damaged, or of a newer version.
Result<LoadedRun> readRunFile(const std::string& path);

}  // namespace leaktide
