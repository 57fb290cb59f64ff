// Where the results of a run go.
#pragma once

#include <string>
#include <vector>

#include "app/cli/option_table.h"
#include "engine/base/result.h"
#include "engine/report/fail_on.h"
#include "engine/store/run_record.h"

namespace leaktide::app {

struct OutputPlaces {
    std::string csvFolder;  // empty: not wanted, as all below
    std::string json;       // a file, or "-" for stdout, as all below
    std::string html;
    std::string junit;
    std::string profilesFolder;  // empty: beside the CSV, where that is wanted
    std::string hdr;      // prefix of two percentile files and two interval logs (HdrHistogram); never stdout
    std::string runFile;  // recorded by the session as it goes; must not exist yet
    FailOn failOn = FailOn::Leak;  // for JUnit and the exit code
    // Where the profiles go; empty: nowhere.
    [[nodiscard]] std::string profilesPlace() const {
        return !profilesFolder.empty() || csvFolder.empty() ? profilesFolder : csvFolder + "/profiles";
    }
    [[nodiscard]] bool stdoutIsTaken() const { return json == "-" || html == "-" || junit == "-"; }
};

// --csv, --profiles, --json, --html, --junit, --fail-on; `places` must outlive the table.
void addOutputFlags(OptionTable& table, OutputPlaces& places);

// Can all of them be written now? Makes the CSV folder.
Status checkOutputs(const OutputPlaces& places);

struct OutputReport {
    std::vector<std::string> written;   // names of what is there
    std::vector<std::string> problems;  // one sentence for each that is not
};

// Writes each of them, whatever became of the others.
OutputReport writeOutputs(const RunRecord& record, const OutputPlaces& places);

// All of `text` to stdout. Io when it cannot be written; a reader that went away is none of our business.
Status writeStdout(const std::string& text);

}  // namespace leaktide::app
