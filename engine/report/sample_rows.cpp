#include "engine/report/sample_rows.h"

#include "engine/base/redact.h"
#include "engine/base/text.h"

namespace leaktide {

namespace {

std::string resultOf(const RequestSample& sample, const SafeText& safe) {
    if (!sample.failure) {
        return std::to_string(sample.status);
    }
    const bool told = sample.failure == FailureKind::CheckFailed && !sample.detail.empty();
    return told ? safe.clean(sample.detail) : std::string(sentenceOf(*sample.failure));
}

// A name that only repeats the target says nothing of its own.
std::string requestOf(const RequestSample& sample, const SafeText& safe) {
    const std::string target = redactUrl(sample.target);
    const bool named = sample.name.find(sample.target) == std::string::npos;
    return safe.clean(named ? sample.name + " " + target : redactUrl(sample.name));
}

}  // namespace

std::vector<SampleRow> sampleRows(const std::vector<RequestSample>& samples, const SafeText& safe) {
    std::vector<SampleRow> rows;
    for (const RequestSample& sample : samples) {
        rows.push_back({.sentAt = formatFixed(toSeconds(sample.sent), 3) + " s",
                        .took = formatDuration(sample.serviceTime()),
                        .result = resultOf(sample, safe),
                        .request = requestOf(sample, safe),
                        .traceId = printable(sample.traceId, 40)});
    }
    return rows;
}

}  // namespace leaktide
