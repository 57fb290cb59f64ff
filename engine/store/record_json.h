// Pieces of a run as JSON text and back, for the columns of a run file that have no fixed shape. Reading
// checks everything: unset means the text is not what was written.
#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>

#include "engine/store/run_record.h"
#include "engine/store/safe_text.h"

namespace leaktide {

std::string countersToJson(const LoadCounters& counters);
std::optional<LoadCounters> countersFromJson(const std::string& text);

std::string gaugesToJson(const std::map<std::string, double>& gauges);
std::optional<std::map<std::string, double>> gaugesFromJson(const std::string& text);

// "[p50, p90, p99, p999, max]" in ns; empty text for unset.
std::string latencyToJson(const std::optional<Beat::Latency>& latency);
// False when the text is broken.
bool latencyFromJson(const std::string& text, std::optional<Beat::Latency>& latency);

// "[[bucket, count], …]", only the used ones.
std::string bucketsToJson(const Histogram& histogram);
std::optional<Histogram> histogramFromJson(const std::string& buckets, Nanos min, Nanos max);

// [["pattern", part, …], "text"]: a phrase without parts is its text. Every text is cleaned.
std::string phrasesToJson(const Phrases& phrases, const SafeText& safe);
std::optional<Phrases> phrasesFromJson(const std::string& text);

std::optional<Phase> phaseFromName(std::string_view name);
std::optional<StopReason> stopReasonFromName(std::string_view name);

}  // namespace leaktide
