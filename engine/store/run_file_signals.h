// A row of the run file's signal table, both ways (run_file_format.h).
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "engine/store/run_record.h"
#include "engine/store/safe_text.h"
#include "engine/store/sqlite_database.h"

namespace leaktide {

// Text for a person: whatever the file holds, it cannot steer a terminal.
std::string shownText(const SqliteStatement& row, int column);
// What is said, as data; where that is missing (version 1) the English sentence. Unset: it makes no sense.
std::optional<Phrases> saidIn(const SqliteStatement& row, int column, int englishColumn);

std::string selectSignals(std::int64_t version);
// False when the row makes no sense.
bool readSignal(const SqliteStatement& row, SignalRecord& signal);

inline constexpr const char* InsertSignal =
    "INSERT OR REPLACE INTO signal VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)";
void bindSignal(SqliteStatement& row, std::int64_t number, const SignalRecord& signal, const SafeText& safe);

}  // namespace leaktide
