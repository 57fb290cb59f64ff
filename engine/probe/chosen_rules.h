// The table of metrics with the user's own choices in front: --signal tasks=my_jobs{state="running"}, or for
// a signal of their own --signal queue=app_queue_depth.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "engine/base/result.h"
#include "engine/plan/plan.h"
#include "engine/probe/metric_table.h"

namespace leaktide {

// InvalidInput: a word that cannot name a signal, or metrics that do not parse.
Status checkSignalChoices(const std::vector<SignalChoice>& choices);

// Owns the text that its rules view.
class ChosenRules {
public:
    explicit ChosenRules(const std::vector<SignalChoice>& choices);
    ChosenRules(const ChosenRules&) = delete;
    ChosenRules& operator=(const ChosenRules&) = delete;

    [[nodiscard]] std::span<const MetricRule> rules() const { return m_rules; }

private:
    std::vector<SignalChoice> m_choices;
    std::vector<MetricRule> m_rules;
};

}  // namespace leaktide
