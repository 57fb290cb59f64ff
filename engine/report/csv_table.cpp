#include "engine/report/csv_table.h"

#include <cmath>

#include "engine/base/text.h"

namespace leaktide {

namespace {

constexpr double LargestExactInteger = 9007199254740992.0;  // 2^53

bool looksLikeFormula(std::string_view value) {
    static constexpr std::string_view Starts("=+-@\t\r\0", 7);
    return !value.empty() && Starts.find(value.front()) != std::string_view::npos;
}

std::string quoted(std::string_view value) {
    std::string out = "\"";
    for (const char c : value) {
        out.append(c == '"' ? 2 : 1, c);
    }
    return out + '"';
}

}  // namespace

CsvTable::CsvTable(std::initializer_list<std::string_view> columns) {
    for (const std::string_view column : columns) {
        text(column);
    }
    endRow();
}

CsvTable& CsvTable::text(std::string_view value) {
    const std::string cell = (looksLikeFormula(value) ? "'" : "") + std::string(value);
    return raw(cell.find_first_of(",\"\r\n") == std::string::npos ? cell : quoted(cell));
}

CsvTable& CsvTable::count(std::uint64_t value) {
    return raw(std::to_string(value));
}

CsvTable& CsvTable::number(std::optional<double> value) {
    if (!value || !std::isfinite(*value)) {
        return empty();
    }
    const bool whole = *value == std::floor(*value) && std::fabs(*value) <= LargestExactInteger;
    return raw(whole ? formatFixed(*value == 0 ? 0.0 : *value, 0) : formatExact(*value));
}

CsvTable& CsvTable::fixed(std::optional<double> value, int decimals) {
    return raw(value ? formatFixed(*value, decimals) : std::string());
}

void CsvTable::endRow() {
    m_text += "\r\n";
    m_rowBegun = false;
}

CsvTable& CsvTable::raw(std::string_view cell) {
    if (m_rowBegun) {
        m_text += ',';
    }
    m_text += cell;
    m_rowBegun = true;
    return *this;
}

}  // namespace leaktide
