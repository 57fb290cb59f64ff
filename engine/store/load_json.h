// How the load was steered and what is told of this client, as JSON text and back: thresholds, search,
// client, connections. Reading checks everything: unset means the text is not what was written.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "engine/store/run_record.h"

namespace leaktide {

std::string thresholdsToJson(const std::vector<BudgetResult>& thresholds);
std::optional<std::vector<BudgetResult>> thresholdsFromJson(const std::string& text);  // "": none

std::string searchToJson(const std::optional<SearchRecord>& search);  // "": there was none
bool searchFromJson(const std::string& text, std::optional<SearchRecord>& search);

std::string clientToJson(const std::optional<ClientState>& client);
bool clientFromJson(const std::string& text, std::optional<ClientState>& client);

// Without its two histograms.
std::string closedToJson(const ConnectionTally& tally);
bool closedFromJson(const std::string& text, ConnectionTally& tally);  // "": nothing was kept

// Thresholds, search and closes from the facts of a run file; false: they make no sense.
bool steeringFromFacts(std::map<std::string, std::string>& facts, RunRecord& record);
// "service_time", "response_time", "connect_time", "tls_time"; null: none of them.
Histogram* histogramNamed(const std::string& name, LoadInterval& totals);

}  // namespace leaktide
