#include "engine/probe/prometheus_source.h"

#include <algorithm>
#include <array>

#include "engine/base/redact.h"
#include "engine/base/text.h"
#include "engine/probe/footprint.h"
#include "engine/probe/probe_words.h"

namespace leaktide {

namespace {

constexpr std::array CollectedRuntimes{"Go", "JVM", "Node", ".NET"};

}  // namespace

PrometheusSource::PrometheusSource(std::shared_ptr<HttpGetter> getter, std::string url,
                                   const std::vector<SignalChoice>& choices)
    : m_getter(std::move(getter)),
      m_url(std::move(url)),
      m_choices(choices),
      m_rules(choices),
      m_reader(m_rules.rules()),
      m_collection(m_url) {}

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
    gauges->collects = heapIsCollected(gauges->values);
    takeOffOurs(*gauges, "fds");
    if (inGo(gauges->values)) {
        takeOffOurs(*gauges, "tasks");
    }
    return gauges;
}

// Go serves each connection with a goroutine of its own.
bool PrometheusSource::inGo(const std::map<std::string, double>& values) {
    if (!m_tasksInGo && values.count("tasks") > 0) {
        m_tasksInGo = speaks("tasks", "Go");
    }
    return m_tasksInGo.value_or(false);
}

bool PrometheusSource::speaks(std::string_view signal, std::string_view dialect) const {
    const auto choices = m_reader.choices();
    return std::any_of(choices.begin(), choices.end(), [&](const MetricChoice& choice) {
        return choice.signal == signal && choice.dialect.starts_with(dialect);
    });
}

bool PrometheusSource::heapIsCollected(const std::map<std::string, double>& values) {
    if (!m_heapIsCollected && values.count("heap_in_use") > 0) {
        m_heapIsCollected =
            std::any_of(CollectedRuntimes.begin(), CollectedRuntimes.end(),
                        [this](const char* runtime) { return speaks("heap_in_use", runtime); });
    }
    return m_heapIsCollected.value_or(false);
}

Phrases PrometheusSource::describe() const {
    std::string read;
    std::vector<SignalChoice> notSeen = m_choices;
    for (const MetricChoice& choice : m_reader.choices()) {
        read += (read.empty() ? "" : ", ") + choice.signal + " = " + choice.metrics;
        notSeen.erase(std::remove_if(notSeen.begin(), notSeen.end(),
                                     [&](const SignalChoice& one) { return one.signal == choice.signal; }),
                      notSeen.end());
    }
    Phrases said{probeSay(ProbeSay::PrometheusText, {redactUrl(m_url), read})};
    for (const SignalChoice& choice : notSeen) {
        said.push_back(
            probeSay(ProbeSay::NotSeenYet, {choice.signal + " = " + printable(choice.metrics, 80)}));
    }
    return said;
}

Result<bool> PrometheusSource::collectGarbage() {
    return m_collection.run(*m_getter,
                            speaks("tasks", "leaktide-target") ? CollectsLike::Bundled : CollectsLike::Go);
}

void PrometheusSource::cancel() {
    m_getter->cancel();
}

}  // namespace leaktide
