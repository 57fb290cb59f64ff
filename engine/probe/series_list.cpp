#include "engine/probe/series_list.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <unordered_map>

#include "engine/base/redact.h"
#include "engine/base/text.h"
#include "engine/plan/url.h"
#include "engine/probe/bounded_json.h"
#include "engine/probe/exposition.h"
#include "engine/probe/http_getter.h"
#include "engine/probe/metric_expression.h"

namespace leaktide {

namespace {

using Json = nlohmann::json;

constexpr std::size_t MostSeries = 20000;
constexpr std::size_t LongestText = 300;
constexpr std::array Places{"/metrics", "/actuator/prometheus", "/q/metrics", "/debug/vars"};

struct Family {
    std::string type;
    std::string help;
};
using Families = std::unordered_map<std::string, Family>;

// "# TYPE jobs gauge", "# HELP jobs How many there are."
Families familiesOf(std::string_view text) {
    Families families;
    while (!text.empty() && families.size() < MostSeries) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        std::string_view line = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        const bool type = line.starts_with("# TYPE ");
        if (!type && !line.starts_with("# HELP ")) {
            continue;
        }
        line.remove_prefix(7);
        const std::size_t blank = std::min(line.find(' '), line.size());
        Family& family = families[printable(line.substr(0, blank), LongestText)];
        (type ? family.type : family.help) = printable(trim(line.substr(blank)), LongestText);
    }
    return families;
}

Family familyOf(const Families& families, std::string_view name) {
    for (const std::string_view suffix : {"", "_bucket", "_count", "_sum", "_total", "_created"}) {
        if (name.ends_with(suffix)) {
            const auto found = families.find(std::string(name.substr(0, name.size() - suffix.size())));
            if (found != families.end()) {
                return found->second;
            }
        }
    }
    return {};
}

std::string expressionOf(const MetricSample& sample) {
    std::string text(sample.name);
    const char* before = "{";
    for (const MetricLabel& label : sample.labels) {
        text += before + std::string(label.name) + "=\"" + label.value + "\"";
        before = ", ";
    }
    return text + (sample.labels.empty() ? "" : "}");
}

void keep(SeriesList& list, TargetSeries series) {
    if (series.metrics.size() > LongestText || printable(series.metrics, LongestText) != series.metrics ||
        !parseMetricExpression(series.metrics)) {
        return;
    }
    if (list.series.size() == MostSeries) {
        list.cut = true;
        return;
    }
    list.series.push_back(std::move(series));
}

void addNumbers(SeriesList& list, const Json& object, const std::string& path) {
    for (const auto& [key, value] : object.items()) {
        if (value.is_number()) {
            keep(list, {path + key, value.get<double>(), "", ""});
        } else if (value.is_object() && path.size() < LongestText) {
            addNumbers(list, value, path + key + ".");
        }
    }
}

Result<SeriesList> seriesOf(const HttpAnswer& answer) {
    if (answer.status != 200) {
        return Error{ErrorKind::NotFound, describeStatus(answer)};
    }
    auto list =
        trim(answer.body).starts_with('{') ? seriesOfExpvar(answer.body) : seriesOfExposition(answer.body);
    if (!list) {
        return Error{list.error().kind, redactUrl(answer.url) + ": " + list.error().message};
    }
    if (list->series.empty()) {
        return Error{ErrorKind::NotFound, redactUrl(answer.url) + " shows no series"};
    }
    list->source = redactUrl(answer.url);
    return list;
}

}  // namespace

Result<SeriesList> seriesOfExposition(std::string_view text) {
    const Families families = familiesOf(text);
    SeriesList list;
    const Status read = readExposition(
        text,
        {[](std::string_view) { return true; },
         [&](const MetricSample& sample) {
             Family family = familyOf(families, sample.name);
             keep(list, {expressionOf(sample), sample.value, std::move(family.type), std::move(family.help)});
         }});
    return read ? Result<SeriesList>(std::move(list)) : read.error();
}

Result<SeriesList> seriesOfExpvar(std::string_view json) {
    const Json document = parseBoundedJson(json);
    if (!document.is_object()) {
        return Error{ErrorKind::Protocol, "it is no JSON object"};
    }
    SeriesList list;
    addNumbers(list, document, "");
    return list;
}

Result<SeriesList> listSeries(const Plan& plan) {
    const bool given = plan.probe.mode == ProbeMode::Url;
    const auto url = parseUrl(given || plan.requests.empty() ? plan.probe.url : plan.requests.front().url);
    if (!url) {
        return url.error();
    }
    HttpGetter getter(getterSettings(plan));
    std::string tried;
    for (const char* place : Places) {
        const bool whole = given && url->target != "/";
        const auto answer = getter.get(whole ? plan.probe.url : url->origin() + place);
        auto list = answer ? seriesOf(*answer) : Result<SeriesList>(answer.error());
        if (list || whole) {
            return list;
        }
        tried += (tried.empty() ? "" : "; ") + list.error().message;
        if (list.error().kind == ErrorKind::Unreachable) {
            break;
        }
    }
    return Error{ErrorKind::NotFound, "no metrics found: " + tried};
}

}  // namespace leaktide
