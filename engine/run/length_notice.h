// What the baseline says about the length of a load, once its pace is known: how long it must last so that a
// leak shows, and whether the planned one does. Pure.
#pragma once

#include <optional>
#include <vector>

#include "engine/store/run_record.h"

namespace leaktide {

struct LengthNotice {
    Phrase sentence;
    bool tooShort = false;
};

// From the first second of the first load; nothing before it, and nothing without readings at rest.
std::optional<LengthNotice> lengthNotice(const RunRecord& record, const std::vector<SignalRecord>& signals);

}  // namespace leaktide
