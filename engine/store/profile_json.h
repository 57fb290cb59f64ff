// What profiles say of a signal, as JSON and back: for the run file and the JSON report.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>

#include "engine/store/profile_record.h"
#include "engine/store/safe_text.h"

namespace leaktide {

// {"sentence", "kind", "type", "unit", "before", "after", "growth", "measured", "stacks": [{"growth",
// "share", "frames": [leaf, …]}]}
nlohmann::ordered_json evidenceToJson(const ProfileEvidence& evidence, const SafeText& safe);

// For the run file: with the sentences as data too, under "said".
nlohmann::ordered_json evidenceToKeep(const ProfileEvidence& evidence, const SafeText& safe);

// Unset: the text is not what was written. Texts are made printable.
std::optional<ProfileEvidence> evidenceFromJson(const std::string& text);

}  // namespace leaktide
