#include "engine/probe/chosen_rules.h"

#include <algorithm>

#include "engine/base/text.h"
#include "engine/measure/signal.h"
#include "engine/probe/metric_expression.h"

namespace leaktide {

Status checkSignalChoices(const std::vector<SignalChoice>& choices) {
    for (const SignalChoice& choice : choices) {
        if (!isSignalName(choice.signal)) {
            return Error{ErrorKind::InvalidInput,
                         "\"" + printable(choice.signal, 60) +
                             "\" is no name for a signal: lower-case letters, digits and underscores are"};
        }
        if (const auto parsed = parseMetricExpression(choice.metrics); !parsed) {
            return Error{ErrorKind::InvalidInput,
                         "the metrics of signal " + choice.signal + ": " + parsed.error().message};
        }
    }
    return {};
}

ChosenRules::ChosenRules(const std::vector<SignalChoice>& choices) : m_choices(choices) {
    for (const SignalChoice& choice : m_choices) {
        m_rules.push_back({MetricRole::Value, choice.signal, "as chosen", choice.metrics, {}});
    }
    for (const MetricRule& rule : metricTable()) {
        const bool replaced =
            rule.role == MetricRole::Value &&
            std::any_of(m_choices.begin(), m_choices.end(),
                        [&rule](const SignalChoice& choice) { return choice.signal == rule.signal; });
        if (!replaced) {
            m_rules.push_back(rule);
        }
    }
}

}  // namespace leaktide
