// Small questions that every report asks of a run. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "engine/store/run_record.h"

namespace leaktide {

std::string_view wordOf(SignalUnit unit);  // "items", "bytes": in files

const SignalRecord* findSignal(const RunRecord& record, std::string_view name);  // nullptr: not there

// count / of; unset when `of` is 0.
std::optional<double> shareOf(std::uint64_t count, std::uint64_t of);

// The example text of a failure kind, empty if there is none. Examples begin with sentenceOf(kind).
std::string exampleOf(const RunRecord& record, FailureKind kind);

// Results per second of the load.
std::optional<double> requestsPerSecond(const RunRecord& record);

// "0.0200 tasks per request", "3.4 KiB per request", with the counter's own word.
std::string slopeSentence(const SignalRecord& signal, double perRequest);

// 0.02 tasks, 3.4 KiB: a value of the signal for people.
std::string formatSignalValue(const SignalSpec& spec, double value);

// "2026-11-23T21:22:12.123Z"
std::string formatUtc(WallTime time);

// "baseline (1.6 s), after_cycle_1 (24.0 s): heap, tasks"; empty when there are none.
std::string describeProfiles(const RunRecord& record);

std::string_view programVersion();  // "0.1.0"

}  // namespace leaktide
