#include "app/cli/run_outputs.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <system_error>

#include "app/cli/flag_values.h"
#include "engine/base/text.h"
#include "engine/measure/hdr_files.h"
#include "engine/report/csv_report.h"
#include "engine/report/file_writer.h"
#include "engine/report/html_report.h"
#include "engine/report/json_report.h"
#include "engine/report/junit_report.h"
#include "engine/report/load_tables.h"
#include "engine/report/profile_files.h"

namespace leaktide::app {

namespace {

constexpr const char* Stdout = "-";

std::string hdrPath(const OutputPlaces& places, const char* ending) {
    return places.hdr.empty() ? std::string() : places.hdr + ending;
}

// A recorded run that is shown again has no histograms of single seconds.
bool hasIntervals(const RunRecord& record) {
    return std::any_of(record.beats.begin(), record.beats.end(),
                       [](const Beat& beat) { return beat.histograms != nullptr; });
}

Status saveOrPrint(const std::string& place, const std::string& text) {
    return place == Stdout ? writeStdout(text) : saveFile(place, text);
}

Status checkFolder(const std::string& folder) {
    const Status made = makeFolder(folder);
    return made ? checkWritable(folder + "/heap.baseline.pb.gz") : made;
}

}  // namespace

void addOutputFlags(OptionTable& table, OutputPlaces& places) {
    table.group("Results");
    table.add({{"--csv"},
               "DIR",
               "timeline.csv, signals.csv, errors.csv, connections.csv, …",
               setText(places.csvFolder)});
    table.add({{"--profiles"},
               "DIR",
               "the target's profiles, for go tool pprof (with --csv: DIR/profiles)",
               setText(places.profilesFolder)});
    table.add({{"--json"}, "FILE", "the whole run as JSON; - is standard output", setText(places.json)});
    table.add({{"--html"}, "FILE", "a page with verdicts, charts and tables", setText(places.html)});
    table.add({{"--junit"}, "FILE", "JUnit XML: one test case per signal", setText(places.junit)});
    table.add({{"--hdr"},
               "PREFIX",
               "percentiles PREFIX.service.hgrm, PREFIX.response.hgrm, interval logs .hlog",
               setText(places.hdr)});
    table.add({{"--fail-on"},
               "leak|undecided|none",
               "which verdicts end with exit code 98 (leak)",
               [&places](const std::string& text) -> Status {
                   const auto failOn = failOnFromWord(text);
                   places.failOn = failOn.value_or(FailOn::Leak);
                   return failOn ? Status() : Status(bad("must be leak, undecided or none"));
               }});
}

Status checkOutputs(const OutputPlaces& places) {
    if (!places.csvFolder.empty()) {
        if (Status made = makeFolder(places.csvFolder); !made) {
            return made;
        }
        for (const char* name : {"timeline.csv", "signals.csv", "errors.csv"}) {
            if (Status writable = checkWritable(places.csvFolder + "/" + name); !writable) {
                return writable;
            }
        }
    }
    if (!places.profilesFolder.empty()) {
        if (Status writable = checkFolder(places.profilesFolder); !writable) {
            return writable;
        }
    }
    if (!places.runFile.empty() && ::access(places.runFile.c_str(), F_OK) == 0) {
        return Error{ErrorKind::Io, "cannot record into '" + printable(places.runFile) +
                                        "': it exists already, and a recorded run is never overwritten"};
    }
    if (Status writable = places.runFile.empty() ? Status() : checkWritable(places.runFile); !writable) {
        return writable;
    }
    for (const std::string& place : {places.json, places.html, places.junit, hdrPath(places, ".service.hgrm"),
                                     hdrPath(places, ".response.hgrm"), hdrPath(places, ".service.hlog"),
                                     hdrPath(places, ".response.hlog")}) {
        if (Status writable = place.empty() || place == Stdout ? Status() : checkWritable(place); !writable) {
            return writable;
        }
    }
    return {};
}

OutputReport writeOutputs(const RunRecord& record, const OutputPlaces& places) {
    OutputReport report;
    const auto note = [&report](const Status& status, const std::string& name) {
        (status.ok() ? report.written : report.problems)
            .push_back(status.ok() ? name : status.error().message);
    };
    if (!places.csvFolder.empty()) {
        note(writeCsvFolder(record, places.csvFolder), places.csvFolder + "/*.csv");
    }
    const std::string profiles = places.profilesPlace();
    if (!profiles.empty() && !record.profiles.empty()) {
        note(writeProfileFolder(record, profiles), profiles + "/*.pb.gz");
    }
    const auto save = [&note](const std::string& place, const auto& makeText) {
        if (!place.empty()) {
            note(saveOrPrint(place, makeText()), place);
        }
    };
    save(places.json, [&record] { return jsonReport(record); });
    save(places.html, [&record] { return htmlReport(record); });
    save(hdrPath(places, ".service.hgrm"), [&record] { return percentileFile(record.totals.serviceTime); });
    save(hdrPath(places, ".response.hgrm"), [&record] { return percentileFile(record.totals.responseTime); });
    if (hasIntervals(record)) {
        save(hdrPath(places, ".service.hlog"), [&] { return intervalLog(record, LoggedTime::Service); });
        save(hdrPath(places, ".response.hlog"), [&] { return intervalLog(record, LoggedTime::Response); });
    }
    save(places.junit, [&] { return junitReport(record, places.failOn); });
    return report;
}

Status writeStdout(const std::string& text) {
    std::string_view left = text;
    while (!left.empty()) {
        const ssize_t written = ::write(STDOUT_FILENO, left.data(), left.size());
        if (written < 0 && errno == EPIPE) {
            return {};
        }
        if (written < 0 && errno != EINTR) {
            return Error{ErrorKind::Io, "cannot write to standard output: " +
                                            std::error_code(errno, std::generic_category()).message()};
        }
        left.remove_prefix(written < 0 ? 0 : static_cast<std::size_t>(written));
    }
    return {};
}

}  // namespace leaktide::app
