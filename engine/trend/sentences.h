// The evidence of a verdict in one or two plain sentences, with numbers in the reader's units.
#pragma once

#include <string>

#include "engine/measure/signal.h"
#include "engine/trend/findings.h"

namespace leaktide {

std::string evidenceSentence(Verdict verdict, const Findings& findings, const SignalSpec& spec,
                             const TrendSettings& settings);
// "112 B per request", "0.0200 tasks per request".
std::string perCounter(double slope, const SignalSpec& spec, Counter counter);

}  // namespace leaktide
