#include "engine/store/load_json.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <nlohmann/json.hpp>

#include "engine/base/text.h"

namespace leaktide {

namespace {

using nlohmann::json;

constexpr std::size_t MostSteps = 1000;
constexpr std::size_t LongestSentence = 1000;

json orNull(const std::optional<double>& value) {
    return value && std::isfinite(*value) ? json(*value) : json(nullptr);
}

std::optional<double> numberAt(const json& object, const char* key) {
    const auto found = object.find(key);
    return found != object.end() && found->is_number() ? std::optional(found->get<double>()) : std::nullopt;
}

std::string textAt(const json& object, const char* key) {
    const auto found = object.find(key);
    return found != object.end() && found->is_string() ? printable(found->get<std::string>(), LongestSentence)
                                                       : std::string();
}

template <typename Enum, std::size_t N>
std::optional<Enum> named(const std::string& name, const std::array<Enum, N>& all) {
    const auto found =
        std::find_if(all.begin(), all.end(), [&name](Enum value) { return nameOf(value) == name; });
    return found == all.end() ? std::nullopt : std::optional(*found);
}

json nanosOrNull(const std::optional<Nanos>& value) {
    return value ? json(value->count()) : json(nullptr);
}

std::optional<Nanos> nanosAt(const json& object, const char* key) {
    const auto value = numberAt(object, key);
    return value && *value >= 0 && *value < 1e18 ? std::optional(Nanos(std::llround(*value))) : std::nullopt;
}

json stepJson(const SearchStep& step) {
    return {{"kind", nameOf(step.kind)},
            {"rate", step.rate},
            {"from_s", step.fromS},
            {"to_s", step.toS},
            {"due", step.due},
            {"results", step.results},
            {"reached", step.reached},
            {"p50_ns", nanosOrNull(step.p50)},
            {"p99_ns", nanosOrNull(step.p99)},
            {"error_share", step.errorShare},
            {"dropped_share", step.droppedShare},
            {"late_share", step.lateShare},
            {"outcome", nameOf(step.outcome)},
            {"why", step.why}};
}

std::optional<SearchStep> stepFrom(const json& value) {
    using Kind = SearchStep::Kind;
    using Outcome = SearchStep::Outcome;
    if (!value.is_object()) {
        return std::nullopt;
    }
    const auto kind = named(textAt(value, "kind"), std::array{Kind::Step, Kind::Confirm});
    const auto outcome =
        named(textAt(value, "outcome"), std::array{Outcome::Held, Outcome::Broke, Outcome::ClientLimited});
    const auto rate = numberAt(value, "rate");
    if (!kind || !outcome || !rate) {
        return std::nullopt;
    }
    const auto number = [&value](const char* key) { return numberAt(value, key).value_or(0); };
    return SearchStep{.kind = *kind,
                      .rate = *rate,
                      .fromS = number("from_s"),
                      .toS = number("to_s"),
                      .due = static_cast<std::uint64_t>(std::clamp(number("due"), 0.0, 1e18)),
                      .results = static_cast<std::uint64_t>(std::clamp(number("results"), 0.0, 1e18)),
                      .reached = number("reached"),
                      .p50 = nanosAt(value, "p50_ns"),
                      .p99 = nanosAt(value, "p99_ns"),
                      .errorShare = number("error_share"),
                      .droppedShare = number("dropped_share"),
                      .lateShare = number("late_share"),
                      .outcome = *outcome,
                      .why = textAt(value, "why")};
}

}  // namespace

std::string thresholdsToJson(const std::vector<BudgetResult>& thresholds) {
    json list = json::array();
    for (const BudgetResult& one : thresholds) {
        list.push_back({{"budget", one.budget.text}, {"value", orNull(one.value)}, {"held", one.held}});
    }
    return list.dump();
}

std::optional<std::vector<BudgetResult>> thresholdsFromJson(const std::string& text) {
    std::vector<BudgetResult> results;
    const json list = json::parse(text.empty() ? "[]" : text, nullptr, false);
    if (!list.is_array() || list.size() > MostSteps) {
        return std::nullopt;
    }
    for (const json& one : list) {
        if (!one.is_object()) {
            return std::nullopt;
        }
        auto budget = parseBudget(textAt(one, "budget"));
        if (!budget) {
            return std::nullopt;
        }
        const auto value = numberAt(one, "value");
        results.push_back({*budget, value, value && budget->allows(*value)});
    }
    return results;
}

std::string searchToJson(const std::optional<SearchRecord>& search) {
    if (!search) {
        return {};
    }
    json steps = json::array();
    for (const SearchStep& step : search->steps) {
        steps.push_back(stepJson(step));
    }
    return json{{"end", nameOf(search->end)}, {"found", orNull(search->found)}, {"steps", steps}}.dump();
}

bool searchFromJson(const std::string& text, std::optional<SearchRecord>& search) {
    search.reset();
    if (text.empty()) {
        return true;
    }
    const json value = json::parse(text, nullptr, false);
    const auto end = value.is_object()
                         ? named(textAt(value, "end"),
                                 std::array{SearchEnd::Running, SearchEnd::Found, SearchEnd::HighestAllowed,
                                            SearchEnd::ClientLimit, SearchEnd::NoneHeld, SearchEnd::Cut})
                         : std::nullopt;
    const auto steps = value.is_object() ? value.find("steps") : value.end();
    if (!end || steps == value.end() || !steps->is_array() || steps->size() > MostSteps) {
        return false;
    }
    SearchRecord read{.steps = {}, .found = numberAt(value, "found"), .end = *end};
    for (const json& one : *steps) {
        auto step = stepFrom(one);
        if (!step) {
            return false;
        }
        read.steps.push_back(std::move(*step));
    }
    search = std::move(read);
    return true;
}

std::string clientToJson(const std::optional<ClientState>& client) {
    return client ? json{{"core_used", client->coreUsed},
                         {"core_waited", client->coreWaited},
                         {"held_up_share", client->heldUpShare},
                         {"limit", nameOf(client->limit)}}
                        .dump()
                  : std::string();
}

bool clientFromJson(const std::string& text, std::optional<ClientState>& client) {
    client.reset();
    if (text.empty()) {
        return true;
    }
    const json value = json::parse(text, nullptr, false);
    const auto limit = value.is_object()
                           ? named(textAt(value, "limit"),
                                   std::array{ClientLimit::None, ClientLimit::Sockets, ClientLimit::Cpu,
                                              ClientLimit::CpuQueue, ClientLimit::SendLag})
                           : std::nullopt;
    if (!limit) {
        return false;
    }
    client = ClientState{.coreUsed = numberAt(value, "core_used").value_or(0),
                         .coreWaited = numberAt(value, "core_waited").value_or(0),
                         .heldUpShare = numberAt(value, "held_up_share").value_or(0),
                         .limit = *limit};
    return true;
}

std::string closedToJson(const ConnectionTally& tally) {
    json value = json::object();
    for (std::size_t reason = 0; reason < CloseReasonCount; ++reason) {
        value[std::string(nameOf(static_cast<CloseReason>(reason)))] = tally.closed.at(reason);
    }
    return value.dump();
}

bool closedFromJson(const std::string& text, ConnectionTally& tally) {
    const json value = json::parse(text.empty() ? "{}" : text, nullptr, false);
    if (!value.is_object()) {
        return false;
    }
    for (std::size_t reason = 0; reason < CloseReasonCount; ++reason) {
        const auto found = value.find(std::string(nameOf(static_cast<CloseReason>(reason))));
        tally.closed.at(reason) =
            found != value.end() && found->is_number_unsigned() ? found->get<std::uint64_t>() : 0;
    }
    return true;
}

bool steeringFromFacts(std::map<std::string, std::string>& facts, RunRecord& record) {
    auto thresholds = thresholdsFromJson(facts["thresholds"]);
    if (!thresholds) {
        return false;
    }
    record.thresholds = std::move(*thresholds);
    return searchFromJson(facts["search"], record.search) &&
           closedFromJson(facts["connections_closed"], record.totals.connections);
}

Histogram* histogramNamed(const std::string& name, LoadInterval& totals) {
    if (name == "service_time") {
        return &totals.serviceTime;
    }
    if (name == "response_time") {
        return &totals.responseTime;
    }
    if (name == "connect_time") {
        return &totals.connections.connectTime;
    }
    return name == "tls_time" ? &totals.connections.tlsTime : nullptr;
}

}  // namespace leaktide
