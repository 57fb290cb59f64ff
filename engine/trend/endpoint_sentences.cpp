#include "engine/trend/endpoint_sentences.h"

#include <algorithm>

#include "engine/trend/patterns.h"
#include "engine/trend/sentences.h"

namespace leaktide {

Phrases endpointSentences(const EndpointFinding& finding, const std::vector<std::string>& names,
                          const SignalSpec& spec) {
    Phrases said;
    std::size_t none = 0;
    for (std::size_t i = 0; i < finding.requests.size(); ++i) {
        const EndpointGrowth& one = finding.requests[i];
        none += one.outcome == EndpointOutcome::None ? 1 : 0;
        if (one.outcome == EndpointOutcome::Grows) {
            said.push_back(
                say(Say::EndpointGrows, {names[i], slopeWithRange(one.perCount, spec, Counter::Requests)}));
        }
    }
    const bool requestNamed = !said.empty();
    if (finding.time.outcome == EndpointOutcome::Grows) {
        said.push_back(
            say(Say::GrowsWhateverIsSent, {slopeWithRange(finding.time.perCount, spec, Counter::Seconds)}));
    }
    const bool named = !said.empty();
    for (std::size_t i = 0; i < finding.requests.size(); ++i) {
        const EndpointGrowth& one = finding.requests[i];
        if (one.outcome == EndpointOutcome::Undecided) {
            said.push_back(say(Say::EndpointUndecided,
                               {names[i], slopeWithRange(one.perCount, spec, Counter::Requests)}));
        }
    }
    if (!named) {
        said.insert(said.begin(), say(Say::NoEndpointNamed));
    } else if (!requestNamed) {
        return said;
    } else if (none == 1) {
        said.push_back(say(Say::OtherNone));
    } else if (none > 1) {
        said.push_back(say(Say::OthersNone, {std::to_string(none)}));
    }
    return said;
}

Phrases endpointsNotTold() {
    return {say(Say::EndpointsNotTold)};
}

}  // namespace leaktide
