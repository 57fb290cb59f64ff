// Looks where a target shows its gauges, best place first, and joins what adds to it: metrics or stats, then
// expvar and pprof for what these miss, then /proc for a process of this machine.
#include <algorithm>
#include <optional>
#include <utility>

#include "engine/base/redact.h"
#include "engine/base/text.h"
#include "engine/plan/url.h"
#include "engine/probe/chosen_rules.h"
#include "engine/probe/expvar_source.h"
#include "engine/probe/joined_source.h"
#include "engine/probe/pprof_source.h"
#include "engine/probe/probe_loop.h"
#include "engine/probe/probe_places.h"
#include "engine/probe/probe_words.h"
#include "engine/probe/proc_source.h"
#include "engine/probe/prometheus_source.h"
#include "engine/probe/stats_source.h"

namespace leaktide {

namespace {

using SourcePtr = std::unique_ptr<ProbeSource>;
using GetterPtr = std::shared_ptr<HttpGetter>;

// One getter for all sources of a target: the probe is one connection to it.
GetterPtr makeGetter(const Plan& plan) {
    return std::make_shared<HttpGetter>(getterSettings(plan));
}

// What an answer is, is told by its body: content types are often wrong.
Result<SourcePtr> sourceOf(const Plan& plan, const GetterPtr& getter, const HttpAnswer& answer) {
    if (answer.status != 200) {
        return Error{ErrorKind::NotFound, describeStatus(answer)};
    }
    if (trim(answer.body).starts_with('{')) {
        if (readExpvar(answer.body)) {
            return SourcePtr(std::make_unique<ExpvarSource>(getter, answer.url, plan.probe.signalChoices));
        }
        if (readStats(answer.body)) {
            return SourcePtr(std::make_unique<StatsSource>(getter, answer.url));
        }
    }
    if (profileCount(answer.body, "goroutine")) {
        return SourcePtr(std::make_unique<PprofSource>(getter, answer.url));
    }
    if (isWebPage(answer)) {
        return Error{ErrorKind::Protocol, redactUrl(answer.url) + " is a web page, no metrics"};
    }
    auto metrics = std::make_unique<PrometheusSource>(getter, answer.url, plan.probe.signalChoices);
    if (const auto gauges = metrics->read(); !gauges) {
        return gauges.error();
    }
    return SourcePtr(std::move(metrics));
}

Result<SourcePtr> trySource(const Plan& plan, const GetterPtr& getter, const std::string& url) {
    const auto answer = getter->get(url);
    return answer ? sourceOf(plan, getter, *answer) : answer.error();
}

// Why a place that is there cannot be read; unset: there is nothing.
std::optional<Phrase> reasonOf(const Result<HttpAnswer>& answer, const Error& error, const std::string& url) {
    if (answer && answer->status != 200) {
        const long status = answer->status;
        if (status == 404 || status == 405 || status == 410 || status == 501) {
            return std::nullopt;
        }
        const bool closed = status == 401 || status == 403;
        return probeSay(closed ? ProbeSay::AnsweredClosed : ProbeSay::Answered, {std::to_string(status)});
    }
    if (answer && isWebPage(*answer)) {
        return probeSay(ProbeSay::WebPage);
    }
    const std::string place = redactUrl(answer ? answer->url : url);
    std::string_view reason = error.message;
    if (reason.starts_with(place)) {
        reason.remove_prefix(place.size() + (reason.substr(place.size()).starts_with(':') ? 1 : 0));
    }
    return Phrase(std::string(trim(reason)));
}

// The same reason is said once for all of its places.
class PassedOver {
public:
    void add(const char* place, const Phrase& why) {
        const auto same = std::find_if(m_reasons.begin(), m_reasons.end(),
                                       [&why](const auto& reason) { return reason.first == why; });
        if (same == m_reasons.end()) {
            m_reasons.emplace_back(why, place);
        } else {
            same->second += std::string(", ") + place;
        }
    }
    [[nodiscard]] Phrases said() const {
        Phrases said;
        for (const auto& [why, places] : m_reasons) {
            said.push_back(probeSay(ProbeSay::PassedOver, {places, why}));
        }
        return said;
    }

private:
    std::vector<std::pair<Phrase, std::string>> m_reasons;
};

class Search {
public:
    Search(const Plan& plan, Url target)
        : m_plan(plan), m_target(std::move(target)), m_getter(makeGetter(plan)) {}

    Result<SourcePtr> run(std::string& whyNot) {
        // The bundled server's stats have no metrics to choose from, its /metrics have.
        if (m_plan.probe.signalChoices.empty()) {
            look(StatsPlace);
        }
        for (const char* place : MetricPlaces) {
            if (m_found.empty() && isReachable()) {
                look(place);
            }
        }
        const bool bundled = !m_found.empty() && dynamic_cast<StatsSource*>(m_found.front().get()) != nullptr;
        for (const char* place : {ExpvarPlace, PprofPlace}) {
            if (!bundled && isReachable() && (lacks("tasks") || lacks("heap_in_use") || lacksAChoice())) {
                look(place);
            }
        }
        if (!bundled && scopeOfHost(m_target.host) == HostScope::Loopback) {
            lookIntoProc();
        }
        if (m_found.empty()) {
            whyNot = m_tried;
            return SourcePtr();
        }
        Phrases passedOver = m_passedOver.said();
        return m_found.size() == 1 && passedOver.empty()
                   ? std::move(m_found.front())
                   : SourcePtr(std::make_unique<JoinedSource>(std::move(m_found), std::move(passedOver)));
    }

private:
    void look(const char* place) {
        const std::string url = m_target.origin() + place;
        const auto answer = m_getter->get(url);
        auto source = answer ? sourceOf(m_plan, m_getter, *answer) : answer.error();
        if (source) {
            keep(std::move(source).value());
            return;
        }
        note(source.error());
        m_silences += source.error().kind == ErrorKind::Unreachable ? 1 : 0;
        if (const auto why = reasonOf(answer, source.error(), url)) {
            m_passedOver.add(place, *why);
        }
    }
    void lookIntoProc() {
        const auto connects = isReachable() ? ProbeConnects::Yes : ProbeConnects::No;
        auto source = ProcSource::ofPort(m_target.port, m_found.empty() ? ProbeConnects::No : connects);
        source ? keep(std::move(source).value()) : note(source.error());
    }
    void keep(SourcePtr source) {
        if (const auto gauges = source->read()) {
            m_shown.values.insert(gauges->values.begin(), gauges->values.end());
        }
        m_found.push_back(std::move(source));
    }
    [[nodiscard]] bool isReachable() const { return m_silences < MostSilences; }
    void note(const Error& error) { m_tried += (m_tried.empty() ? "" : "; ") + error.message; }
    [[nodiscard]] bool lacksAChoice() const {
        const auto& choices = m_plan.probe.signalChoices;
        return std::any_of(choices.begin(), choices.end(),
                           [this](const SignalChoice& choice) { return lacks(choice.signal.c_str()); });
    }
    [[nodiscard]] bool lacks(const char* signal) const { return m_shown.values.count(signal) == 0; }

    const Plan& m_plan;
    Url m_target;
    GetterPtr m_getter;
    std::vector<SourcePtr> m_found;
    Gauges m_shown;
    std::string m_tried;
    PassedOver m_passedOver;
    int m_silences = 0;
};

Result<SourcePtr> fromUrl(const Plan& plan) {
    const GetterPtr getter = makeGetter(plan);
    auto source = trySource(plan, getter, plan.probe.url);
    // The bundled server's stats have no metrics to choose from, its /metrics have.
    if (source && !plan.probe.signalChoices.empty() && dynamic_cast<StatsSource*>(source->get()) != nullptr) {
        source = trySource(plan, getter, parseUrl(plan.probe.url)->origin() + MetricPlaces.front());
    }
    return source ? std::move(source) : Error{source.error().kind, "the probe: " + source.error().message};
}

Result<SourcePtr> fromProcess(const Plan& plan) {
    auto source = ProcSource::ofProcess(static_cast<ProcessId>(plan.probe.pid), ProbeConnects::No);
    return source ? Result<SourcePtr>(std::move(source).value())
                  : Error{source.error().kind, "the probe: " + source.error().message};
}

}  // namespace

Result<SourcePtr> findProbeSource(const Plan& plan, std::string& whyNot) {
    if (const Status fine = checkSignalChoices(plan.probe.signalChoices); !fine) {
        return fine.error();
    }
    if (plan.probe.mode == ProbeMode::None) {
        whyNot.clear();
        return SourcePtr();
    }
    if (plan.probe.mode == ProbeMode::Pid) {
        return fromProcess(plan);
    }
    const bool given = plan.probe.mode == ProbeMode::Url;
    const auto url = parseUrl(given || plan.requests.empty() ? plan.probe.url : plan.requests.front().url);
    if (!url) {
        return Error{url.error().kind, "the probe's URL: " + url.error().message};
    }
    return given && url->target != "/" ? fromUrl(plan) : Search(plan, *url).run(whyNot);
}

}  // namespace leaktide
