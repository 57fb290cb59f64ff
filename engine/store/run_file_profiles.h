// The rows of a run file's profiles, read with every bound held. False: the row makes no sense.
#pragma once

#include "engine/store/run_record.h"
#include "engine/store/sqlite_database.h"

namespace leaktide {

inline constexpr const char* SelectProfiles = "SELECT mark, kind, t_s, data FROM profile ORDER BY rowid";
bool addProfile(const SqliteStatement& row, RunRecord& record);

inline constexpr const char* SelectEvidence = "SELECT signal, evidence FROM profile_evidence";
bool addEvidence(const SqliteStatement& row, RunRecord& record);

}  // namespace leaktide
