// A leak about which there is a doubt that the shape of its growth cannot show: "growing, undecided". Pure.
#pragma once

#include "engine/measure/signal.h"
#include "engine/trend/verdict.h"

namespace leaktide {

// "Still growing by 2.0 KiB per request, but …": `why` goes on from there.
TrendVerdict doubted(const SignalSpec& spec, TrendVerdict leak, Phrase why);

}  // namespace leaktide
