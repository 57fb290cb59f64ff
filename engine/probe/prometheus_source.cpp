#include "engine/probe/prometheus_source.h"

#include "engine/base/redact.h"
#include "engine/plan/url.h"

namespace leaktide {

namespace {

std::string originOf(const std::string& url) {
    const auto parsed = parseUrl(url);
    return parsed ? parsed->origin() : std::string();
}

}  // namespace

PrometheusSource::PrometheusSource(std::unique_ptr<HttpGetter> getter, std::string url)
    : m_getter(std::move(getter)),
      m_url(std::move(url)),
      m_reader(metricTable()),
      m_collection(originOf(m_url)) {}

Result<Gauges> PrometheusSource::read() {
    const auto answer = m_getter->get(m_url);
    if (!answer) {
        return answer.error();
    }
    if (answer->status != 200) {
        return Error{ErrorKind::Protocol, describeStatus(*answer)};
    }
    auto gauges = m_reader.read(answer->body);
    if (!gauges) {
        return Error{gauges.error().kind, redactUrl(m_url) + ": " + gauges.error().message};
    }
    if (gauges->values.empty()) {
        return Error{ErrorKind::Protocol, redactUrl(m_url) + " shows no metric that is known"};
    }
    return gauges;
}

std::string PrometheusSource::describe() const {
    std::string text = "Prometheus text at " + redactUrl(m_url);
    const char* before = ": ";
    for (const MetricChoice& choice : m_reader.choices()) {
        text += before + choice.signal + " from " + choice.metrics;
        before = ", ";
    }
    return text;
}

Result<bool> PrometheusSource::collectGarbage() {
    return m_collection.run(*m_getter);
}

void PrometheusSource::cancel() {
    m_getter->cancel();
}

}  // namespace leaktide
