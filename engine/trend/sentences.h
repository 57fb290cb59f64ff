// The evidence of a verdict in one or two plain sentences, with numbers in the reader's units.
#pragma once

#include "engine/base/phrase.h"
#include "engine/measure/signal.h"
#include "engine/trend/findings.h"

namespace leaktide {

Phrases evidenceOf(Verdict verdict, const Findings& findings, const SignalSpec& spec,
                   const TrendSettings& settings);
// "112 B per request", "0.0200 tasks per request".
Phrase perCounter(double slope, const SignalSpec& spec, Counter counter);
// "112 B per request (104 B to 121 B)".
Phrase slopeWithRange(const Interval& slope, const SignalSpec& spec, Counter counter);
// "41.0 MiB", "1,024"
std::string amountText(double value, const SignalSpec& spec);
// "41.0 MiB", "1,024 descriptors"
Phrase amountOf(double value, const SignalSpec& spec);

}  // namespace leaktide
