#include "app/cli/run_outputs.h"

#include <unistd.h>

#include <cerrno>
#include <system_error>

#include "engine/report/csv_report.h"
#include "engine/report/file_writer.h"
#include "engine/report/json_report.h"

namespace leaktide::app {

namespace {

constexpr const char* Stdout = "-";

Status saveOrPrint(const std::string& place, const std::string& text) {
    return place == Stdout ? writeStdout(text) : saveFile(place, text);
}

}  // namespace

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
    return places.json.empty() || places.json == Stdout ? Status() : checkWritable(places.json);
}

OutputReport writeOutputs(const RunRecord& record, const OutputPlaces& places) {
    OutputReport report;
    const auto note = [&report](const Status& status, const std::string& name) {
        (status.ok() ? report.written : report.problems)
            .push_back(status.ok() ? name : status.error().message);
    };
    if (!places.csvFolder.empty()) {
        note(writeCsvFolder(record, places.csvFolder), places.csvFolder + "/{timeline,signals,errors}.csv");
    }
    if (!places.json.empty()) {
        note(saveOrPrint(places.json, jsonReport(record)), places.json);
    }
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
