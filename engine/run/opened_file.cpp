#include "engine/run/opened_file.h"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <iterator>

#include "engine/base/text.h"
#include "engine/measure/bounded_series.h"
#include "engine/run/signal_findings.h"
#include "engine/store/run_file_reader.h"
#include "engine/trend/judge.h"

namespace leaktide {

namespace {

constexpr std::size_t MostPoints = 4000;
constexpr std::streamsize LargestCsv = 512 << 20;

// Of a known signal where the column has its name, with or without the unit at its end.
SignalSpec specOf(const std::string& column, const GaugeSeries& series) {
    constexpr std::string_view BytesEnding = "_bytes";
    std::string name = column;
    if (name.size() > BytesEnding.size() &&
        name.compare(name.size() - BytesEnding.size(), BytesEnding.size(), BytesEnding) == 0) {
        name.resize(name.size() - BytesEnding.size());
    }
    if (const SignalSpec* known = findCanonicalSignal(name)) {
        return *known;
    }
    const SignalUnit unit = name != column ? SignalUnit::Bytes : guessUnit(series);
    return {.name = printable(column),
            .label = column == "value" ? "Value" : printable(column),
            .unit = unit,
            .rest = SignalRest::MayStay,
            .itemNoun = unit == SignalUnit::Items ? "item" : ""};
}

Phase phaseOf(TrendPhase phase) {
    switch (phase) {
        case TrendPhase::Idle:
            return Phase::Baseline;
        case TrendPhase::Load:
            return Phase::Load;
        case TrendPhase::Drain:
            break;
    }
    return Phase::Drain;
}

std::vector<PhaseSpan> phasesOf(const GaugeSeries& series) {
    std::vector<PhaseSpan> spans;
    std::uint32_t cycle = 1;
    for (const GaugeRow& row : series.rows) {
        if (!std::isfinite(row.sample.tS)) {
            continue;
        }
        const Phase phase = phaseOf(row.phase);
        if (!spans.empty()) {
            spans.back().toS = row.sample.tS;
        }
        if (spans.empty() || spans.back().phase != phase) {
            cycle += !spans.empty() && phase == Phase::Load && spans.back().phase == Phase::Drain ? 1 : 0;
            spans.push_back({phase, cycle, row.sample.tS, row.sample.tS});
        }
    }
    return spans;
}

SignalRecord signalOf(const std::string& column, const GaugeSeries& series) {
    SignalRecord signal;
    signal.spec = specOf(column, series);
    BoundedSeries<SignalPoint> points(MostPoints);
    for (const GaugeRow& row : series.rows) {
        if (std::isfinite(row.sample.tS) && std::isfinite(row.sample.value)) {
            const double requests = std::isfinite(row.sample.requests) ? row.sample.requests : 0;
            points.push({.tS = row.sample.tS, .requests = requests, .value = row.sample.value});
        }
    }
    signal.points = points.items();
    const JudgeSettings settings{.unit = signal.spec.unit};
    signal.verdict = judgeSeries(series, settings);
    signal.details = detectorFor(series, settings).details();
    return signal;
}

Result<std::string> contentOf(const std::string& path) {
    std::ifstream file(path, std::ios::binary | std::ios::ate);
    const std::streamsize size = file ? static_cast<std::streamsize>(file.tellg()) : -1;
    if (size < 0) {
        return Error{ErrorKind::NotFound, "'" + printable(path) + "' cannot be read"};
    }
    if (size > LargestCsv) {
        return Error{ErrorKind::InvalidInput, "'" + printable(path) + "' is larger than 512 MiB"};
    }
    std::string content(static_cast<std::size_t>(size), '\0');
    file.seekg(0);
    file.read(content.data(), size);
    return file ? Result<std::string>(std::move(content))
                : Error{ErrorKind::Io, "'" + printable(path) + "' cannot be read"};
}

}  // namespace

Result<RunRecord> recordFromCsv(std::string_view csv, const std::string& name) {
    const auto columns = valueColumns(csv);
    if (!columns) {
        return columns.error();
    }
    RunRecord record;
    record.targetDescription = name;
    record.stopDetail = "a recorded series, judged as it stands";
    std::optional<Error> trouble;
    for (const std::string& column : *columns) {
        auto series = readGaugeSeries(csv, column);
        if (!series) {
            trouble = trouble.value_or(series.error());
            continue;  // a column of words is no signal
        }
        if (!series->hasPhase) {
            phasesFromRequests(*series);
        }
        record.phases = record.phases.empty() ? phasesOf(*series) : record.phases;
        record.signals.push_back(signalOf(column, *series));
    }
    if (record.signals.empty()) {
        return trouble.value_or(Error{ErrorKind::InvalidInput, "there is no column of values"});
    }
    addFindings(record);
    return record;
}

Result<RunRecord> openRecorded(const std::string& path) {
    auto content = contentOf(path);
    if (!content) {
        return content.error();
    }
    if (content->rfind("SQLite format 3", 0) == 0) {
        auto run = readRunFile(path);
        return run ? Result<RunRecord>(std::move(run->record)) : run.error();
    }
    auto record = recordFromCsv(*content, path.substr(path.find_last_of('/') + 1));
    return record ? record
                  : Error{ErrorKind::InvalidInput, "'" + printable(path) + "': " + record.error().message};
}

RunSnapshot snapshotOf(RunRecord record) {
    RunSnapshot snapshot;
    snapshot.phase = Phase::Ended;
    snapshot.ended = true;
    snapshot.progress = 1;
    snapshot.cycles = std::max<std::uint32_t>(1, record.plan.phases.cycles);
    snapshot.cycle = snapshot.cycles;
    if (!record.phases.empty()) {
        snapshot.elapsedS = record.phases.back().toS;
        snapshot.cycles = std::max(snapshot.cycles, record.phases.back().cycle);
    }
    snapshot.totalS = snapshot.elapsedS;
    snapshot.record = std::move(record);
    return snapshot;
}

}  // namespace leaktide
