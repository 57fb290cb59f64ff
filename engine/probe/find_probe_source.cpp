// Looks where a target shows its gauges, best place first.
#include <array>

#include "engine/base/redact.h"
#include "engine/base/text.h"
#include "engine/plan/url.h"
#include "engine/probe/probe_loop.h"
#include "engine/probe/prometheus_source.h"
#include "engine/probe/stats_source.h"

namespace leaktide {

namespace {

constexpr std::array Places{"/debug/stats", "/metrics", "/actuator/prometheus", "/q/metrics"};
constexpr auto Patience = std::chrono::seconds(5);  // for the answer that decides

std::unique_ptr<HttpGetter> makeGetter(const Plan& plan, Nanos timeout) {
    HttpGetterSettings settings;
    settings.headers = plan.probe.headers;
    settings.verifyTls = plan.connection.verifyTls;
    settings.timeout = timeout;
    return std::make_unique<HttpGetter>(std::move(settings));
}

// What an answer is, is told by its body: content types are often wrong.
Result<std::unique_ptr<ProbeSource>> sourceOf(const Plan& plan, const HttpAnswer& answer) {
    if (answer.status != 200) {
        return Error{ErrorKind::NotFound, describeStatus(answer)};
    }
    std::unique_ptr<HttpGetter> getter = makeGetter(plan, HttpGetterSettings().timeout);
    if (trim(answer.body).starts_with('{') && readStats(answer.body)) {
        return std::unique_ptr<ProbeSource>(std::make_unique<StatsSource>(std::move(getter), answer.url));
    }
    auto source = std::make_unique<PrometheusSource>(std::move(getter), answer.url);
    if (const auto gauges = source->read(); !gauges) {
        return gauges.error();
    }
    return std::unique_ptr<ProbeSource>(std::move(source));
}

Result<std::unique_ptr<ProbeSource>> trySource(const Plan& plan, const std::string& url) {
    const auto answer = makeGetter(plan, Patience)->get(url);
    if (!answer) {
        return answer.error();
    }
    return sourceOf(plan, *answer);
}

}  // namespace

Result<std::unique_ptr<ProbeSource>> findProbeSource(const Plan& plan, std::string& whyNot) {
    if (plan.probe.mode == ProbeMode::None) {
        whyNot = "no probe, as asked";
        return std::unique_ptr<ProbeSource>();
    }
    const bool given = plan.probe.mode == ProbeMode::Url;
    const auto url = parseUrl(given || plan.requests.empty() ? plan.probe.url : plan.requests.front().url);
    if (!url) {
        return Error{url.error().kind, "the probe's URL: " + url.error().message};
    }
    if (given && url->target != "/") {
        auto source = trySource(plan, plan.probe.url);
        return source ? std::move(source)
                      : Error{source.error().kind, "the probe: " + source.error().message};
    }
    for (const char* place : Places) {
        auto source = trySource(plan, url->origin() + place);
        if (source) {
            return source;
        }
        whyNot += (whyNot.empty() ? "nothing readable: " : "; ") + source.error().message;
        if (source.error().kind == ErrorKind::Unreachable) {
            break;
        }
    }
    return std::unique_ptr<ProbeSource>();
}

}  // namespace leaktide
