// The run file: one run = one SQLite database (docs/formats.md). Version 2; version 1 had no profiles, and said
// less about a signal.
//
// Tables are plain so that any SQLite tool can read them; what has no fixed columns (counters, gauges) is
// JSON. Secrets never get in: texts are cleaned and the plan is redacted before they are written.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>

namespace leaktide::run_file {

inline constexpr std::int64_t ApplicationId = 0x4C4B5444;  // "LKTD"
inline constexpr std::int64_t Version = 2;
inline constexpr std::int64_t FirstWithProfiles = 2;

// Bounds a reader holds, so that a file somebody mailed cannot fill the memory.
inline constexpr std::int64_t MostBeats = 1'000'000;   // 11 days
inline constexpr std::int64_t MostPoints = 5'000'000;  // of all signals
inline constexpr std::int64_t MostRows = 100'000;      // of every other table
inline constexpr std::int64_t MostProfiles = 1000;
inline constexpr std::int64_t MostProfileBytes = std::int64_t{256} << 20U;  // of all profiles
inline constexpr int LongestValue = 16 << 20;                               // bytes of one text or blob

inline constexpr const char* Schema = R"sql(
CREATE TABLE fact(name TEXT PRIMARY KEY, value) WITHOUT ROWID;
CREATE TABLE phase(n INTEGER PRIMARY KEY, phase TEXT, cycle INTEGER, from_s REAL, to_s REAL);
CREATE TABLE beat(n INTEGER PRIMARY KEY, t_s REAL, duration_s REAL, phase TEXT, target_rate REAL,
  in_flight INTEGER, open_connections INTEGER, gc_cycles REAL, restarts INTEGER, counters TEXT,
  service_ns TEXT, response_ns TEXT, gauges TEXT, client TEXT);
CREATE TABLE signal(n INTEGER PRIMARY KEY, name TEXT UNIQUE, label TEXT, unit TEXT, rest TEXT, item_noun TEXT,
  maximum REAL, verdict TEXT, counter TEXT, per_request REAL, per_request_low REAL, per_request_high REAL,
  detectable_above REAL, first_growing_s REAL, longer_run_factor REAL, kept_share REAL, left_items REAL,
  left_sentence TEXT, evidence TEXT, exhaustion_s REAL, exhaustion_low_s REAL, exhaustion_high_s REAL,
  rss_growth REAL, heap_growth REAL, account_baseline REAL, account_holder TEXT, account_per_holder REAL,
  left_said TEXT, said TEXT, details TEXT);
CREATE TABLE point(signal TEXT, t_s REAL, requests REAL, value REAL, in_flight REAL, connections REAL);
CREATE TABLE mark(n INTEGER PRIMARY KEY, t_s REAL, text TEXT, said TEXT);
CREATE TABLE failure_example(n INTEGER PRIMARY KEY, text TEXT);
CREATE TABLE histogram(name TEXT PRIMARY KEY, min_ns INTEGER, max_ns INTEGER, counts TEXT) WITHOUT ROWID;
CREATE TABLE profile(mark TEXT, kind TEXT, t_s REAL, data BLOB, PRIMARY KEY(mark, kind));
CREATE TABLE profile_evidence(signal TEXT PRIMARY KEY, evidence TEXT) WITHOUT ROWID;
)sql";

inline bool isTable(std::string_view name) {
    static constexpr std::array<std::string_view, 10> Tables{
        "fact", "phase",           "beat",      "signal",  "point",
        "mark", "failure_example", "histogram", "profile", "profile_evidence"};
    return std::find(Tables.begin(), Tables.end(), name) != Tables.end();
}

// The beats as a reader wants their columns; version 1 did not have the last.
inline constexpr const char* Beats =
    "SELECT t_s, duration_s, phase, target_rate, in_flight, open_connections, gc_cycles, restarts, counters, "
    "service_ns, response_ns, gauges, client FROM beat ORDER BY n";
inline constexpr const char* BeatsOfVersion1 =
    "SELECT t_s, duration_s, phase, target_rate, in_flight, open_connections, gc_cycles, restarts, counters, "
    "service_ns, response_ns, gauges, NULL FROM beat ORDER BY n";

}  // namespace leaktide::run_file
