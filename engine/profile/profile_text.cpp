#include "engine/profile/profile_text.h"

#include <algorithm>

#include "engine/base/text.h"
#include "engine/profile/profile_units.h"
#include "engine/profile/wrapping.h"

namespace leaktide {

namespace {

constexpr std::size_t LongestName = 1000;

std::string padded(const std::string& text) {
    return std::string(10 - std::min<std::size_t>(10, text.size()), ' ') + text;
}

// One unit for the whole table: that of its smallest number, or a larger one if the table spans units.
std::string chooseUnit(const ProfileTop& top, const std::string& unit) {
    std::int64_t least = 0;
    for (const TopItem& item : top.items) {
        const std::int64_t value = magnitude(item.flat != 0 ? item.flat : item.cumulative);
        least = value > 0 && (least == 0 || value < least) ? value : least;
    }
    least = least == 0 ? top.total : least;
    const std::string leastUnit = scaleProfileValue(least, unit, "minimum").unit;
    const bool spans =
        leastUnit != scaleProfileValue(top.total, unit, "minimum").unit && least < top.total / 100;
    const std::string chosen = spans ? scaleProfileValue(100 * least, unit, "minimum").unit : leastUnit;
    return chosen.empty() ? unit : chosen;
}

const char* inlineLabel(InlineState state) {
    return state == InlineState::Always   ? " (inline)"
           : state == InlineState::Partly ? " (partial-inline)"
                                          : "";
}

}  // namespace

std::string topText(const StackProfile& profile, std::size_t type, SmallNodes small) {
    const ProfileTop top = topOf(profile, type, small);
    const std::string& unit = profile.types[type].unit;
    const std::string shown = top.items.empty() ? "minimum" : chooseUnit(top, unit);
    const auto format = [&](std::int64_t value) { return formatProfileValue(value, unit, shown); };
    std::int64_t flatSum = 0;
    for (const TopItem& item : top.items) {
        flatSum = wrappingSum(flatSum, item.flat);
    }
    std::string text = "Type: " + printable(profile.types[type].type) + "\n";
    text += "Showing nodes accounting for " + format(flatSum) + ", " +
            std::string(trim(formatProfileShare(flatSum, top.total))) + " of " + format(top.total) +
            " total\n";
    if (top.dropped > 0 && top.total != 0) {
        const auto limit = magnitude(static_cast<std::int64_t>(static_cast<double>(top.total) * SmallShare));
        text += "Dropped " + std::to_string(top.dropped) + (top.dropped > 1 ? " nodes" : " node") +
                " (cum <= " + format(limit) + ")\n";
    }
    text += "      flat  flat%   sum%        cum   cum%\n";
    flatSum = 0;
    for (const TopItem& item : top.items) {
        flatSum = wrappingSum(flatSum, item.flat);
        text += padded(format(item.flat)) + " " + formatProfileShare(item.flat, top.total) + " " +
                formatProfileShare(flatSum, top.total) + " " + padded(format(item.cumulative)) + " " +
                formatProfileShare(item.cumulative, top.total) + "  " +
                printable(item.function, LongestName) + inlineLabel(item.inlined) + "\n";
    }
    return text;
}

}  // namespace leaktide
