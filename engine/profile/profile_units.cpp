#include "engine/profile/profile_units.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <optional>
#include <span>

#include "engine/base/text.h"

namespace leaktide {

namespace {

struct Unit {
    std::string_view name;
    std::array<std::string_view, 3> aliases;  // lower case, singular
    double factor = 1;
};

constexpr std::array Bytes{
    Unit{"B", {"b", "byte", ""}, 1},
    Unit{"kB", {"kb", "kbyte", "kilobyte"}, 1024.0},
    Unit{"MB", {"mb", "mbyte", "megabyte"}, 1048576.0},
    Unit{"GB", {"gb", "gbyte", "gigabyte"}, 1073741824.0},
    Unit{"TB", {"tb", "tbyte", "terabyte"}, 1099511627776.0},
    Unit{"PB", {"pb", "pbyte", "petabyte"}, 1125899906842624.0},
};

constexpr std::array Times{
    Unit{"ns", {"ns", "nanosecond", ""}, 1},    Unit{"us", {"μs", "us", "microsecond"}, 1e3},
    Unit{"ms", {"ms", "millisecond", ""}, 1e6}, Unit{"s", {"s", "sec", "second"}, 1e9},
    Unit{"hrs", {"hour", "hr", ""}, 3.6e12},
};

struct UnitKind {
    std::span<const Unit> units;
    std::string_view defaultName;
    double defaultFactor = 1;
};

constexpr std::array Kinds{UnitKind{Bytes, "B", 1}, UnitKind{Times, "s", 1e9}};

const Unit* findUnit(const UnitKind& kind, std::string_view text) {
    std::string name(text);
    std::transform(name.begin(), name.end(), name.begin(), [](unsigned char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : static_cast<char>(c);
    });
    if (name.size() > 2 && name.back() == 's') {
        name.pop_back();
    }
    const auto found = std::find_if(kind.units.begin(), kind.units.end(), [&name](const Unit& unit) {
        return !name.empty() &&
               std::find(unit.aliases.begin(), unit.aliases.end(), name) != unit.aliases.end();
    });
    return found == kind.units.end() ? nullptr : &*found;
}

ScaledValue scaleWithin(const UnitKind& kind, double value, std::string_view toUnit) {
    if (toUnit == "minimum") {
        const Unit* best = nullptr;
        for (const Unit& unit : kind.units) {
            if (value / unit.factor >= 1.0 && (best == nullptr || unit.factor >= best->factor)) {
                best = &unit;
            }
        }
        if (best != nullptr) {
            return {value / best->factor, std::string(best->name)};
        }
    } else if (const Unit* unit = findUnit(kind, toUnit)) {
        return {value / unit->factor, std::string(unit->name)};
    }
    return {value / kind.defaultFactor, std::string(kind.defaultName)};
}

// As printf's %5.2g.
std::string shortShare(double ratio) {
    char text[32];
    const auto end = std::to_chars(text, text + sizeof text, ratio, std::chars_format::general, 2).ptr;
    return {text, end};
}

}  // namespace

ScaledValue scaleProfileValue(std::int64_t value, std::string_view fromUnit, std::string_view toUnit) {
    if (value < 0 && value != INT64_MIN) {
        ScaledValue scaled = scaleProfileValue(-value, fromUnit, toUnit);
        scaled.value = -scaled.value;
        return scaled;
    }
    for (const UnitKind& kind : Kinds) {
        if (const Unit* from = findUnit(kind, fromUnit)) {
            return scaleWithin(kind, static_cast<double>(value) * from->factor, toUnit);
        }
    }
    const bool plain = toUnit == "count" || toUnit == "sample" || toUnit == "unit" || toUnit == "minimum";
    return {static_cast<double>(value), plain ? std::string() : std::string(toUnit)};
}

std::string formatProfileValue(std::int64_t value, std::string_view fromUnit, std::string_view toUnit) {
    const ScaledValue scaled = scaleProfileValue(value, fromUnit, toUnit);
    std::string text = formatFixed(scaled.value, 2);
    if (text.ends_with(".00")) {
        text.resize(text.size() - 3);
    }
    return text == "0" || text == "-0" ? "0" : text + scaled.unit;
}

std::string formatProfileShare(std::int64_t value, std::int64_t total) {
    const double ratio =
        total == 0 ? 0 : std::abs(static_cast<double>(value) / static_cast<double>(total)) * 100;
    if (ratio >= 99.95 && ratio <= 100.05) {
        return "  100%";
    }
    std::string text = ratio >= 1.0 ? formatFixed(ratio, 2) : shortShare(ratio);
    text.insert(0, 5 - std::min<std::size_t>(5, text.size()), ' ');
    return text + "%";
}

}  // namespace leaktide
