// Numbers in the reader's words: one place, so that every page says the same thing the same way.
// Pure functions; the digits come from engine/base/text.h and are the same in every locale.
#pragma once

#include <QString>
#include <optional>
#include <string_view>

#include "engine/base/units.h"
#include "engine/measure/signal.h"
#include "engine/trend/verdict.h"

namespace leaktide::app {

QString qt(std::string_view text);  // UTF-8 to QString

// A sentence of the engine as a sentence on screen: capital letter first, full stop last.
QString sentenceText(std::string_view sentence);

// "1,234" from ten upwards, at most two decimals below.
QString itemsText(double value);
// In the unit of the signal: "1,234" or "3.4 MiB".
QString valueText(const SignalSpec& spec, double value);
// "12,345/s", "1.75/s"
QString rateText(double perSecond);
// "830 ns", "945 µs", "1.20 ms", "2 min 05 s"
QString durationText(Nanos duration);
// "tasks", "pool objects"; "bytes" for a byte signal.
QString nounText(const SignalSpec& spec, double count);

// "0.0200 tasks per request", "4.1 KiB per request", "120 KiB per hour" for the counter "seconds".
QString perRequestText(const SignalSpec& spec, const TrendVerdict& verdict);
// "95 % interval 0.0198 to 0.0202"; empty without an interval.
QString intervalText(const SignalSpec& spec, const TrendVerdict& verdict);
// "a leak above 12 B per request would have shown"; empty when unset.
QString detectableText(const SignalSpec& spec, const TrendVerdict& verdict);

}  // namespace leaktide::app
