// How the load was steered and what is told of the client itself, for the terminal, for the page and as CSV.
// Pure; nothing in here came from a peer.
#pragma once

#include <string>

#include "engine/report/text_report.h"
#include "engine/store/run_record.h"

namespace leaktide {

std::string loadTablesText(const RunRecord& record, Colours colours);  // connections, client, goals, search
std::string endpointsText(const RunRecord& record, Colours colours);   // which request leaks; may be empty
std::string loadTablesHtml(const RunRecord& record);                   // whole sections

std::string connectionsCsv(const RunRecord& record);  // measure,value
std::string thresholdsCsv(const RunRecord& record);
std::string searchCsv(const RunRecord& record);

// One line for each second that had results: an interval log (.hlog) of HdrHistogram. Only where each
// second's histograms were kept.
enum class LoggedTime { Service, Response };
std::string intervalLog(const RunRecord& record, LoggedTime which);

}  // namespace leaktide
