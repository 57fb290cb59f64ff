// A request with variables in it, rendered anew for each send: {{seq}} (1, 2, 3 … over all workers), {{uuid}}
// (random, version 4), {{random:FROM-TO}} (a whole number, both ends included), in the path, the query,
// header values and the body. Taken apart once before the run; rendering allocates nothing once its buffers
// have grown.
//
// Threading: a template is never changed after it was parsed; each thread renders with a state of its own.
#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.h"

namespace leaktide {

class RequestTemplate {
public:
    // Stands for the rendered body's length in the head.
    static constexpr std::string_view LengthVariable = "{{length}}";

    struct Buffers {
        std::mt19937_64 random;
        std::string body;
    };

    static bool holdsVariables(std::string_view text);
    // Error (InvalidInput): a variable that is not known, or a range that is none.
    static Result<RequestTemplate> parse(std::string_view head, std::string_view body);

    void render(std::uint64_t sequence, Buffers& buffers, std::string& into) const;

private:
    struct Piece {
        enum class Kind { Text, Sequence, Uuid, Random, Length };
        Kind kind = Kind::Text;
        std::string text;
        std::uint64_t from = 0;
        std::uint64_t to = 0;
    };
    using Pieces = std::vector<Piece>;
    static Status take(std::string_view text, Pieces& into);
    static Result<Piece> pieceOf(std::string_view name);
    static void append(const Pieces& pieces, std::uint64_t sequence, Buffers& buffers, std::string& into);

    Pieces m_head;
    Pieces m_body;
};

}  // namespace leaktide
