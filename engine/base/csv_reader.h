// Reads RFC 4180 text with a header row into named columns of text. Bounded: rows, columns and cell size have
// a ceiling, so that a file from anywhere can be tried. Cells are views into the text where they need no
// unquoting.
#pragma once

#include <cstddef>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.h"

namespace leaktide {

struct CsvLimits {
    std::size_t rows = 5'000'000;
    std::size_t columns = 256;
    std::size_t cellBytes = 65536;
};

// Takes one CSV text apart row by row. Accepts LF and CRLF, a byte order mark, and blank lines, which are
// skipped.
class CsvReader {
public:
    explicit CsvReader(std::string_view text, CsvLimits limits = {});

    // False at the end. An error names the line. The cells are good until the next call.
    Result<bool> next(std::vector<std::string_view>& cells);
    [[nodiscard]] std::size_t line() const { return m_line; }  // of the row given last, from 1

private:
    Status readCell(std::vector<std::string_view>& cells);
    Status readQuoted(std::vector<std::string_view>& cells);
    [[nodiscard]] bool atEnd() const { return m_at >= m_text.size(); }
    [[nodiscard]] bool atLineEnd() const;
    void skipLineEnd();
    [[nodiscard]] Error at(const std::string& what) const;

    std::string_view m_text;
    CsvLimits m_limits;
    std::size_t m_at = 0;
    std::size_t m_line = 0;
    std::size_t m_nextLine = 1;
    std::size_t m_rows = 0;
    std::deque<std::string> m_unquoted;  // cells of the current row that had quotes inside
};

}  // namespace leaktide
