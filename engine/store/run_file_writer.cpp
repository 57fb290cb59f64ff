#include "engine/store/run_file_writer.h"

#include <fcntl.h>
#include <sys/vfs.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <system_error>
#include <utility>

#include "engine/base/text.h"
#include "engine/plan/plan_json.h"
#include "engine/store/endpoint_json.h"
#include "engine/store/load_json.h"
#include "engine/store/profile_json.h"
#include "engine/store/record_json.h"
#include "engine/store/run_file_format.h"
#include "engine/store/run_file_signals.h"
#include "engine/store/safe_text.h"
#include "engine/store/sample_json.h"
#include "engine/store/sqlite_database.h"

namespace leaktide {

namespace {

enum class Completeness { SoFar, Whole };

// WAL needs memory shared between the processes of one machine: not on network file systems
// (https://sqlite.org/wal.html).
bool isNetworkFileSystem(const std::string& path) {
    static constexpr long Nfs = 0x6969;
    static constexpr long Smb = 0x517B;
    static constexpr long Smb2 = 0xFE534D42;
    static constexpr long Cifs = 0xFF534D42;
    static constexpr long Plan9 = 0x01021997;
    struct statfs info {};
    if (::statfs(path.c_str(), &info) != 0) {
        return false;
    }
    const auto type = static_cast<long>(static_cast<unsigned long>(info.f_type) & 0xFFFFFFFFUL);
    return type == Nfs || type == Smb || type == Smb2 || type == Cifs || type == Plan9;
}

// Redacted; bodies are left out, as in every report.
std::string planText(Plan plan) {
    for (RequestSpec& request : plan.requests) {
        request.body.clear();
    }
    return planToJson(plan, Secrets::Redact).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

std::int64_t integer(std::uint64_t value) {
    return static_cast<std::int64_t>(value);
}

}  // namespace

struct RunFileWriter::Parts {
    explicit Parts(SqliteDatabase opened) : database(std::move(opened)) {}

    // Prepares `sql`, binds with `binder`, executes. After the first failure nothing is done any more.
    template <typename Binder>
    void put(const std::string& sql, Binder binder) {
        if (!failure.ok()) {
            return;
        }
        auto found = statements.find(sql);
        if (found == statements.end()) {
            auto prepared = database.prepare(sql);
            if (!prepared) {
                failure = prepared.error();
                return;
            }
            found = statements.emplace(sql, std::move(prepared).value()).first;
        }
        binder(found->second);
        failure = found->second.execute();
    }
    void run(const std::string& sql) {
        if (failure.ok()) {
            failure = database.run(sql);
        }
    }
    void putFact(const char* name, const std::string& value) {
        put("INSERT OR REPLACE INTO fact VALUES(?,?)", [&](SqliteStatement& row) {
            row.bind(1, std::string_view(name)).bind(2, std::string_view(value));
        });
    }
    void putFacts(const RunRecord& record, const SafeText& safe, Completeness completeness);
    void putPhases(const RunRecord& record);
    void putBeats(const RunRecord& record, const SafeText& safe);
    void putSignals(const RunRecord& record, const SafeText& safe);
    void putPoints(const SignalRecord& signal);
    void putTexts(const RunRecord& record, const SafeText& safe);
    void putHistogram(const char* name, const Histogram& histogram);
    void putProfiles(const RunRecord& record);
    void putEvidence(const RunRecord& record, const SafeText& safe);
    Status update(const RunRecord& record, Completeness completeness);

    SqliteDatabase database;
    std::map<std::string, SqliteStatement> statements;  // after `database`: finalised first
    Status failure;
    std::size_t beats = 0;  // written so far, as below
    double lastBeatS = -1;
    std::size_t marks = 0;
    std::map<std::string, double> lastPointS;
    std::set<std::pair<std::string, std::string>> profiles;  // mark, kind
};

void RunFileWriter::Parts::putFacts(const RunRecord& record, const SafeText& safe,
                                    Completeness completeness) {
    putFact("complete", completeness == Completeness::Whole ? "yes" : "no");
    putFact("plan", planText(safe.clean(record.plan)));
    putFact("target", safe.clean(record.targetDescription));
    putFact("probe", safe.clean(probeText(record)));
    putFact("probe_said", phrasesToJson(record.probe, safe));
    putFact("exchange", record.exchange);
    putFact("started_at_unix_ms", std::to_string(record.startedAt.time_since_epoch().count()));
    putFact("totals", countersToJson(safe.clean(record.totals.counters)));
    putFact("slowest", samplesToJson(record.samples.slowest(), safe).dump());
    putFact("failed_samples", samplesToJson(record.samples.failed(), safe).dump());
    putFact("load_duration_s", formatExact(record.loadDurationS));
    putFact("thresholds", thresholdsToJson(record.thresholds));
    putFact("search", searchToJson(record.search));
    putFact("endpoints", endpointsToJson(record.signals, safe));
    putFact("connections_closed", closedToJson(record.totals.connections));
    putFact("stop_reason", std::string(nameOf(record.stopReason)));
    putFact("stop_detail", safe.clean(record.stopDetail));
}

void RunFileWriter::Parts::putPhases(const RunRecord& record) {
    for (std::size_t i = 0; i < record.phases.size(); ++i) {
        const PhaseSpan& span = record.phases[i];
        put("INSERT OR REPLACE INTO phase VALUES(?,?,?,?,?)", [&](SqliteStatement& row) {
            row.bind(1, integer(i)).bind(2, nameOf(span.phase)).bind(3, integer(span.cycle));
            row.bind(4, span.fromS).bind(5, span.toS);
        });
    }
}

// Beats that came after the last one written: the record merges old ones, the file keeps each.
void RunFileWriter::Parts::putBeats(const RunRecord& record, const SafeText& safe) {
    auto next = record.beats.end();
    constexpr double Slack = 0.001;
    const auto beginOf = [](const Beat& beat) { return beat.tS - beat.durationS; };
    while (next != record.beats.begin() && beginOf(*std::prev(next)) >= lastBeatS - Slack) {
        --next;
    }
    for (; next != record.beats.end() && failure.ok(); ++next, ++beats) {
        const Beat& beat = *next;
        lastBeatS = beat.tS;
        put("INSERT INTO beat VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?)", [&](SqliteStatement& row) {
            row.bind(1, integer(beats)).bind(2, beat.tS).bind(3, beat.durationS).bind(4, nameOf(beat.phase));
            row.bind(5, beat.targetRate)
                .bind(6, integer(beat.inFlight))
                .bind(7, integer(beat.openConnections));
            row.bind(8, beat.gcCycles).bind(9, integer(beat.restarts));
            row.bind(10, std::string_view(countersToJson(safe.clean(beat.counters))));
            row.bind(11, std::string_view(latencyToJson(beat.service)));
            row.bind(12, std::string_view(latencyToJson(beat.response)));
            row.bind(13, std::string_view(gaugesToJson(beat.gauges)));
            row.bind(14, std::string_view(clientToJson(beat.client)));
        });
    }
}

void RunFileWriter::Parts::putSignals(const RunRecord& record, const SafeText& safe) {
    for (std::size_t i = 0; i < record.signals.size(); ++i) {
        const SignalRecord& signal = record.signals[i];
        put(InsertSignal, [&](SqliteStatement& row) { bindSignal(row, integer(i), signal, safe); });
        putPoints(signal);
    }
}

// Points that came after the last one written: the record thins old ones, the file keeps them all.
void RunFileWriter::Parts::putPoints(const SignalRecord& signal) {
    const auto last = lastPointS.try_emplace(signal.spec.name, -1).first;
    auto next = signal.points.end();
    while (next != signal.points.begin() && std::prev(next)->tS > last->second) {
        --next;
    }
    for (; next != signal.points.end() && failure.ok(); ++next) {
        put("INSERT INTO point VALUES(?,?,?,?,?,?)", [&](SqliteStatement& row) {
            row.bind(1, std::string_view(signal.spec.name)).bind(2, next->tS).bind(3, next->requests);
            row.bind(4, next->value).bind(5, next->inFlight).bind(6, next->connections);
        });
        last->second = next->tS;
    }
}

void RunFileWriter::Parts::putTexts(const RunRecord& record, const SafeText& safe) {
    for (; marks < record.marks.size() && failure.ok(); ++marks) {
        put("INSERT INTO mark VALUES(?,?,?,?)", [&](SqliteStatement& row) {
            row.bind(1, integer(marks)).bind(2, record.marks[marks].tS);
            row.bind(3, std::string_view(safe.clean(english(record.marks[marks].text))));
            row.bind(4, std::string_view(phrasesToJson({record.marks[marks].text}, safe)));
        });
    }
    for (std::size_t i = 0; i < record.failureExamples.size(); ++i) {
        put("INSERT OR REPLACE INTO failure_example VALUES(?,?)", [&](SqliteStatement& row) {
            row.bind(1, integer(i)).bind(2, std::string_view(safe.clean(record.failureExamples[i])));
        });
    }
}

void RunFileWriter::Parts::putHistogram(const char* name, const Histogram& histogram) {
    put("INSERT OR REPLACE INTO histogram VALUES(?,?,?,?)", [&](SqliteStatement& row) {
        row.bind(1, std::string_view(name)).bind(2, static_cast<std::int64_t>(histogram.min().count()));
        row.bind(3, static_cast<std::int64_t>(histogram.max().count()));
        row.bind(4, std::string_view(bucketsToJson(histogram)));
    });
}

// The record is bounded and lets old ones go; so does the file.
void RunFileWriter::Parts::putProfiles(const RunRecord& record) {
    std::set<std::pair<std::string, std::string>> gone = profiles;
    for (const RecordedProfile& profile : record.profiles) {
        gone.erase({profile.mark, profile.kind});
        if (!failure.ok() || !profiles.insert({profile.mark, profile.kind}).second) {
            continue;
        }
        put("INSERT OR REPLACE INTO profile VALUES(?,?,?,?)", [&](SqliteStatement& row) {
            row.bind(1, std::string_view(profile.mark)).bind(2, std::string_view(profile.kind));
            row.bind(3, profile.tS).bindBlob(4, *profile.bytes);
        });
    }
    for (const auto& key : gone) {
        profiles.erase(key);
        put("DELETE FROM profile WHERE mark=? AND kind=?", [&key](SqliteStatement& row) {
            row.bind(1, std::string_view(key.first)).bind(2, std::string_view(key.second));
        });
    }
}

void RunFileWriter::Parts::putEvidence(const RunRecord& record, const SafeText& safe) {
    run("DELETE FROM profile_evidence");
    for (const SignalRecord& signal : record.signals) {
        if (!signal.profile) {
            continue;
        }
        put("INSERT INTO profile_evidence VALUES(?,?)", [&](SqliteStatement& row) {
            row.bind(1, std::string_view(signal.spec.name));
            row.bind(2,
                     std::string_view(evidenceToKeep(*signal.profile, safe)
                                          .dump(-1, ' ', false, nlohmann::json::error_handler_t::replace)));
        });
    }
}

Status RunFileWriter::Parts::update(const RunRecord& record, Completeness completeness) {
    const SafeText safe(record.plan);
    run("BEGIN");
    putFacts(record, safe, completeness);
    putPhases(record);
    putBeats(record, safe);
    putSignals(record, safe);
    putTexts(record, safe);
    putProfiles(record);
    putEvidence(record, safe);
    putHistogram("service_time", record.totals.serviceTime);
    putHistogram("response_time", record.totals.responseTime);
    putHistogram("connect_time", record.totals.connections.connectTime);
    putHistogram("tls_time", record.totals.connections.tlsTime);
    run("COMMIT");
    if (!failure.ok()) {
        static_cast<void>(database.run("ROLLBACK"));  // what was committed before is whole
    }
    return failure;
}

RunFileWriter::RunFileWriter(std::unique_ptr<Parts> parts) : m_parts(std::move(parts)) {}
RunFileWriter::~RunFileWriter() = default;

Result<std::unique_ptr<RunFileWriter>> RunFileWriter::create(const std::string& path) {
    // Made by us, so that it is private and certainly not somebody's file.
    const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (file < 0) {
        const std::string why = errno == EEXIST ? "it exists already, and a recorded run is never overwritten"
                                                : std::error_code(errno, std::generic_category()).message();
        return Error{ErrorKind::Io, "cannot record into '" + printable(path) + "': " + why};
    }
    ::close(file);
    auto database = SqliteDatabase::open(path, SQLITE_OPEN_READWRITE);
    if (!database) {
        return database.error();
    }
    auto parts = std::make_unique<Parts>(std::move(database).value());
    parts->run("PRAGMA application_id=" + std::to_string(run_file::ApplicationId));
    parts->run("PRAGMA user_version=" + std::to_string(run_file::Version));
    parts->run(isNetworkFileSystem(path) ? "PRAGMA journal_mode=DELETE" : "PRAGMA journal_mode=WAL");
    parts->run("PRAGMA synchronous=NORMAL");
    parts->run(run_file::Schema);
    if (!parts->failure.ok()) {
        const Error failed = parts->failure.error();
        parts.reset();
        for (const char* suffix : {"", "-wal", "-shm"}) {
            ::unlink((path + suffix).c_str());  // ours, and empty
        }
        return failed;
    }
    return std::unique_ptr<RunFileWriter>(new RunFileWriter(std::move(parts)));
}

Status RunFileWriter::update(const RunRecord& record) {
    return m_parts->update(record, Completeness::SoFar);
}

Status RunFileWriter::close(const RunRecord& record) {
    if (Status updated = m_parts->update(record, Completeness::Whole); !updated) {
        return updated;
    }
    m_parts->statements.clear();
    m_parts->run("PRAGMA synchronous=FULL");
    m_parts->run("PRAGMA journal_mode=DELETE");  // checkpoints, then there is one file
    if (m_parts->failure.ok()) {
        m_parts->failure = m_parts->database.close();
    }
    return m_parts->failure;
}

}  // namespace leaktide
