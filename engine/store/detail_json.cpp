#include "engine/store/detail_json.h"

#include <array>
#include <cmath>
#include <limits>
#include <utility>

namespace leaktide {

namespace {

using nlohmann::json;
using nlohmann::ordered_json;

constexpr std::array<std::pair<const char*, double ViewDetail::*>, 7> Numbers{{
    {"window", &ViewDetail::window},
    {"t", &ViewDetail::t},
    {"rise", &ViewDetail::rise},
    {"drawdown", &ViewDetail::drawdown},
    {"q", &ViewDetail::bend},
    {"q_upper", &ViewDetail::bendUpper},
    {"q_limit", &ViewDetail::bendLimit},
}};
constexpr std::array<std::pair<const char*, double Interval::*>, 3> Slope{
    {{"value", &Interval::value}, {"low", &Interval::low}, {"high", &Interval::high}}};

ordered_json orNull(double value) {
    return std::isfinite(value) ? ordered_json(value) : ordered_json(nullptr);
}

// What is not finite was written as null.
double numberIn(const json& value, const char* name) {
    const auto found = value.find(name);
    return found != value.end() && found->is_number() ? found->get<double>()
                                                      : std::numeric_limits<double>::quiet_NaN();
}

int scaleIn(const json& value) {
    const double scale = numberIn(value, "scale");
    return scale >= 0 && scale <= 100 ? static_cast<int>(scale) : 0;
}

std::string textIn(const json& value, const char* name) {
    const auto found = value.find(name);
    return found != value.end() && found->is_string() ? found->get<std::string>() : std::string();
}

ViewDetail detailFrom(const json& value) {
    ViewDetail detail;
    for (const auto& [name, member] : Numbers) {
        detail.*member = numberIn(value, name);
    }
    if (const auto slope = value.find("slope"); slope != value.end() && slope->is_object()) {
        for (const auto& [name, member] : Slope) {
            detail.slope.*member = numberIn(*slope, name);
        }
    }
    detail.scale = scaleIn(value);
    detail.floor = textIn(value, "channel") == "floor";
    detail.heldBy = textIn(value, "held_by");
    const auto excludes = value.find("excludes_warm_up");
    detail.excludesWarmUp = excludes != value.end() && excludes->is_boolean() && excludes->get<bool>();
    return detail;
}

}  // namespace

ordered_json detailsJson(const std::vector<ViewDetail>& details) {
    ordered_json list = ordered_json::array();
    for (const ViewDetail& detail : details) {
        ordered_json one;
        one["scale"] = detail.scale;
        one["channel"] = detail.floor ? "floor" : "mean";
        for (const auto& [name, member] : Slope) {
            one["slope"][name] = orNull(detail.slope.*member);
        }
        for (const auto& [name, member] : Numbers) {
            one[name] = orNull(detail.*member);
        }
        one["excludes_warm_up"] = detail.excludesWarmUp;
        one["held_by"] = detail.heldBy.empty() ? ordered_json(nullptr) : ordered_json(detail.heldBy);
        list.push_back(std::move(one));
    }
    return list;
}

std::optional<std::vector<ViewDetail>> detailsFromJson(const std::string& text) {
    constexpr std::size_t MostViews = 100;
    const json list = json::parse(text, nullptr, false);
    if (!list.is_array() || list.size() > MostViews) {
        return std::nullopt;
    }
    std::vector<ViewDetail> details;
    for (const json& one : list) {
        if (!one.is_object()) {
            return std::nullopt;
        }
        details.push_back(detailFrom(one));
    }
    return details;
}

}  // namespace leaktide
