// Numbers to text and back, the same in every locale. Pure, thread-safe.
#pragma once

#include <charconv>
#include <concepts>
#include <optional>
#include <string>
#include <string_view>

namespace leaktide::target {

void appendNumber(std::string& out, std::integral auto value) {
    char digits[24];
    out.append(digits, std::to_chars(digits, digits + sizeof digits, value).ptr);
}

std::string numberText(std::integral auto value) {
    std::string out;
    appendNumber(out, value);
    return out;
}

std::string fixedText(double value, int decimals);

// The whole text must be the number.
template <std::integral T>
std::optional<T> parseNumber(std::string_view text) {
    T value{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || text.empty()) {
        return std::nullopt;
    }
    return value;
}
std::optional<double> parseDecimal(std::string_view text);

bool equalsIgnoreCase(std::string_view a, std::string_view b);
std::string_view trimBlanks(std::string_view text);  // spaces and tabs

}  // namespace leaktide::target
