#include "engine/store/record_json.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <nlohmann/json.hpp>
#include <utility>

#include "engine/base/text.h"

namespace leaktide {

namespace {

using nlohmann::json;
using Counter = std::uint64_t LoadCounters::*;

constexpr std::array<std::pair<const char*, Counter>, 13> Counters{{
    {"requests", &LoadCounters::requests},
    {"ok", &LoadCounters::ok},
    {"http_errors", &LoadCounters::httpErrors},
    {"failed", &LoadCounters::failed},
    {"attempts", &LoadCounters::attempts},
    {"dropped", &LoadCounters::dropped},
    {"late", &LoadCounters::late},
    {"bytes_in", &LoadCounters::bytesIn},
    {"bytes_out", &LoadCounters::bytesOut},
    {"connections_opened", &LoadCounters::connectionsOpened},
    {"retries", &LoadCounters::retries},
    {"unsent", &LoadCounters::unsent},
    {"held_up", &LoadCounters::heldUp},
}};
constexpr std::size_t CountersFromTheStart = 10;  // files of earlier versions know only these

constexpr std::array<Nanos Beat::Latency::*, 5> LatencyParts{
    &Beat::Latency::p50, &Beat::Latency::p90, &Beat::Latency::p99, &Beat::Latency::p999, &Beat::Latency::max};

std::optional<json> parsed(const std::string& text, json::value_t type) {
    json value = json::parse(text, nullptr, false);
    return value.type() == type ? std::optional(std::move(value)) : std::nullopt;
}

constexpr std::size_t LongestCheck = 1000;
constexpr std::size_t MostRequests = 1000;

template <typename Enum, std::size_t N>
std::optional<Enum> fromName(std::string_view name, const std::array<Enum, N>& all) {
    const auto found =
        std::find_if(all.begin(), all.end(), [name](Enum value) { return nameOf(value) == name; });
    return found == all.end() ? std::nullopt : std::optional(*found);
}

std::optional<int> statusFromText(const std::string& text) {
    int status = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), status);
    const bool whole = error == std::errc() && end == text.data() + text.size();
    return whole && status >= 0 && status <= 999 ? std::optional(status) : std::nullopt;
}

json phraseJson(const Phrase& phrase, const SafeText& safe) {
    if (phrase.parts.empty()) {
        return safe.clean(phrase.pattern);
    }
    json value = json::array({safe.clean(phrase.pattern)});
    for (const Phrase& part : phrase.parts) {
        value.push_back(phraseJson(part, safe));
    }
    return value;
}

std::optional<Phrase> phraseFrom(const json& value, int depthLeft) {
    constexpr std::size_t MostParts = 9;
    constexpr std::size_t LongestText = 4000;
    if (value.is_string()) {
        return Phrase(printable(value.get<std::string>(), LongestText));
    }
    if (depthLeft == 0 || !value.is_array() || value.size() < 2 || value.size() > MostParts + 1 ||
        !value.front().is_string()) {
        return std::nullopt;
    }
    Phrase phrase(printable(value.front().get<std::string>(), LongestText));
    for (std::size_t i = 1; i < value.size(); ++i) {
        auto part = phraseFrom(value.at(i), depthLeft - 1);
        if (!part) {
            return std::nullopt;
        }
        phrase.parts.push_back(std::move(*part));
    }
    return phrase;
}

}  // namespace

std::string countersToJson(const LoadCounters& counters) {
    json value;
    for (const auto& [name, counter] : Counters) {
        value[name] = counters.*counter;
    }
    for (std::size_t kind = 0; kind < FailureKindCount; ++kind) {
        if (counters.failures.at(kind) > 0) {
            value["errors"][std::string(nameOf(static_cast<FailureKind>(kind)))] = counters.failures.at(kind);
        }
    }
    for (const auto& [status, count] : counters.statuses) {
        value["statuses"][std::to_string(status)] = count;
    }
    for (const auto& [check, count] : counters.failedChecks) {
        value["failed_checks"][check] = count;
    }
    if (!counters.byRequest.empty()) {
        value["by_request"] = counters.byRequest;
    }
    return value.dump(-1, ' ', false, json::error_handler_t::replace);
}

std::optional<LoadCounters> countersFromJson(const std::string& text) {
    const auto value = parsed(text, json::value_t::object);
    if (!value) {
        return std::nullopt;
    }
    LoadCounters counters;
    for (std::size_t i = 0; i < Counters.size(); ++i) {
        const auto& [name, counter] = Counters[i];
        const auto found = value->find(name);
        if (found == value->end() && i >= CountersFromTheStart) {
            continue;
        }
        if (found == value->end() || !found->is_number_unsigned()) {
            return std::nullopt;
        }
        counters.*counter = found->get<std::uint64_t>();
    }
    const json none = json::object();
    const json errors = value->value("errors", none);
    for (std::size_t kind = 0; kind < FailureKindCount; ++kind) {
        const auto found = errors.find(std::string(nameOf(static_cast<FailureKind>(kind))));
        if (found != errors.end() && found->is_number_unsigned()) {
            counters.failures.at(kind) = found->get<std::uint64_t>();
        }
    }
    const json statuses = value->value("statuses", none);
    for (const auto& [name, count] : statuses.items()) {
        const auto status = statusFromText(name);
        if (!status || !count.is_number_unsigned()) {
            return std::nullopt;
        }
        counters.statuses[*status] = count.get<std::uint64_t>();
    }
    const json checks = value->value("failed_checks", none);
    for (const auto& [check, count] : checks.items()) {
        if (!count.is_number_unsigned()) {
            return std::nullopt;
        }
        counters.failedChecks[printable(check, LongestCheck)] = count.get<std::uint64_t>();
    }
    const json byRequest = value->value("by_request", json::array());
    for (const json& count : byRequest) {
        if (!count.is_number_unsigned() || byRequest.size() > MostRequests) {
            return std::nullopt;
        }
        counters.byRequest.push_back(count.get<std::uint64_t>());
    }
    return counters;
}

std::string gaugesToJson(const std::map<std::string, double>& gauges) {
    json value = json::object();
    for (const auto& [name, gauge] : gauges) {
        if (std::isfinite(gauge)) {
            value[name] = gauge;
        }
    }
    return value.dump(-1, ' ', false, json::error_handler_t::replace);
}

std::optional<std::map<std::string, double>> gaugesFromJson(const std::string& text) {
    const auto value = parsed(text, json::value_t::object);
    if (!value || value->size() > 1000) {
        return std::nullopt;
    }
    std::map<std::string, double> gauges;
    for (const auto& [name, gauge] : value->items()) {
        if (!gauge.is_number()) {
            return std::nullopt;
        }
        gauges[name] = gauge.get<double>();
    }
    return gauges;
}

std::string latencyToJson(const std::optional<Beat::Latency>& latency) {
    if (!latency) {
        return {};
    }
    json value = json::array();
    for (const auto part : LatencyParts) {
        value.push_back(((*latency).*part).count());
    }
    return value.dump();
}

bool latencyFromJson(const std::string& text, std::optional<Beat::Latency>& latency) {
    latency.reset();
    if (text.empty()) {
        return true;
    }
    const auto value = parsed(text, json::value_t::array);
    if (!value || value->size() != LatencyParts.size()) {
        return false;
    }
    Beat::Latency read;
    for (std::size_t i = 0; i < LatencyParts.size(); ++i) {
        if (!value->at(i).is_number_unsigned()) {
            return false;
        }
        read.*LatencyParts.at(i) = Nanos(value->at(i).get<Nanos::rep>());
    }
    latency = read;
    return true;
}

std::string bucketsToJson(const Histogram& histogram) {
    json value = json::array();
    const auto& buckets = histogram.buckets();
    const std::size_t end = histogram.count() == 0 ? 0 : Histogram::bucketOf(histogram.max().count()) + 1;
    for (std::size_t i = Histogram::bucketOf(histogram.min().count()); i < end; ++i) {
        if (buckets[i] > 0) {
            value.push_back({i, buckets[i]});
        }
    }
    return value.dump();
}

std::optional<Histogram> histogramFromJson(const std::string& buckets, Nanos min, Nanos max) {
    const auto value = parsed(buckets, json::value_t::array);
    if (!value || min < Nanos(0) || max < min || max.count() > Histogram::Highest) {
        return std::nullopt;
    }
    Histogram histogram;
    const std::size_t size = histogram.buckets().size();
    for (const json& entry : *value) {
        if (!entry.is_array() || entry.size() != 2 || !entry[0].is_number_unsigned() ||
            !entry[1].is_number_unsigned() || entry[0].get<std::uint64_t>() >= size) {
            return std::nullopt;
        }
        const auto bucket = entry[0].get<std::size_t>();
        auto count = entry[1].get<std::uint64_t>();
        // The extremes are known exactly; within a bucket all values count as one.
        if (bucket == Histogram::bucketOf(min.count()) && count > 0) {
            histogram.record(min);
            --count;
        }
        if (bucket == Histogram::bucketOf(max.count()) && count > 0) {
            histogram.record(max);
            --count;
        }
        histogram.recordMany(std::clamp(Nanos(Histogram::lowestOf(bucket)), min, max), count);
    }
    return histogram;
}

std::string phrasesToJson(const Phrases& phrases, const SafeText& safe) {
    json value = json::array();
    for (const Phrase& phrase : phrases) {
        value.push_back(phraseJson(phrase, safe));
    }
    return value.dump(-1, ' ', false, json::error_handler_t::replace);
}

std::optional<Phrases> phrasesFromJson(const std::string& text) {
    constexpr std::size_t MostPhrases = 100;
    constexpr int Deepest = 5;
    const auto value = parsed(text, json::value_t::array);
    if (!value || value->size() > MostPhrases) {
        return std::nullopt;
    }
    Phrases phrases;
    for (const json& one : *value) {
        auto phrase = phraseFrom(one, Deepest);
        if (!phrase) {
            return std::nullopt;
        }
        phrases.push_back(std::move(*phrase));
    }
    return phrases;
}

std::optional<Phase> phaseFromName(std::string_view name) {
    return fromName(name, std::array{Phase::Starting, Phase::Baseline, Phase::WarmUp, Phase::Load,
                                     Phase::Drain, Phase::Collect, Phase::Ended});
}

std::optional<StopReason> stopReasonFromName(std::string_view name) {
    return fromName(name, std::array{StopReason::Finished, StopReason::StoppedByUser, StopReason::Interrupted,
                                     StopReason::TargetUnreachable, StopReason::TargetLost,
                                     StopReason::OutputFailed, StopReason::InternalError});
}

}  // namespace leaktide
