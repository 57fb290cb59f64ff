#include "engine/probe/probe_words.h"

#include <array>
#include <utility>

#include "engine/base/phrase_table.h"

namespace leaktide {

namespace {

using Entry = std::pair<ProbeSay, const char*>;

constexpr PhraseTable Patterns{std::array{
    Entry{ProbeSay::BundledStats, "the bundled server's stats at %1"},
    Entry{ProbeSay::PrometheusText, "Prometheus text at %1: %2"},
    Entry{ProbeSay::Expvar, "expvar at %1"},
    Entry{ProbeSay::Pprof, "pprof at %1"},
    Entry{ProbeSay::Process, "/proc of %1"},
    Entry{ProbeSay::ProcessOnPort, "/proc of %1, which listens on port %2"},
    Entry{ProbeSay::ProcessesOnPort, "/proc of %1 and %3 more, which listen on port %2"},
    Entry{ProbeSay::NotSeenYet, "not seen yet: %1"},
    Entry{ProbeSay::Cost, "%1 readings, %2 ms and %3 each"},
    Entry{ProbeSay::CostWithFailures, "%1 readings, %2 ms and %3 each, %4 failed"},
    Entry{ProbeSay::Collections, "garbage collected before %1 of them, %2 ms each"},
    Entry{ProbeSay::PassedOver, "passed over %1: %2"},
    Entry{ProbeSay::Answered, "answered %1"},
    Entry{ProbeSay::AnsweredClosed, "answered %1; a header of the probe may open it"},
    Entry{ProbeSay::WebPage, "a web page, no metrics"},
    Entry{ProbeSay::NothingReadable, "nothing readable: %1"},
    Entry{ProbeSay::NoProbe, "no probe, as asked"},
    Entry{ProbeSay::Profiles, "profiles: %1"},
    Entry{ProbeSay::NoProfiles, "no profiles: %1"},
}};

}  // namespace

Phrase probeSay(ProbeSay what, std::vector<Phrase> parts) {
    return Patterns.say(what, std::move(parts));
}

std::vector<std::string> probePatterns() {
    return Patterns.patterns();
}

}  // namespace leaktide
