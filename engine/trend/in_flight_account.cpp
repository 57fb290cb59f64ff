#include "engine/trend/in_flight_account.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "engine/trend/rest_account.h"

namespace leaktide {
namespace {

constexpr std::size_t FewestAtRest = 3;
constexpr std::size_t FewestUnderLoad = 20;
constexpr double NearWhole = 0.1;
constexpr double ErrorsToWhole = 2;  // so many standard errors from a whole number count as none
constexpr double UntoldError = 0.5;  // a standard error above this tells nothing
constexpr double ClearlyBetter = 0.9;

double held(const SignalPoint& point, Holder holder) {
    return holder == Holder::Requests ? point.inFlight : point.connections;
}

double medianBefore(std::span<const SignalPoint> points) {
    std::vector<double> values;
    for (const SignalPoint& point : points) {
        values.push_back(point.value);
    }
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

struct HolderFit {
    double perHolder = 1;
    double error = HUGE_VAL;
    double squares = HUGE_VAL;  // of the residuals
};

// value - baseline = perHolder * held + perRequest * requests, by least squares without an intercept: the
// baseline is known.
HolderFit fitHolder(std::span<const SignalPoint> points, double baseline, Holder holder) {
    double hh = 0;
    double hr = 0;
    double rr = 0;
    double hy = 0;
    double ry = 0;
    double yy = 0;
    const double firstRequests = points.front().requests;
    for (const SignalPoint& point : points) {
        const double h = held(point, holder);
        const double r = point.requests - firstRequests;
        const double y = point.value - baseline;
        hh += h * h;
        hr += h * r;
        rr += r * r;
        hy += h * y;
        ry += r * y;
        yy += y * y;
    }
    const double determinant = hh * rr - hr * hr;
    HolderFit fit;
    if (hh <= 0 || rr <= 0 || determinant <= 1e-9 * hh * rr) {
        return fit;
    }
    fit.perHolder = (hy * rr - ry * hr) / determinant;
    const double perRequest = (ry * hh - hy * hr) / determinant;
    fit.squares = std::max(0.0, yy - fit.perHolder * hy - perRequest * ry);
    const auto freedom = static_cast<double>(points.size()) - 2;
    fit.error = std::sqrt(fit.squares / freedom * rr / determinant);
    return fit;
}

double settled(const HolderFit& fit) {
    if (fit.error > UntoldError || !std::isfinite(fit.perHolder)) {
        return 1;
    }
    const double whole = std::round(fit.perHolder);
    const bool isWhole = std::abs(fit.perHolder - whole) <= std::max(NearWhole, ErrorsToWhole * fit.error);
    return std::max(0.0, isWhole ? whole : fit.perHolder);
}

}  // namespace

std::string_view wordOf(Holder holder) {
    return holder == Holder::Requests ? "requests" : "connections";
}

std::optional<Holder> holderFromWord(std::string_view word) {
    for (const Holder holder : {Holder::Requests, Holder::Connections}) {
        if (wordOf(holder) == word) {
            return holder;
        }
    }
    return std::nullopt;
}

double InFlightAccount::unexplained(const SignalPoint& point) const {
    return leaktide::unexplained(point.value, baseline, perHolder, held(point, holder));
}

bool isAccounted(const SignalSpec& spec) {
    return spec.unit == SignalUnit::Items &&
           (spec.rest == SignalRest::MustReturn || spec.name == "open_connections");
}

std::optional<InFlightAccount> accountFor(const SignalSpec& spec, std::span<const SignalPoint> points,
                                          double loadBeganS) {
    const auto atRest = static_cast<std::size_t>(
        std::find_if(points.begin(), points.end(),
                     [loadBeganS](const SignalPoint& point) { return point.tS >= loadBeganS; }) -
        points.begin());
    if (!isAccounted(spec) || atRest < FewestAtRest || points.size() - atRest < FewestUnderLoad) {
        return std::nullopt;
    }
    const double baseline = medianBefore(points.first(atRest));
    const HolderFit requests = fitHolder(points, baseline, Holder::Requests);
    const HolderFit connections = fitHolder(points, baseline, Holder::Connections);
    const bool connectionsHold = spec.name == "open_connections" || spec.name == "fds" ||
                                 connections.squares < ClearlyBetter * requests.squares;
    const HolderFit& fit = connectionsHold ? connections : requests;
    return InFlightAccount{.baseline = baseline,
                           .holder = connectionsHold ? Holder::Connections : Holder::Requests,
                           .perHolder = settled(fit)};
}

}  // namespace leaktide
