// Makes free text fit to be written down: what a peer sent is shown with its control characters escaped, and
// no secret of the plan survives, wherever it came from (an error text, a URL in a sentence, a mark).
// Immutable after construction; thread-safe.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/measure/load_interval.h"
#include "engine/plan/plan.h"

namespace leaktide {

class SafeText {
public:
    // Learns the secrets of the plan: values of secret headers, user info and secret query values of URLs.
    explicit SafeText(const Plan& plan);

    // Secrets become "***", URLs are redacted, the rest is printable (engine/base/text.h).
    [[nodiscard]] std::string clean(std::string_view text) const;
    // The same of what people write into a plan besides requests: names, checks.
    [[nodiscard]] Plan clean(Plan plan) const;
    [[nodiscard]] LoadCounters clean(LoadCounters counters) const;

private:
    void learnHeaders(const std::vector<Header>& headers);
    void learnUrl(std::string_view url);
    void learn(std::string_view secret);

    std::vector<std::string> m_secrets;  // longest first, so that a part never spoils the whole
};

}  // namespace leaktide
