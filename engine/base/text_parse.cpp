#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <numeric>

#include "engine/base/text.h"

namespace leaktide {

namespace {

Error badInput(std::string_view text, const std::string& why) {
    return {ErrorKind::InvalidInput, "'" + printable(text, 60) + "' " + why};
}

// A decimal number as an exact fraction: digits / 10^decimals.
struct Decimal {
    std::uint64_t digits = 0;
    std::uint64_t denominator = 1;
};

// Reads a decimal at the front of `text` and cuts it off. At most 18 digits, so that nothing overflows.
std::optional<Decimal> takeDecimal(std::string_view& text) {
    Decimal decimal;
    std::size_t at = 0;
    std::size_t digits = 0;
    bool point = false;
    for (; at < text.size(); ++at) {
        const char c = text[at];
        if (c == '.' && !point) {
            point = true;
        } else if (c >= '0' && c <= '9') {
            if (++digits > 18) {
                return std::nullopt;
            }
            decimal.digits = decimal.digits * 10 + static_cast<std::uint64_t>(c - '0');
            decimal.denominator *= point ? 10 : 1;
        } else {
            break;
        }
    }
    if (digits == 0) {
        return std::nullopt;
    }
    text.remove_prefix(at);
    return decimal;
}

std::optional<std::uint64_t> multiplied(std::uint64_t a, std::uint64_t b) {
    std::uint64_t product = 0;
    return __builtin_mul_overflow(a, b, &product) ? std::nullopt : std::optional(product);
}

struct Unit {
    std::string_view name;
    std::uint64_t factor;
};

template <std::size_t N>
std::optional<std::uint64_t> takeUnit(std::string_view& text, const std::array<Unit, N>& units) {
    const auto length = static_cast<std::size_t>(
        std::find_if(text.begin(), text.end(),
                     [](char c) { return (c >= '0' && c <= '9') || c == '.' || c == '/'; }) -
        text.begin());
    for (const Unit& unit : units) {
        if (text.substr(0, length) == unit.name) {
            text.remove_prefix(length);
            return unit.factor;
        }
    }
    return std::nullopt;
}

constexpr std::array<Unit, 8> TimeUnits{{{"ns", 1},
                                         {"us", 1'000},
                                         {"µs", 1'000},
                                         {"ms", 1'000'000},
                                         {"s", 1'000'000'000},
                                         {"m", 60'000'000'000},
                                         {"min", 60'000'000'000},
                                         {"h", 3'600'000'000'000}}};
constexpr std::array<Unit, 8> CountUnits{{{"", 1},
                                          {"k", 1'000},
                                          {"K", 1'000},
                                          {"m", 1'000'000},
                                          {"M", 1'000'000},
                                          {"g", 1'000'000'000},
                                          {"G", 1'000'000'000},
                                          {"B", 1'000'000'000}}};

}  // namespace

Result<Nanos> parseDuration(std::string_view text) {
    const std::string_view whole = text;
    static constexpr const char* help = "is not a duration (write 250ms, 30s, 5m, 1h30m)";
    std::uint64_t total = 0;
    if (text.empty()) {
        return badInput(whole, help);
    }
    while (!text.empty()) {
        const auto number = takeDecimal(text);
        if (!number) {
            return badInput(whole, help);
        }
        const bool bareSeconds = text.empty() && total == 0;
        const auto unit =
            bareSeconds ? std::optional<std::uint64_t>(1'000'000'000) : takeUnit(text, TimeUnits);
        if (!unit) {
            return badInput(whole, help);
        }
        const long double ns = static_cast<long double>(number->digits) * static_cast<long double>(*unit) /
                               static_cast<long double>(number->denominator);
        if (ns + static_cast<long double>(total) > 3.15e18L) {
            return badInput(whole, "is too long (the longest is 100 years)");
        }
        total += static_cast<std::uint64_t>(std::llroundl(ns));
    }
    return Nanos(static_cast<Nanos::rep>(total));
}

Result<std::uint64_t> parseCount(std::string_view text) {
    const std::string_view whole = text;
    const auto number = takeDecimal(text);
    const auto unit = number ? takeUnit(text, CountUnits) : std::nullopt;
    if (!unit || !text.empty()) {
        return badInput(whole, "is not a count (write 2000, 10k, 1.5m)");
    }
    const auto product = multiplied(number->digits, *unit);
    if (!product) {
        return badInput(whole, "is too large");
    }
    if (*product % number->denominator != 0) {
        return badInput(whole, "is not a whole number");
    }
    return *product / number->denominator;
}

Result<Rate> parseRate(std::string_view text) {
    const std::string_view whole = text;
    const auto number = takeDecimal(text);
    const auto unit = number ? takeUnit(text, CountUnits) : std::nullopt;
    if (!unit) {
        return badInput(whole, "is not a rate (write 2000, 1.75, 10k, 300/1m)");
    }
    Nanos period = std::chrono::seconds(1);
    if (!text.empty()) {
        text.remove_prefix(1);  // the slash
        const bool bareUnit = !text.empty() && (text.front() < '0' || text.front() > '9');
        auto parsed = parseDuration(bareUnit ? "1" + std::string(text) : std::string(text));
        if (!parsed || *parsed <= Nanos(0)) {
            return badInput(whole, "is not a rate (write 2000, 1.75, 10k, 300/1m)");
        }
        period = *parsed;
    }
    const auto count = multiplied(number->digits, *unit);
    const std::uint64_t shared = std::gcd(count.value_or(0), number->denominator);
    const auto per = multiplied(static_cast<std::uint64_t>(period.count()),
                                shared == 0 ? 1 : number->denominator / shared);
    if (!count || !per || *per > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())) {
        return badInput(whole, "is too large");
    }
    return Rate{shared == 0 ? 0 : *count / shared, Nanos(static_cast<Nanos::rep>(*per))};
}

std::optional<double> parseDouble(std::string_view text) {
    double value = 0;
    if (!text.empty() && text.front() == '+') {
        text.remove_prefix(1);
    }
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc() && end == text.data() + text.size() ? std::optional(value) : std::nullopt;
}

std::string_view trim(std::string_view text) {
    static constexpr std::string_view blanks = " \t\r\n";
    const std::size_t first = text.find_first_not_of(blanks);
    if (first == std::string_view::npos) {
        return {};
    }
    return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

bool equalsIgnoreCase(std::string_view a, std::string_view b) {
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [&](char left, char right) { return lower(left) == lower(right); });
}

}  // namespace leaktide
