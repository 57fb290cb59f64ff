#include "engine/store/run_file_profiles.h"

#include <numeric>

#include "engine/base/text.h"
#include "engine/store/profile_json.h"
#include "engine/store/run_file_format.h"

namespace leaktide {

bool addProfile(const SqliteStatement& row, RunRecord& record) {
    record.profiles.push_back({printable(row.text(0), 100), row.number(2), printable(row.text(1), 100),
                               std::make_shared<const std::string>(row.text(3))});
    const auto bytes = std::accumulate(record.profiles.begin(), record.profiles.end(), std::int64_t{0},
                                       [](std::int64_t sum, const RecordedProfile& profile) {
                                           return sum + static_cast<std::int64_t>(profile.bytes->size());
                                       });
    return bytes <= run_file::MostProfileBytes;
}

bool addEvidence(const SqliteStatement& row, RunRecord& record) {
    const auto evidence = evidenceFromJson(row.text(1));
    for (SignalRecord& signal : record.signals) {
        if (signal.spec.name == row.text(0)) {
            signal.profile = evidence;
        }
    }
    return evidence.has_value();
}

}  // namespace leaktide
