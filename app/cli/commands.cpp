#include "app/cli/commands.h"

#include <iostream>

#include "app/cli/judge_command.h"
#include "app/cli/metrics_command.h"
#include "app/cli/profile_command.h"
#include "app/cli/report_command.h"
#include "app/cli/run_command.h"

namespace leaktide::app {

const std::vector<Command>& commands() {
    static const std::vector<Command> all{
        {"run", "Load a server, watch it, say whether it leaks", runCommand},
        {"report", "Show a recorded run, or write it as CSV, JSON, HTML or JUnit", reportCommand},
        {"judge", "Say whether a recorded series (CSV) leaks", judgeCommand},
        {"metrics", "List the series that a target shows", metricsCommand},
        {"profile", "Show a profile of pprof, or what changed between two", profileCommand},
    };
    return all;
}

int exitCodeOf(ErrorKind kind) {
    switch (kind) {
        case ErrorKind::InvalidInput:
            return ExitUsage;
        case ErrorKind::Unreachable:
        case ErrorKind::NotFound:
        case ErrorKind::Protocol:
            return ExitUnreachable;
        case ErrorKind::Interrupted:
            return ExitInterrupted;
        case ErrorKind::Io:
        case ErrorKind::Internal:
            return ExitInternalError;
    }
    return ExitInternalError;
}

int fail(const Error& error) {
    std::cerr << "leaktide-cli: " << error.message << std::endl;
    return exitCodeOf(error.kind);
}

}  // namespace leaktide::app
