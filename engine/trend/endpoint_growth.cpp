#include "engine/trend/endpoint_growth.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "engine/trend/drifting_fit.h"
#include "engine/trend/student_t.h"

namespace leaktide {

namespace {

constexpr double ChanceOfFalseName = 0.002;  // over all requests and signals of a run
constexpr double HalfOfNinetyFive = 0.025;
constexpr double LeastItems = 3;
constexpr double LeastShareOfBytes = 0.01;  // of the whole growth: less is not worth a name
constexpr double LargestNone = 0.1;         // of the whole growth: what could be more is not "none"
constexpr double FadedTo = 0.5;             // of its mean slope, at the end of the load
constexpr double FadesBeyond = 2;           // standard errors
constexpr std::array<std::pair<EndpointOutcome, std::string_view>, 3> Words{
    {{EndpointOutcome::Grows, "grows"},
     {EndpointOutcome::None, "none"},
     {EndpointOutcome::Undecided, "undecided"}}};

// Over the load, pauses left out.
std::vector<double> countsOf(const EndpointSeries& series) {
    std::vector<double> counts(series.requests() + 1);  // time last
    for (const EndpointBlock& block : series.blocks()) {
        for (std::size_t i = 0; i < series.requests(); ++i) {
            counts[i] += block.doneTo[i] - block.doneFrom[i];
        }
        counts.back() += block.toS - block.fromS;
    }
    return counts;
}

// Columns: how many of each request were done and how long it took; then how often each was sent just then,
// which is what it holds only while it is in flight. `bent`: one more, for a request whose growth may fade.
std::vector<DriftingRow> rowsOf(const EndpointSeries& series, std::optional<std::size_t> bent) {
    const std::vector<EndpointBlock>& blocks = series.blocks();
    const std::vector<double> counts = countsOf(series);
    std::vector<DriftingRow> rows;
    for (const EndpointBlock& block : blocks) {
        DriftingRow row{.begins = block.begins, .y = block.value / block.readings, .columns = {}};
        for (std::size_t i = 0; i < series.requests(); ++i) {
            row.columns.push_back(block.done[i] / block.readings - blocks.front().doneFrom[i]);
        }
        row.columns.push_back(block.seconds / block.readings);
        for (std::size_t i = 0; i < series.requests(); ++i) {
            row.columns.push_back((block.doneTo[i] - block.doneFrom[i]) / (block.toS - block.fromS));
        }
        if (bent) {
            const double share = row.columns[*bent] / counts[*bent];
            row.columns.push_back(counts[*bent] * share * share);
        }
        rows.push_back(std::move(row));
    }
    return rows;
}

// It added much at first and ever less later, as what fills up does.
bool fades(const EndpointSeries& series, std::size_t request) {
    const auto fit = fitDrifting(rowsOf(series, request));
    if (!fit) {
        return false;
    }
    const double slope = fit->coefficients[request];  // where the load began; at its end + 2 bend
    const double bend = fit->coefficients.back();
    return bend < -FadesBeyond * fit->errors.back() && slope + 2 * bend < FadedTo * (slope + bend);
}

EndpointGrowth growthOf(const DriftingFit& fit, std::size_t column, double counts) {
    const double value = fit.coefficients[column];
    const double half = studentUpper(HalfOfNinetyFive, fit.degrees) * fit.errors[column];
    return {.perCount = {.value = value, .low = value - half, .high = value + half}, .counts = counts};
}

}  // namespace

std::string_view wordOf(EndpointOutcome outcome) {
    return Words.at(static_cast<std::size_t>(outcome)).second;
}

std::optional<EndpointOutcome> endpointOutcomeFromWord(std::string_view word) {
    const auto* found =
        std::find_if(Words.begin(), Words.end(), [word](const auto& entry) { return entry.second == word; });
    return found == Words.end() ? std::nullopt : std::optional(found->first);
}

std::optional<EndpointFinding> findEndpoints(const EndpointSeries& series, const SignalSpec& spec,
                                             std::size_t signalsAsked) {
    const std::vector<double> counts = countsOf(series);
    const bool allSent = std::all_of(counts.begin(), counts.end(), [](double count) { return count > 0; });
    const auto fit = allSent ? fitDrifting(rowsOf(series, std::nullopt)) : std::nullopt;
    if (!fit) {
        return std::nullopt;
    }
    const double asked = static_cast<double>(std::max<std::size_t>(1, signalsAsked) * counts.size());
    const double beyondDoubt = studentUpper(ChanceOfFalseName / asked, fit->degrees);
    double grown = 0;
    for (std::size_t i = 0; i < counts.size(); ++i) {
        grown += std::max(0.0, fit->coefficients[i] * counts[i]);
    }
    const double least = spec.unit == SignalUnit::Items ? LeastItems : LeastShareOfBytes * grown;
    EndpointFinding finding;
    for (std::size_t i = 0; i < counts.size(); ++i) {
        EndpointGrowth one = growthOf(*fit, i, counts[i]);
        const bool certain = one.perCount.value > beyondDoubt * fit->errors[i];
        if (certain && one.perCount.value * counts[i] >= least) {
            const bool request = i < series.requests();
            one.outcome = request && fades(series, i) ? EndpointOutcome::Undecided : EndpointOutcome::Grows;
        } else if (one.perCount.high * counts[i] <= std::max(least, LargestNone * grown)) {
            one.outcome = EndpointOutcome::None;
        }
        i < series.requests() ? finding.requests.push_back(one) : void(finding.time = one);
    }
    return finding;
}

}  // namespace leaktide
