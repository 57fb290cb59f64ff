// Which bytes may stand where in a request: RFC 9110 section 5.6.2, RFC 9112 sections 3 and 5. Pure.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace leaktide::target {

using ByteSet = std::array<bool, 256>;

inline constexpr ByteSet TokenBytes = [] {
    ByteSet set{};
    for (const char c :
         std::string_view("!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")) {
        set[static_cast<unsigned char>(c)] = true;
    }
    return set;
}();

// Visible, blank, and bytes from 0x80 on.
inline constexpr ByteSet ValueBytes = [] {
    ByteSet set{};
    set['\t'] = true;
    for (std::size_t byte = 0x20; byte < 256; ++byte) {
        set[byte] = byte != 0x7f;
    }
    return set;
}();

// Visible ASCII that a URI may hold; a fragment is never sent.
inline constexpr ByteSet TargetBytes = [] {
    ByteSet set{};
    for (std::size_t byte = 0x21; byte < 0x7f; ++byte) {
        set[byte] = std::string_view("#\"<>\\^`{|}").find(static_cast<char>(byte)) == std::string_view::npos;
    }
    return set;
}();

// Of a host by name, an IPv4 address, or what stands between the brackets of an IPv6 address.
inline constexpr ByteSet HostBytes = [] {
    ByteSet set{};
    for (const char c :
         std::string_view("!$&'()*+;=%-._~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")) {
        set[static_cast<unsigned char>(c)] = true;
    }
    return set;
}();

constexpr bool isIn(const ByteSet& set, char c) {
    return set[static_cast<unsigned char>(c)];
}

// Where the run of such bytes ends that begins at `from`.
constexpr std::size_t endOfRun(const ByteSet& set, std::string_view text, std::size_t from) {
    while (from < text.size() && isIn(set, text[from])) {
        ++from;
    }
    return from;
}

constexpr bool consistsOf(const ByteSet& set, std::string_view text) {
    return !text.empty() && endOfRun(set, text, 0) == text.size();
}

}  // namespace leaktide::target
