// The parts of the JSON report that tell how the load was steered and of the client itself. Pure.
#pragma once

#include <nlohmann/json.hpp>

#include "engine/store/run_record.h"

namespace leaktide {

nlohmann::ordered_json connectionsReport(const RunRecord& record);
nlohmann::ordered_json clientReport(const RunRecord& record);
nlohmann::ordered_json thresholdsReport(const RunRecord& record);
nlohmann::ordered_json searchReport(const RunRecord& record);  // null: there was none

}  // namespace leaktide
