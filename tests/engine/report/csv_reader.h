// A strict RFC 4180 reader, written from the RFC and apart from the writer, so that one checks the other.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace leaktide::testing {

using CsvRow = std::vector<std::string>;

// Unset when the text is not RFC 4180 with CRLF after every record.
inline std::optional<std::vector<CsvRow>> readCsv(std::string_view text) {
    std::vector<CsvRow> rows;
    std::size_t at = 0;
    while (at < text.size()) {
        CsvRow row;
        while (true) {
            std::string cell;
            if (at < text.size() && text[at] == '"') {
                for (++at;; ++at) {
                    if (at >= text.size()) {
                        return std::nullopt;  // quote never closed
                    }
                    if (text[at] == '"' && (at + 1 >= text.size() || text[at + 1] != '"')) {
                        ++at;
                        break;
                    }
                    at += text[at] == '"' ? 1 : 0;
                    cell += text[at];
                }
            } else {
                const std::size_t end = std::min(text.find_first_of(",\"\r\n", at), text.size());
                cell = text.substr(at, end - at);
                at = end;
            }
            row.push_back(cell);
            if (text.substr(at, 2) == "\r\n") {
                at += 2;
                break;
            }
            if (at >= text.size() || text[at] != ',') {
                return std::nullopt;
            }
            ++at;
        }
        rows.push_back(std::move(row));
    }
    return rows;
}

}  // namespace leaktide::testing
