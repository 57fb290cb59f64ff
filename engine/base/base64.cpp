#include "engine/base/base64.h"

#include <cstdint>

namespace leaktide {

namespace {

constexpr std::string_view Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

}  // namespace

std::string encodeBase64(std::string_view bytes) {
    std::string out;
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        std::uint32_t group = 0;
        for (std::size_t j = 0; j < 3; ++j) {
            group = group << 8U | (i + j < bytes.size() ? static_cast<unsigned char>(bytes[i + j]) : 0U);
        }
        for (std::size_t j = 0; j < 4; ++j) {
            out += i + j <= bytes.size() ? Letters[group >> (18 - 6 * j) & 63U] : '=';
        }
    }
    return out;
}

std::optional<std::string> decodeBase64(std::string_view text) {
    if (text.size() % 4 != 0) {
        return std::nullopt;
    }
    const std::size_t padding = text.size() - text.find_last_not_of('=') - 1;
    if (text.empty() || padding > 2) {
        return text.empty() ? std::optional(std::string()) : std::nullopt;
    }
    std::string out;
    std::uint32_t group = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const std::size_t digit = i < text.size() - padding ? Letters.find(text[i]) : 0;
        if (digit == std::string_view::npos) {
            return std::nullopt;
        }
        group = group << 6U | static_cast<std::uint32_t>(digit);
        if (i % 4 == 3) {
            for (const unsigned shift : {16U, 8U, 0U}) {
                out += static_cast<char>(group >> shift & 0xFFU);
            }
            group = 0;
        }
    }
    out.resize(out.size() - padding);
    return out;
}

}  // namespace leaktide
