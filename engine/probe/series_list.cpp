#include "engine/probe/series_list.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <unordered_map>

#include "engine/base/redact.h"
#include "engine/base/text.h"
#include "engine/plan/url.h"
#include "engine/probe/bounded_json.h"
#include "engine/probe/exposition.h"
#include "engine/probe/http_getter.h"
#include "engine/probe/metric_expression.h"
#include "engine/probe/probe_places.h"

namespace leaktide {

namespace {

using Json = nlohmann::json;

constexpr std::size_t MostSeries = 20000;
constexpr std::size_t LongestText = 300;

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

// Expressions know no escapes: such a label would be read as something else.
bool canBeWritten(const MetricSample& sample) {
    return std::none_of(sample.labels.begin(), sample.labels.end(), [](const MetricLabel& label) {
        return label.value.find_first_of("\"\\") != label.value.npos;
    });
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
    if (isWebPage(answer)) {
        return Error{ErrorKind::Protocol, redactUrl(answer.url) + " is a web page, no metrics"};
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
             if (!canBeWritten(sample)) {
                 return;
             }
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
    const auto listAt = [&getter](const std::string& place) {
        const auto answer = getter.get(place);
        return answer ? seriesOf(*answer) : Result<SeriesList>(answer.error());
    };
    if (given && url->target != "/") {
        return listAt(plan.probe.url);
    }
    std::vector<std::string> places(MetricPlaces.begin(), MetricPlaces.end());
    places.emplace_back(ExpvarPlace);
    std::string tried;
    int silences = 0;
    for (const std::string& place : places) {
        if (silences == MostSilences) {
            break;
        }
        auto list = listAt(url->origin() + place);
        if (list) {
            return list;
        }
        tried += (tried.empty() ? "" : "; ") + list.error().message;
        silences += list.error().kind == ErrorKind::Unreachable ? 1 : 0;
    }
    return Error{ErrorKind::NotFound, "no metrics found: " + tried};
}

}  // namespace leaktide
