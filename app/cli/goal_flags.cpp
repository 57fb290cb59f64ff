#include "app/cli/goal_flags.h"

#include "app/cli/flag_values.h"
#include "engine/base/text.h"

namespace leaktide::app {

namespace {

constexpr std::uint64_t FirstRate = 100;  // where a search begins unless -q says otherwise

SearchPlan& searchOf(RunDraft& draft) {
    auto& search = draft.options.plan.load.search;
    return search ? *search : search.emplace();
}

Apply setStep(RunDraft& draft, Nanos SearchPlan::*part) {
    return [&draft, part](const std::string& text) -> Status {
        const auto parsed = parseDuration(text);
        if (!parsed || *parsed <= Nanos(0)) {
            return parsed ? bad("must be > 0") : parsed.error();
        }
        searchOf(draft).*part = *parsed;
        return {};
    };
}

}  // namespace

void addGoalFlags(OptionTable& table, RunDraft& draft) {
    table.group("Goals");
    table.add({{"--threshold"},
               "BUDGET",
               "must hold over the load, else exit code 99: p99<200ms, errors<1%",
               [&draft](const std::string& text) -> Status {
                   auto budgets = parseBudgets(text);
                   if (!budgets) {
                       return budgets.error();
                   }
                   auto& all = draft.options.plan.thresholds;
                   all.insert(all.end(), budgets->begin(), budgets->end());
                   return {};
               }});
    table.add({{"--search"},
               "BUDGETS",
               "find the highest rate at which they hold: p99<50ms,errors<1%",
               [&draft](const std::string& text) -> Status {
                   auto budgets = parseBudgets(text);
                   if (!budgets) {
                       return budgets.error();
                   }
                   searchOf(draft).budgets = std::move(budgets).value();
                   return {};
               }});
    table.add({{"--search-to"},
               "RATE",
               "no higher than this; -q is where it begins (100)",
               [&draft](const std::string& text) -> Status {
                   const auto parsed = parseRate(text);
                   if (!parsed || parsed->count == 0) {
                       return parsed ? bad("must be > 0") : parsed.error();
                   }
                   searchOf(draft).to = *parsed;
                   return {};
               }});
    table.add({{"--search-step"},
               "TIME",
               "of each rate, judged after it settled (4s)",
               setStep(draft, &SearchPlan::step)});
    table.add(
        {{"--search-settle"}, "TIME", "not judged, before that (1s)", setStep(draft, &SearchPlan::settle)});
    table.add({{"--search-confirm"},
               "TIME",
               "what was found, once more (12s)",
               setStep(draft, &SearchPlan::confirm)});
}

Status settleSearch(RunDraft& draft) {
    LoadPlan& load = draft.options.plan.load;
    if (!load.search) {
        return {};
    }
    if (load.search->budgets.empty()) {
        return bad("--search: what must hold? write --search p99<50ms,errors<1%");
    }
    if (load.model == LoadModel::Stages || !load.stages.empty()) {
        return bad("--search: does not go with --stage");
    }
    load.model = LoadModel::ConstantRate;
    load.rate = load.rate.value_or(Rate{FirstRate});
    if (!draft.durationGiven) {
        load.duration = usualLength(*load.search);
        draft.durationGiven = true;
    }
    return {};
}

}  // namespace leaktide::app
