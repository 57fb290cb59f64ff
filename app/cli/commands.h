// The commands of leaktide-cli, one file each.
#pragma once

#include <string_view>
#include <vector>

#include "app/cli/option_table.h"

namespace leaktide::app {

// What the program's end tells a script.
enum ExitCode : int {
    ExitFine = 0,
    ExitInternalError = 1,
    ExitUsage = 2,        // a flag, a plan or a file that makes no sense
    ExitUnreachable = 3,  // the target never answered, or was lost for good
    ExitOutput = 4,       // a result could not be written
    ExitLeakAndGoal = 97,
    ExitLeak = 98,
    ExitGoal = 99,  // a threshold does not hold, or a search found no rate
    ExitInterrupted = 105,
};

struct Command {
    std::string_view name;
    std::string_view summary;
    int (*run)(const Arguments& arguments);  // arguments after the command's name; returns an ExitCode
};

const std::vector<Command>& commands();

// "leaktide-cli: …" on stderr; returns the exit code that fits the error.
int fail(const Error& error);
int exitCodeOf(ErrorKind kind);

}  // namespace leaktide::app
