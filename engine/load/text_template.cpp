#include "engine/load/text_template.h"

#include <algorithm>
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
    std::string digits;
    appendHex((random() & ~0xF000ULL) | 0x4000ULL, digits);
    appendHex((random() & ~(3ULL << 62U)) | (1ULL << 63U), digits);
    for (std::size_t i = 0; i < digits.size(); ++i) {
        if (i == 8 || i == 12 || i == 16 || i == 20) {
            into += '-';
        }
        into += digits[i];
    }
}

// All that cannot stand in a path or query as it is; what divides them stays, so that a cell may hold a whole
// query.
void appendUrlText(std::string_view text, std::string& into) {
    static constexpr std::string_view Digits = "0123456789ABCDEF";
    static constexpr std::string_view Never = "\"<>\\^`{|}#";
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte > 0x20 && byte < 0x7F && Never.find(c) == std::string_view::npos) {
            into += c;
        } else {
            into += {'%', Digits[byte >> 4U], Digits[byte & 15U]};
        }
    }
}

bool consistsOf(std::string_view text, std::string_view allowed) {
    return !text.empty() && text.find_first_not_of(allowed) == std::string_view::npos;
}

// What stands between the next "{{" and "}}" when it is meant as a variable: a column of the data file, or
// a lower-case name, perhaps with a colon and more behind it. With a data file every name is meant as one,
// so that a misspelt column is not sent as it stands. Other braces are plain text.
std::optional<std::string_view> variableAt(std::string_view text, std::size_t open, const DataTable* data) {
    static constexpr std::string_view Lower = "abcdefghijklmnopqrstuvwxyz_";
    static constexpr std::string_view Name =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.";
    const std::size_t close = text.find("}}", open);
    if (close == std::string_view::npos) {
        return std::nullopt;
    }
    const std::string_view inside = text.substr(open + 2, close - open - 2);
    const bool column = data != nullptr && (data->columnOf(inside) || consistsOf(inside, Name));
    const bool ours = consistsOf(inside.substr(0, inside.find(':')), Lower) ||
                      text.substr(open, close + 2 - open) == TextTemplate::LengthVariable;
    return column || ours ? std::optional(inside) : std::nullopt;
}

Error unknownVariable(std::string_view name, const DataTable* data) {
    std::string known = "there are {{seq}}, {{uuid}}, {{random:FROM-TO}}, {{trace_id}}, {{span_id}}";
    if (data != nullptr) {
        known += " and the columns of the data file:";
        for (const std::string& column : data->columns()) {
            known += " " + printable(column, 40);
        }
    }
    return {ErrorKind::InvalidInput,
            "the variable {{" + printable(name, 60) + "}} is not known; " + printable(known, 400)};
}

}  // namespace

bool TextTemplate::holdsVariables(std::string_view text, const DataTable* data) {
    for (std::size_t open = text.find("{{"); open != std::string_view::npos;
         open = text.find("{{", open + 1)) {
        if (variableAt(text, open, data)) {
            return true;
        }
    }
    return false;
}

Result<TextTemplate> TextTemplate::parse(std::string_view text, const DataTable* data, Place place) {
    TextTemplate parsed;
    parsed.m_place = place;
    std::size_t from = 0;
    for (std::size_t open = text.find("{{"); open != std::string_view::npos;
         open = text.find("{{", open + 1)) {
        const auto variable = variableAt(text, open, data);
        if (!variable) {
            continue;
        }
        auto piece = pieceOf(*variable, data);
        if (!piece) {
            return piece.error();
        }
        if (Status fits = checkCells(*piece, data, place); !fits) {
            return fits.error();
        }
        parsed.m_pieces.push_back(
            {.kind = Piece::Kind::Text, .text = std::string(text.substr(from, open - from))});
        parsed.m_pieces.push_back(std::move(*piece));
        from = open + variable->size() + 4;
        open = from - 1;
    }
    parsed.m_pieces.push_back({.kind = Piece::Kind::Text, .text = std::string(text.substr(from))});
    return parsed;
}

Result<TextTemplate::Piece> TextTemplate::pieceOf(std::string_view name, const DataTable* data) {
    using Kind = Piece::Kind;
    static constexpr std::array<std::pair<std::string_view, Kind>, 5> Plain{{{"seq", Kind::Sequence},
                                                                             {"uuid", Kind::Uuid},
                                                                             {"content length", Kind::Length},
                                                                             {"trace_id", Kind::TraceId},
                                                                             {"span_id", Kind::SpanId}}};
    if (const auto column = data == nullptr ? std::nullopt : data->columnOf(name)) {
        return Piece{.kind = Kind::Column, .text = std::string(name), .from = *column};
    }
    for (const auto& [word, kind] : Plain) {
        if (name == word) {
            return Piece{.kind = kind, .text = {}};
        }
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
    return unknownVariable(name, data);
}

// A line break in a header would be a header of its own.
Status TextTemplate::checkCells(const Piece& piece, const DataTable* data, Place place) {
    if (piece.kind != Piece::Kind::Column || place != Place::Header) {
        return {};
    }
    for (std::size_t row = 0; row < data->rows(); ++row) {
        const std::string_view cell = data->cell(row, static_cast<std::size_t>(piece.from));
        if (cell.find_first_of(std::string_view("\r\n\0", 3)) != std::string_view::npos) {
            return Error{ErrorKind::InvalidInput, "the data file, line " + std::to_string(data->lineOf(row)) +
                                                      ": '" + printable(piece.text, 60) +
                                                      "' holds a line break and cannot stand in a header"};
        }
    }
    return {};
}

bool TextTemplate::holdsIds() const {
    return std::any_of(m_pieces.begin(), m_pieces.end(), [](const Piece& piece) {
        return piece.kind == Piece::Kind::TraceId || piece.kind == Piece::Kind::SpanId;
    });
}

void TextTemplate::append(RequestValues& values, std::string& into) const {
    for (const Piece& piece : m_pieces) {
        if (piece.kind == Piece::Kind::Text) {
            into += piece.text;
        } else {
            appendPiece(piece, values, into);
        }
    }
}

void TextTemplate::appendPiece(const Piece& piece, RequestValues& values, std::string& into) const {
    switch (piece.kind) {
        case Piece::Kind::Text:
            break;
        case Piece::Kind::Sequence:
            appendNumber(values.sequence(), into);
            break;
        case Piece::Kind::Uuid:
            appendUuid(values.random(), into);
            break;
        case Piece::Kind::Random:
            appendNumber(std::uniform_int_distribution<std::uint64_t>(piece.from, piece.to)(values.random()),
                         into);
            break;
        case Piece::Kind::Length:
            appendNumber(values.body.size(), into);
            break;
        case Piece::Kind::TraceId:
            appendHex(values.ids().traceHigh, into);
            appendHex(values.ids().traceLow, into);
            break;
        case Piece::Kind::SpanId:
            appendHex(values.ids().span, into);
            break;
        case Piece::Kind::Column: {
            const std::string_view cell = values.cell(static_cast<std::size_t>(piece.from));
            if (m_place == Place::Url) {
                appendUrlText(cell, into);
            } else {
                into += cell;
            }
            break;
        }
    }
}

}  // namespace leaktide
