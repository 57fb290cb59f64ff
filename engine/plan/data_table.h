// The rows of a CSV data file (RFC 4180, header row): what the variables of a request stand for. Never
// changed once read; thread-safe.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.h"

namespace leaktide {

class DataTable {
public:
    // An error names the file and, where there is one, the line.
    static Result<DataTable> read(const std::string& path);
    static Result<DataTable> parse(std::string_view text);

    [[nodiscard]] const std::vector<std::string>& columns() const { return m_columns; }
    [[nodiscard]] std::optional<std::size_t> columnOf(std::string_view name) const;
    [[nodiscard]] std::size_t rows() const { return m_lines.size(); }
    [[nodiscard]] std::string_view cell(std::size_t row, std::size_t column) const;
    [[nodiscard]] std::size_t lineOf(std::size_t row) const { return m_lines[row]; }  // in the file, from 1

private:
    std::vector<std::string> m_columns;
    std::string m_text;               // all cells, one behind the other
    std::vector<std::size_t> m_ends;  // of each cell in it
    std::vector<std::size_t> m_lines;
};

}  // namespace leaktide
