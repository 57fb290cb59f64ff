#include "engine/store/run_file_reader.h"

#include <unistd.h>

#include <cmath>
#include <functional>
#include <map>

#include "engine/base/text.h"
#include "engine/plan/plan_json.h"
#include "engine/store/endpoint_json.h"
#include "engine/store/load_json.h"
#include "engine/store/record_json.h"
#include "engine/store/run_file_format.h"
#include "engine/store/run_file_profiles.h"
#include "engine/store/run_file_signals.h"
#include "engine/store/sample_json.h"
#include "engine/store/sqlite_database.h"

namespace leaktide {

namespace {

// Reads the tables one after the other; the first trouble ends it.
class RunFileReader {
public:
    explicit RunFileReader(SqliteDatabase database) : m_database(std::move(database)) {}

    Result<LoadedRun> read();

private:
    // Columns that version 1 did not have.
    [[nodiscard]] std::string sinceVersion2(const char* columns, const char* nulls) const {
        return m_version >= 2 ? columns : nulls;
    }
    [[nodiscard]] Error damaged(const std::string& what) const {
        return {ErrorKind::InvalidInput,
                "'" + printable(m_database.path()) + "' is not a sound run file: " + what};
    }
    Status harden();
    Status checkIdentity();
    Status checkSchema();
    // Calls `row` for each row, at most `most`; false from it: the row makes no sense.
    Status each(const std::string& sql, std::int64_t most, const std::function<bool(SqliteStatement&)>& row);
    Status readFacts();
    Status applyFacts();
    bool applySamples();
    Status readPhases();
    Status readBeats();
    Status readSignals();
    Status readPoints();
    Status readTexts();
    Status readHistograms();
    Status readProfiles();

    SqliteDatabase m_database;
    std::int64_t m_version = run_file::Version;
    LoadedRun m_run;
    std::map<std::string, std::string> m_facts;
};

Result<LoadedRun> RunFileReader::read() {
    using Step = Status (RunFileReader::*)();
    for (const Step step :
         {&RunFileReader::harden, &RunFileReader::checkIdentity, &RunFileReader::checkSchema,
          &RunFileReader::readFacts, &RunFileReader::applyFacts, &RunFileReader::readPhases,
          &RunFileReader::readBeats, &RunFileReader::readSignals, &RunFileReader::readPoints,
          &RunFileReader::readTexts, &RunFileReader::readHistograms, &RunFileReader::readProfiles}) {
        if (const Status done = (this->*step)(); !done) {
            return done.error();
        }
    }
    return std::move(m_run);
}

Status RunFileReader::harden() {
    sqlite3* handle = m_database.handle();
    sqlite3_limit(handle, SQLITE_LIMIT_LENGTH, run_file::LongestValue);
    sqlite3_limit(handle, SQLITE_LIMIT_ATTACHED, 0);
    sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    sqlite3_db_config(handle, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, nullptr);
    sqlite3_db_config(handle, SQLITE_DBCONFIG_ENABLE_VIEW, 0, nullptr);
    sqlite3_db_config(handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
    const Status set = m_database.run("PRAGMA cell_size_check=ON; PRAGMA mmap_size=0; PRAGMA query_only=ON");
    return set ? set : Status(damaged("it is no SQLite database"));
}

Status RunFileReader::checkIdentity() {
    const auto id = m_database.readInteger("PRAGMA application_id");
    if (!id || *id != run_file::ApplicationId) {
        return damaged("it was not written by Leaktide");
    }
    const auto version = m_database.readInteger("PRAGMA user_version");
    if (!version || *version < 1) {
        return damaged("it has no version");
    }
    if (*version > run_file::Version) {
        return Error{ErrorKind::InvalidInput, "'" + printable(m_database.path()) + "' is of version " +
                                                  std::to_string(*version) + ", this program reads up to " +
                                                  std::to_string(run_file::Version)};
    }
    m_version = *version;
    const auto check = m_database.readText("PRAGMA quick_check(1)");
    return check && *check == "ok" ? Status() : Status(damaged(check ? *check : check.error().message));
}

// Tables of ours and their indices, nothing else: no views, triggers or virtual tables.
Status RunFileReader::checkSchema() {
    return each("SELECT type, tbl_name, sql FROM sqlite_schema", run_file::MostRows,
                [](SqliteStatement& row) {
                    const std::string type = row.text(0);
                    const bool plain = row.isNull(2) || row.text(2).rfind("CREATE TABLE ", 0) == 0;
                    return plain && (type == "table" || type == "index") && run_file::isTable(row.text(1));
                });
}

Status RunFileReader::each(const std::string& sql, std::int64_t most,
                           const std::function<bool(SqliteStatement&)>& row) {
    auto statement = m_database.prepare(sql);
    if (!statement) {
        return damaged(sqlite3_errmsg(m_database.handle()));
    }
    for (std::int64_t count = 0;; ++count) {
        const auto more = statement->step();
        if (!more) {
            return damaged(sqlite3_errmsg(m_database.handle()));
        }
        if (!*more) {
            return {};
        }
        if (count >= most) {
            return damaged("it has more rows than any run");
        }
        if (!row(*statement)) {
            return damaged("a row makes no sense, in: " + sql);
        }
    }
}

Status RunFileReader::readFacts() {
    return each("SELECT name, value FROM fact", 1000, [this](SqliteStatement& row) {
        m_facts[row.text(0)] = row.text(1);
        return true;
    });
}

Status RunFileReader::applyFacts() {
    RunRecord& record = m_run.record;
    if (m_facts.empty()) {  // died within its first second
        m_run.state = RunFileState::Cut;
        return {};
    }
    m_run.state = m_facts["complete"] == "yes" ? RunFileState::Complete : RunFileState::Cut;
    auto plan = planFromJson(m_facts["plan"]);
    if (!plan) {
        return damaged("its plan: " + plan.error().message);
    }
    record.plan = std::move(plan).value();
    record.targetDescription = printable(m_facts["target"], 4000);
    const std::string probe = printable(m_facts["probe"], 4000);
    record.probe =
        phrasesFromJson(m_facts["probe_said"]).value_or(probe.empty() ? Phrases() : Phrases{probe});
    record.exchange = printable(m_facts["exchange"], 4000);
    const auto started = parseDouble(m_facts["started_at_unix_ms"]);
    const auto duration = parseDouble(m_facts["load_duration_s"]);
    const auto totals = countersFromJson(m_facts["totals"]);
    const auto reason = stopReasonFromName(m_facts["stop_reason"]);
    const bool timeFits = started && std::fabs(*started) < 1e15;
    if (!timeFits || !duration || !std::isfinite(*duration) || !totals || !reason || !applySamples() ||
        !steeringFromFacts(m_facts, record)) {
        return damaged("its facts make no sense");
    }
    record.startedAt = WallTime(std::chrono::milliseconds(static_cast<std::int64_t>(*started)));
    record.loadDurationS = *duration;
    record.totals.counters = *totals;
    record.stopReason = *reason;
    record.stopDetail = printable(m_facts["stop_detail"], 4000);
    if (m_run.state == RunFileState::Cut) {
        record.stopReason = StopReason::InternalError;
        record.stopDetail = "the recording program ended before the run did; this is what it had written";
    }
    return {};
}

// A file from before they were kept has none.
bool RunFileReader::applySamples() {
    using Add = void (RequestSamples::*)(RequestSample);
    for (const auto& [name, add] :
         {std::pair<const char*, Add>("slowest", &RequestSamples::addSlow),
          std::pair<const char*, Add>("failed_samples", &RequestSamples::addFailed)}) {
        const auto fact = m_facts.find(name);
        if (fact == m_facts.end()) {
            continue;
        }
        auto samples = samplesFromJson(nlohmann::json::parse(fact->second, nullptr, false));
        if (!samples) {
            return false;
        }
        for (RequestSample& sample : *samples) {
            (m_run.record.samples.*add)(std::move(sample));
        }
    }
    return true;
}

Status RunFileReader::readPhases() {
    return each("SELECT phase, cycle, from_s, to_s FROM phase ORDER BY n", run_file::MostRows,
                [this](SqliteStatement& row) {
                    const auto phase = phaseFromName(row.text(0));
                    if (!phase) {
                        return false;
                    }
                    m_run.record.phases.push_back(
                        {*phase, static_cast<std::uint32_t>(row.integer(1)), row.number(2), row.number(3)});
                    return true;
                });
}

Status RunFileReader::readBeats() {
    const auto readRow = [this](SqliteStatement& row) {
        Beat beat;
        beat.tS = row.number(0);
        beat.durationS = row.number(1);
        const auto phase = phaseFromName(row.text(2));
        beat.targetRate = row.optional(3);
        beat.inFlight = static_cast<std::uint64_t>(row.integer(4));
        beat.openConnections = static_cast<std::uint64_t>(row.integer(5));
        beat.gcCycles = row.optional(6);
        beat.restarts = static_cast<std::uint64_t>(row.integer(7));
        const auto counters = countersFromJson(row.text(8));
        const auto gauges = gaugesFromJson(row.text(11));
        if (!phase || !counters || !gauges || !latencyFromJson(row.text(9), beat.service) ||
            !latencyFromJson(row.text(10), beat.response) || !clientFromJson(row.text(12), beat.client)) {
            return false;
        }
        beat.phase = *phase;
        beat.counters = *counters;
        beat.gauges = *gauges;
        m_run.record.beats.push_back(std::move(beat));
        return true;
    };
    return each(m_version < 2 ? run_file::BeatsOfVersion1 : run_file::Beats, run_file::MostBeats, readRow);
}

Status RunFileReader::readSignals() {
    const Status read = each(selectSignals(m_version), 1000, [this](SqliteStatement& row) {
        return readSignal(row, m_run.record.signals.emplace_back());
    });
    const bool sound = !read || endpointsFromJson(m_facts["endpoints"], m_run.record.signals);
    return sound ? read : Status(damaged("its endpoints make no sense"));
}

Status RunFileReader::readPoints() {
    std::map<std::string, SignalRecord*> bySignal;
    for (SignalRecord& signal : m_run.record.signals) {
        bySignal[signal.spec.name] = &signal;
    }
    return each("SELECT signal, t_s, requests, value, " + sinceVersion2("in_flight, connections", "0, 0") +
                    " FROM point ORDER BY rowid",
                run_file::MostPoints, [&bySignal](SqliteStatement& row) {
                    const auto found = bySignal.find(shownText(row, 0));
                    if (found == bySignal.end()) {
                        return false;
                    }
                    found->second->points.push_back(
                        {row.number(1), row.number(2), row.number(3), row.number(4), row.number(5)});
                    return true;
                });
}

Status RunFileReader::readTexts() {
    const Status marks =
        each("SELECT t_s, text, " + sinceVersion2("said", "NULL") + " FROM mark ORDER BY n",
             run_file::MostRows, [this](SqliteStatement& row) {
                 const auto said = saidIn(row, 2, 1);
                 m_run.record.marks.push_back(
                     {row.number(0), said && !said->empty() ? said->front() : Phrase(shownText(row, 1))});
                 return true;
             });
    return !marks ? marks
                  : each("SELECT text FROM failure_example ORDER BY n", 1000, [this](SqliteStatement& row) {
                        m_run.record.failureExamples.push_back(shownText(row, 0));
                        return true;
                    });
}

Status RunFileReader::readHistograms() {
    return each("SELECT name, min_ns, max_ns, counts FROM histogram", 10, [this](SqliteStatement& row) {
        auto histogram = histogramFromJson(row.text(3), Nanos(row.integer(1)), Nanos(row.integer(2)));
        Histogram* place = histogramNamed(row.text(0), m_run.record.totals);
        const bool fits = histogram && place != nullptr;
        if (fits) {
            *place = std::move(*histogram);
        }
        return fits;
    });
}

Status RunFileReader::readProfiles() {
    if (m_version < run_file::FirstWithProfiles) {
        return {};
    }
    const Status profiles = each(SelectProfiles, run_file::MostProfiles,
                                 [this](SqliteStatement& row) { return addProfile(row, m_run.record); });
    return !profiles ? profiles : each(SelectEvidence, 1000, [this](SqliteStatement& row) {
        return addEvidence(row, m_run.record);
    });
}

}  // namespace

Result<LoadedRun> readRunFile(const std::string& path) {
    if (::access(path.c_str(), R_OK) != 0) {
        return Error{ErrorKind::NotFound, "'" + printable(path) + "' cannot be read"};
    }
    auto database = SqliteDatabase::open(path, SQLITE_OPEN_READONLY);
    if (!database) {
        return Error{ErrorKind::InvalidInput, database.error().message};
    }
    return RunFileReader(std::move(database).value()).read();
}

}  // namespace leaktide
