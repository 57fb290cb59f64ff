#include "engine/store/endpoint_json.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "engine/store/record_json.h"

namespace leaktide {

namespace {

using nlohmann::json;
using nlohmann::ordered_json;

constexpr std::size_t MostRequests = 1000;

ordered_json intervalJson(const Interval& interval) {
    const auto orNull = [](double value) {
        return std::isfinite(value) ? ordered_json(value) : ordered_json(nullptr);
    };
    return {
        {"value", orNull(interval.value)}, {"low", orNull(interval.low)}, {"high", orNull(interval.high)}};
}

json growthJson(const EndpointGrowth& growth) {
    return {{"outcome", wordOf(growth.outcome)},
            {"per", intervalJson(growth.perCount)},
            {"counts", growth.counts}};
}

double numberAt(const json& object, const char* key) {
    const auto found = object.find(key);
    return found != object.end() && found->is_number() ? found->get<double>() : NAN;
}

std::optional<EndpointGrowth> growthFrom(const json& value) {
    const auto outcome = value.is_object() && value.contains("outcome") && value["outcome"].is_string()
                             ? endpointOutcomeFromWord(value["outcome"].get<std::string>())
                             : std::nullopt;
    if (!outcome || !value.contains("per") || !value["per"].is_object()) {
        return std::nullopt;
    }
    const json& per = value["per"];
    return EndpointGrowth{.outcome = *outcome,
                          .perCount = {numberAt(per, "value"), numberAt(per, "low"), numberAt(per, "high")},
                          .counts = numberAt(value, "counts")};
}

std::optional<EndpointFinding> findingFrom(const json& value) {
    const bool whole = value.is_object() && value.contains("requests") && value["requests"].is_array() &&
                       value["requests"].size() <= MostRequests && value.contains("time") &&
                       value.contains("said");
    const auto time = whole ? growthFrom(value["time"]) : std::nullopt;
    const auto said = whole ? phrasesFromJson(value["said"].dump()) : std::nullopt;
    if (!time || !said) {
        return std::nullopt;
    }
    EndpointFinding finding{.requests = {}, .time = *time, .said = *said};
    for (const json& one : value["requests"]) {
        const auto growth = growthFrom(one);
        if (!growth) {
            return std::nullopt;
        }
        finding.requests.push_back(*growth);
    }
    return finding;
}

}  // namespace

std::string endpointsToJson(const std::vector<SignalRecord>& signals, const SafeText& safe) {
    json all = json::object();
    for (const SignalRecord& signal : signals) {
        if (!signal.endpoints) {
            continue;
        }
        json requests = json::array();
        for (const EndpointGrowth& one : signal.endpoints->requests) {
            requests.push_back(growthJson(one));
        }
        all[signal.spec.name] = {{"requests", requests},
                                 {"time", growthJson(signal.endpoints->time)},
                                 {"said", json::parse(phrasesToJson(signal.endpoints->said, safe))}};
    }
    return all.empty() ? std::string() : all.dump(-1, ' ', false, json::error_handler_t::replace);
}

bool endpointsFromJson(const std::string& text, std::vector<SignalRecord>& signals) {
    const json all = json::parse(text.empty() ? "{}" : text, nullptr, false);
    if (!all.is_object()) {
        return false;
    }
    for (SignalRecord& signal : signals) {
        const auto found = all.find(signal.spec.name);
        if (found == all.end()) {
            continue;
        }
        signal.endpoints = findingFrom(*found);
        if (!signal.endpoints) {
            return false;
        }
    }
    return true;
}

}  // namespace leaktide
