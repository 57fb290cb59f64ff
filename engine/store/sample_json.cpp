#include "engine/store/sample_json.h"

#include <cmath>

#include "engine/base/redact.h"
#include "engine/base/text.h"

namespace leaktide {

namespace {

using nlohmann::json;
using nlohmann::ordered_json;

constexpr std::size_t LongestText = 4000;
constexpr double LongestS = 1e9;

std::optional<FailureKind> kindOf(const std::string& name) {
    for (std::size_t kind = 0; kind < FailureKindCount; ++kind) {
        if (nameOf(static_cast<FailureKind>(kind)) == name) {
            return static_cast<FailureKind>(kind);
        }
    }
    return std::nullopt;
}

// Reads one object; `sound` turns false where it is not what was written.
struct Reader {
    const json& object;
    bool sound = true;

    std::string text(const char* key) {
        const auto found = object.find(key);
        if (found == object.end() || !found->is_string()) {
            sound = false;
            return {};
        }
        return printable(found->get_ref<const std::string&>(), LongestText);
    }
    Nanos time(const char* key) {
        const auto found = object.find(key);
        const double seconds = found != object.end() && found->is_number() ? found->get<double>() : NAN;
        sound = sound && std::fabs(seconds) < LongestS;
        return Nanos(sound ? std::llround(seconds * 1e9) : 0);
    }
};

std::optional<RequestSample> sampleFromJson(const json& object) {
    if (!object.is_object()) {
        return std::nullopt;
    }
    Reader reader{object};
    RequestSample sample{.name = reader.text("request"),
                         .target = reader.text("target"),
                         .traceId = reader.text("trace_id"),
                         .spanId = reader.text("span_id"),
                         .due = reader.time("due_s"),
                         .sent = reader.time("sent_s"),
                         .done = reader.time("done_s"),
                         .status = 0,
                         .failure = {},
                         .detail = reader.text("detail")};
    const json status = object.value("status", json());
    const json failure = object.value("failure", json());
    if (status.is_number_unsigned() && status.get<std::uint64_t>() <= 999) {
        sample.status = status.get<int>();
    }
    if (failure.is_string()) {
        sample.failure = kindOf(failure.get<std::string>());
    }
    return reader.sound ? std::optional(std::move(sample)) : std::nullopt;
}

}  // namespace

ordered_json samplesToJson(const std::vector<RequestSample>& samples, const SafeText& safe) {
    ordered_json list = ordered_json::array();
    for (const RequestSample& sample : samples) {
        list.push_back(
            {{"request", safe.clean(redactUrl(sample.name))},
             {"target", safe.clean(redactUrl(sample.target))},
             {"trace_id", sample.traceId},
             {"span_id", sample.spanId},
             {"due_s", toSeconds(sample.due)},
             {"sent_s", toSeconds(sample.sent)},
             {"done_s", toSeconds(sample.done)},
             {"status", sample.status == 0 ? ordered_json(nullptr) : ordered_json(sample.status)},
             {"failure", sample.failure ? ordered_json(nameOf(*sample.failure)) : ordered_json(nullptr)},
             {"detail", safe.clean(sample.detail)}});
    }
    return list;
}

std::optional<std::vector<RequestSample>> samplesFromJson(const json& list) {
    if (!list.is_array()) {
        return std::nullopt;
    }
    std::vector<RequestSample> samples;
    for (const json& object : list) {
        auto sample = sampleFromJson(object);
        if (!sample) {
            return std::nullopt;
        }
        samples.push_back(std::move(*sample));
    }
    return samples;
}

}  // namespace leaktide
