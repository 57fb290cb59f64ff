#include "engine/load/request_template.h"

#include <array>
#include <charconv>
#include <optional>

#include "engine/base/text.h"

namespace leaktide {

namespace {

void appendNumber(std::uint64_t value, std::string& into) {
    std::array<char, 20> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
    into.append(digits.data(), end);
}

// RFC 9562, version 4: random but for six bits.
void appendUuid(std::mt19937_64& random, std::string& into) {
    static constexpr std::string_view Hex = "0123456789abcdef";
    const std::uint64_t high = (random() & ~0xF000ULL) | 0x4000ULL;
    const std::uint64_t low = (random() & ~(3ULL << 62U)) | (1ULL << 63U);
    for (int digit = 0; digit < 32; ++digit) {
        if (digit == 8 || digit == 12 || digit == 16 || digit == 20) {
            into += '-';
        }
        const std::uint64_t half = digit < 16 ? high : low;
        into += Hex[half >> (60 - 4 * (digit % 16)) & 15U];
    }
}

// What stands between the next "{{" and "}}" when it has the shape of a variable: a lower-case name, and
// perhaps a colon with more behind it. Other braces are plain text.
std::optional<std::string_view> variableAt(std::string_view text, std::size_t open) {
    const std::size_t close = text.find("}}", open);
    if (close == std::string_view::npos) {
        return std::nullopt;
    }
    const std::string_view inside = text.substr(open + 2, close - open - 2);
    const std::string_view name = inside.substr(0, inside.find(':'));
    const bool shaped =
        !name.empty() && name.find_first_not_of("abcdefghijklmnopqrstuvwxyz_") == std::string_view::npos;
    return shaped ? std::optional(inside) : std::nullopt;
}

}  // namespace

bool RequestTemplate::holdsVariables(std::string_view text) {
    for (std::size_t open = text.find("{{"); open != std::string_view::npos;
         open = text.find("{{", open + 1)) {
        if (variableAt(text, open)) {
            return true;
        }
    }
    return false;
}

Result<RequestTemplate> RequestTemplate::parse(std::string_view head, std::string_view body) {
    RequestTemplate parsed;
    for (const auto& [text, pieces] : {std::pair(head, &parsed.m_head), std::pair(body, &parsed.m_body)}) {
        if (Status status = take(text, *pieces); !status) {
            return status.error();
        }
    }
    return parsed;
}

Status RequestTemplate::take(std::string_view text, Pieces& into) {
    std::size_t from = 0;
    for (std::size_t open = text.find("{{"); open != std::string_view::npos;
         open = text.find("{{", open + 1)) {
        const auto variable = variableAt(text, open);
        if (!variable) {
            continue;
        }
        auto piece = pieceOf(*variable);
        if (!piece) {
            return piece.error();
        }
        into.push_back({.kind = Piece::Kind::Text, .text = std::string(text.substr(from, open - from))});
        into.push_back(std::move(*piece));
        from = open + variable->size() + 4;
        open = from - 1;
    }
    into.push_back({.kind = Piece::Kind::Text, .text = std::string(text.substr(from))});
    return {};
}

Result<RequestTemplate::Piece> RequestTemplate::pieceOf(std::string_view name) {
    using Kind = Piece::Kind;
    if (name == "seq") {
        return Piece{.kind = Kind::Sequence, .text = {}};
    }
    if (name == "uuid") {
        return Piece{.kind = Kind::Uuid, .text = {}};
    }
    if (name == "length") {
        return Piece{.kind = Kind::Length, .text = {}};
    }
    if (name.starts_with("random:")) {
        const std::string_view range = name.substr(7);
        const std::size_t dash = range.find('-');
        Piece piece{.kind = Kind::Random, .text = {}};
        const auto number = [](std::string_view digits, std::uint64_t& value) {
            const char* end = digits.data() + digits.size();
            const auto [stopped, error] = std::from_chars(digits.data(), end, value);
            return error == std::errc() && stopped == end;
        };
        const bool whole = dash != std::string_view::npos && number(range.substr(0, dash), piece.from) &&
                           number(range.substr(dash + 1), piece.to);
        if (whole && piece.from <= piece.to) {
            return piece;
        }
    }
    return Error{ErrorKind::InvalidInput,
                 "the variable {{" + printable(name, 60) +
                     "}} is not known; there are {{seq}}, {{uuid}} and {{random:FROM-TO}}"};
}

void RequestTemplate::render(std::uint64_t sequence, Buffers& buffers, std::string& into) const {
    std::string& body = buffers.body;
    body.clear();
    append(m_body, sequence, buffers, body);
    into.clear();
    append(m_head, sequence, buffers, into);
    into += body;
}

void RequestTemplate::append(const Pieces& pieces, std::uint64_t sequence, Buffers& buffers,
                             std::string& into) {
    for (const Piece& piece : pieces) {
        switch (piece.kind) {
            case Piece::Kind::Text:
                into += piece.text;
                break;
            case Piece::Kind::Sequence:
                appendNumber(sequence, into);
                break;
            case Piece::Kind::Uuid:
                appendUuid(buffers.random, into);
                break;
            case Piece::Kind::Random:
                appendNumber(
                    std::uniform_int_distribution<std::uint64_t>(piece.from, piece.to)(buffers.random), into);
                break;
            case Piece::Kind::Length:
                appendNumber(buffers.body.size(), into);
                break;
        }
    }
}

}  // namespace leaktide
