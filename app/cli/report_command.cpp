#include "app/cli/report_command.h"

#include <unistd.h>

#include "app/cli/commands.h"
#include "app/cli/flag_values.h"
#include "app/cli/run_command.h"
#include "app/cli/run_outputs.h"
#include "app/cli/terminal.h"
#include "engine/report/text_report.h"
#include "engine/store/run_file_reader.h"

namespace leaktide::app {

namespace {

struct ReportOptions {
    OutputPlaces outputs;
    Colours colours = Colours::On;
    bool help = false;
};

OptionTable reportFlags(ReportOptions& options) {
    OptionTable table("leaktide-cli report FILE [flags]",
                      "Shows a run that was recorded with --save, or writes it in other formats.");
    addOutputFlags(table, options.outputs);
    table.group("Others");
    table.add({{"--no-color", "--no-colour"}, "", "no colours", does([&options] {
                   options.colours = Colours::Off;
               })});
    table.add({{"-h", "--help"}, "", "this text", does([&options] { options.help = true; })});
    return table;
}

int writeReports(const RunRecord& record, const ReportOptions& options) {
    const OutputReport outputs = writeOutputs(record, options.outputs);
    Status shown;
    if (outputs.written.empty() && outputs.problems.empty()) {
        shown = writeStdout(textReport(record, terminalOf(STDOUT_FILENO, options.colours).colours));
    }
    for (const std::string& problem : outputs.problems) {
        writeStderr("leaktide-cli: " + problem + "\n");
    }
    if (!shown) {
        writeStderr("leaktide-cli: " + shown.error().message + "\n");
    }
    if (!shown || !outputs.problems.empty()) {
        return ExitOutput;
    }
    return findingsCodeOf(record, options.outputs.failOn);
}

}  // namespace

int reportCommand(const Arguments& arguments) {
    ReportOptions options;
    const OptionTable table = reportFlags(options);
    const auto files = table.parse(arguments);
    if (!files) {
        return fail(files.error());
    }
    if (options.help) {
        return writeStdout(table.help()) ? ExitFine : ExitOutput;
    }
    if (files->size() != 1) {
        return fail(bad(files->empty() ? "report needs a run file: leaktide-cli report FILE"
                                       : "report takes one run file at a time"));
    }
    const auto run = readRunFile(files->front());
    if (!run) {
        fail(run.error());
        return ExitUsage;
    }
    if (run->state == RunFileState::Cut) {
        writeStderr("leaktide-cli: '" + files->front() +
                    "' was not closed: all but its last second is there\n");
    }
    return writeReports(run->record, options);
}

}  // namespace leaktide::app
