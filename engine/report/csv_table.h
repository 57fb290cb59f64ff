// Builds RFC 4180 text: CRLF, quotes doubled, one header row. Dot decimals in every locale. An empty cell
// means "not measured", never 0.
//
// Text cells that a spreadsheet would run as a formula (they begin with = + - @ TAB CR or NUL; OWASP "CSV
// injection") get a ' in front. Numbers never do: -1.5 must stay a number.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

namespace leaktide {

class CsvTable {
public:
    explicit CsvTable(std::initializer_list<std::string_view> columns);

    CsvTable& text(std::string_view value);
    CsvTable& count(std::uint64_t value);
    CsvTable& number(std::optional<double> value);  // whole numbers without exponent; not finite: empty
    CsvTable& fixed(std::optional<double> value, int decimals);
    CsvTable& empty() { return raw({}); }
    void endRow();

    [[nodiscard]] std::string take() { return std::move(m_text); }

private:
    CsvTable& raw(std::string_view cell);

    std::string m_text;
    bool m_rowBegun = false;
};

}  // namespace leaktide
