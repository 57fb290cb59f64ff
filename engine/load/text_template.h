// A text with variables in it: {{seq}} (1, 2, 3 … over all workers), {{uuid}} (random, version 4),
// {{random:FROM-TO}} (a whole number, both ends included), {{trace_id}}, {{span_id}}, and {{column}} for each
// column of the data file. Taken apart once before the run; appending allocates nothing once the text it
// appends to has grown.
//
// Where it stands decides what a cell may do to it: in a URL all that cannot stand there is percent-encoded,
// in a header a cell with a line break is refused beforehand, in a body cells come as they are.
//
// Threading: never changed after it was parsed.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.h"
#include "engine/load/request_values.h"
#include "engine/plan/data_table.h"

namespace leaktide {

class TextTemplate {
public:
    enum class Place { Url, Header, Body };
    // Stands for the rendered body's length. No column can be called so and nobody writes it by chance.
    static constexpr std::string_view LengthVariable = "{{content length}}";

    static bool holdsVariables(std::string_view text, const DataTable* data);
    // Error (InvalidInput): a variable that is not known, a range that is none, a cell that cannot stand
    // here.
    static Result<TextTemplate> parse(std::string_view text, const DataTable* data, Place place);

    void append(RequestValues& values, std::string& into) const;
    [[nodiscard]] bool holdsIds() const;  // {{trace_id}} or {{span_id}}

private:
    struct Piece {
        enum class Kind { Text, Sequence, Uuid, Random, Length, TraceId, SpanId, Column };
        Kind kind = Kind::Text;
        std::string text;
        std::uint64_t from = 0;  // Random; Column: its number
        std::uint64_t to = 0;
    };
    static Result<Piece> pieceOf(std::string_view name, const DataTable* data);
    static Status checkCells(const Piece& piece, const DataTable* data, Place place);
    void appendPiece(const Piece& piece, RequestValues& values, std::string& into) const;

    std::vector<Piece> m_pieces;
    Place m_place = Place::Body;
};

}  // namespace leaktide
