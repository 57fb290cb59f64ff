// Every sentence that is said about a probe, in English; the pattern is the key of its translation
// (resources/translations).
#pragma once

#include <string>
#include <vector>

#include "engine/base/phrase.h"

namespace leaktide {

enum class ProbeSay {
    // What is read.
    BundledStats,
    PrometheusText,
    Expvar,
    Pprof,
    Process,
    ProcessOnPort,
    ProcessesOnPort,
    NotSeenYet,
    // What it costs.
    Cost,
    CostWithFailures,
    Collections,
    // What is not read, and why.
    PassedOver,
    Answered,
    AnsweredClosed,
    WebPage,
    NothingReadable,
    NoProbe,
    // Beside it.
    Profiles,
    NoProfiles,
};

Phrase probeSay(ProbeSay what, std::vector<Phrase> parts = {});
// All of them: what a translation must know.
std::vector<std::string> probePatterns();

}  // namespace leaktide
