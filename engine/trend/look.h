// One look at the series: every view (scale x window x channel) is fitted and put through the gates.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <span>

#include "engine/trend/block_series.h"
#include "engine/trend/gates.h"
#include "engine/trend/trend_settings.h"
#include "engine/trend/verdict.h"

namespace leaktide {

// Why a view is not suspect: the first gate it did not pass.
enum class Gate { Significant, Material, Steady, NoStep, NotBending, NotTheLoad, NotStopped };

struct View {
    double window = 1;      // share of the load so far
    std::size_t scale = 0;  // 0 is the finest
    Channel channel = Channel::Mean;
    double span = 0;  // of the counter, within the window
    double rise = 0;
    double startLevel = 0;  // of the line, where the window begins
    Interval slope;         // per count, 95 %
    double t = 0;           // of the slope
    double drawdown = 0;    // the largest
    double bend = 0, bendUpper = 0, bendLimit = 0;
    double bendUpperIfWiderBends = 0;
    std::optional<Gate> heldBy;  // nothing: suspect
    bool suspect = false;
    bool excludesWarmUp = false;
    bool curved = false;
};

// Every identifiable view of one look.
struct Views {
    std::array<View, 24> all{};
    std::size_t size = 0;
    [[nodiscard]] std::span<const View> span() const { return {all.data(), size}; }
};

// What is kept of a look.
struct LookResult {
    Counter counter = Counter::Requests;
    bool identifiable = false;     // some view could be judged
    bool notTime = false;          // requests and time could be told apart
    double requestsPerSecond = 0;  // while loaded
    std::size_t suspects = 0;      // views
    std::size_t excluding = 0;     // suspects that exclude a warm-up
    std::optional<View> chosen;    // the suspect that is told
    Interval told;                 // its slope, over all scales
    double expected = 0;           // growth over the chosen window by the smallest suspect slope
    double level = 0;              // mean over the whole load
    double detectableAbove = 0;    // a slope above this would have shown; 0 if nothing is known
    double longerToExclude = 0;    // so many times the load would exclude a warm-up; 0: cannot be said
    std::size_t higherGroups = 0;  // of the chosen window: groups above all before them …
    std::size_t chosenGroups = 0;  // … out of so many
};

// What a look is given besides the series.
struct LookContext {
    std::optional<double> idleLevel;
    double chance = 0.01;  // of a false trend, for one view
    LookKind kind = LookKind::WhileLoading;
};

LookResult lookAt(const BlockSeries& load, const LookContext& context, const TrendSettings& settings);
// The views behind it, for who wants to see.
Views viewsOf(const BlockSeries& load, Counter counter, const LookContext& context,
              const TrendSettings& settings);

}  // namespace leaktide
