// What kind of runtime a process has, as far as its program file tells: whether threads are all its tasks,
// and whether its memory holds garbage that is not collected yet. Reads the file once; thread-safe.
#pragma once

#include "engine/probe/proc_files.h"

namespace leaktide {

struct ProcessRuntime {
    bool lightTasks = false;  // goroutines, promises: what the kernel counts as threads says nothing of them
    bool collects = false;    // garbage
};

// Nothing of both where the file cannot be read.
ProcessRuntime runtimeOf(ProcessId pid);

}  // namespace leaktide
