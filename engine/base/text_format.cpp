#include <array>
#include <charconv>
#include <cmath>
#include <cstdlib>

#include "engine/base/text.h"

namespace leaktide {

namespace {

template <typename... Args>
std::string toChars(double value, Args... args) {
    if (!std::isfinite(value)) {
        return {};
    }
    std::array<char, 512> buffer{};
    const auto [end, error] = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, args...);
    return error == std::errc() ? std::string(buffer.data(), end) : std::string();
}

std::string stepped(double value, double step, const std::array<const char*, 6>& units) {
    double scaled = value;
    std::size_t unit = 0;
    while (std::fabs(scaled) >= step && unit + 1 < units.size()) {
        scaled /= step;
        ++unit;
    }
    return (unit == 0 ? formatFixed(scaled, std::fabs(scaled) < 10 && scaled != std::floor(scaled) ? 2 : 0)
                      : formatFixed(scaled, std::fabs(scaled) < 100 ? 1 : 0)) +
           " " + units[unit];
}

std::string pad2(std::int64_t value) {
    return (value < 10 ? "0" : "") + std::to_string(value);
}

bool isContinuation(unsigned char byte) {
    return (byte & 0xC0U) == 0x80U;
}

// Length of the valid UTF-8 sequence at `at`, 0 if it is not valid (overlong forms and surrogates included).
std::size_t utf8Length(std::string_view text, std::size_t at) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[at + i]); };
    const std::size_t left = text.size() - at;
    const unsigned char first = byte(0);
    if (first >= 0xC2 && first <= 0xDF && left >= 2 && isContinuation(byte(1))) {
        return 2;
    }
    if ((first & 0xF0U) == 0xE0 && left >= 3 && isContinuation(byte(1)) && isContinuation(byte(2))) {
        const bool overlong = first == 0xE0 && byte(1) < 0xA0;
        const bool surrogate = first == 0xED && byte(1) >= 0xA0;
        return overlong || surrogate ? 0 : 3;
    }
    if (first >= 0xF0 && first <= 0xF4 && left >= 4 && isContinuation(byte(1)) && isContinuation(byte(2)) &&
        isContinuation(byte(3))) {
        const bool overlong = first == 0xF0 && byte(1) < 0x90;
        const bool beyond = first == 0xF4 && byte(1) >= 0x90;
        return overlong || beyond ? 0 : 4;
    }
    return 0;
}

}  // namespace

std::string formatExact(double value) {
    return toChars(value);
}

std::string formatFixed(double value, int decimals) {
    return toChars(value, std::chars_format::fixed, decimals);
}

std::string formatSignificant(double value, int digits) {
    if (!std::isfinite(value) || value == 0) {
        return value == 0 ? "0" : std::string();
    }
    const int magnitude = static_cast<int>(std::floor(std::log10(std::fabs(value))));
    const double scale = std::pow(10.0, magnitude - digits + 1);
    const double rounded = std::round(value / scale) * scale;
    return formatFixed(rounded, std::max(0, digits - 1 - magnitude));
}

std::string formatCount(std::uint64_t value) {
    std::string text = std::to_string(value);
    for (std::ptrdiff_t at = static_cast<std::ptrdiff_t>(text.size()) - 3; at > 0; at -= 3) {
        text.insert(static_cast<std::size_t>(at), 1, ',');
    }
    return text;
}

std::string formatBytes(double bytes) {
    return stepped(bytes, 1024, {"B", "KiB", "MiB", "GiB", "TiB", "PiB"});
}

std::string formatDuration(Nanos duration) {
    const std::int64_t ns = duration.count();
    if (ns < 0) {
        return "-" + formatDuration(-duration);
    }
    if (ns < 1'000) {
        return std::to_string(ns) + " ns";
    }
    const double value = static_cast<double>(ns);
    if (ns < 1'000'000) {
        return formatSignificant(value / 1e3) + " us";
    }
    if (ns < 1'000'000'000) {
        return formatSignificant(value / 1e6) + " ms";
    }
    const std::int64_t seconds = ns / 1'000'000'000;
    if (seconds < 120) {
        return formatSignificant(value / 1e9) + " s";
    }
    if (seconds < 7200) {
        return std::to_string(seconds / 60) + " min " + pad2(seconds % 60) + " s";
    }
    return std::to_string(seconds / 3600) + " h " + pad2(seconds / 60 % 60) + " min";
}

std::string printable(std::string_view text, std::size_t maxBytes) {
    static constexpr std::string_view hex = "0123456789abcdef";
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        if (out.size() >= maxBytes) {
            return out + "…";
        }
        const auto byte = static_cast<unsigned char>(text[at]);
        if (byte < 0x20 || byte == 0x7F) {
            out += {'\\', 'x', hex[byte >> 4U], hex[byte & 15U]};
            ++at;
        } else if (byte < 0x80) {
            out += text[at++];
        } else if (const std::size_t length = utf8Length(text, at); length == 0) {
            out += "\xEF\xBF\xBD";
            ++at;
        } else if (length == 2 && byte == 0xC2 && static_cast<unsigned char>(text[at + 1]) < 0xA0) {
            // C1 controls: a terminal may obey them.
            const auto second = static_cast<unsigned char>(text[at + 1]);
            out += {'\\', 'x', hex[second >> 4U], hex[second & 15U]};
            at += 2;
        } else {
            out += text.substr(at, length);
            at += length;
        }
    }
    return out;
}

}  // namespace leaktide
