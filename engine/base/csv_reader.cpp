#include "engine/base/csv_reader.h"

#include <algorithm>

namespace leaktide {

CsvReader::CsvReader(std::string_view text, CsvLimits limits) : m_text(text), m_limits(limits) {
    constexpr std::string_view ByteOrderMark = "\xEF\xBB\xBF";
    if (m_text.substr(0, ByteOrderMark.size()) == ByteOrderMark) {
        m_at = ByteOrderMark.size();
    }
}

Error CsvReader::at(const std::string& what) const {
    return {ErrorKind::InvalidInput, "line " + std::to_string(m_line) + ": " + what};
}

bool CsvReader::atLineEnd() const {
    return atEnd() || m_text[m_at] == '\n' || (m_text[m_at] == '\r' && m_text.substr(m_at, 2) == "\r\n");
}

void CsvReader::skipLineEnd() {
    if (!atEnd()) {
        m_at += m_text[m_at] == '\r' ? 2 : 1;
        ++m_nextLine;
    }
}

Result<bool> CsvReader::next(std::vector<std::string_view>& cells) {
    cells.clear();
    m_unquoted.clear();
    while (!atEnd() && atLineEnd()) {
        skipLineEnd();
    }
    if (atEnd()) {
        return false;
    }
    if (m_text.starts_with("\xFF\xFE") || m_text.starts_with("\xFE\xFF")) {
        return Error{ErrorKind::InvalidInput, "this is UTF-16; save it as UTF-8"};
    }
    m_line = m_nextLine;
    if (++m_rows > m_limits.rows) {
        return at("more than " + std::to_string(m_limits.rows) + " rows");
    }
    while (true) {
        if (cells.size() == m_limits.columns) {
            return at("more than " + std::to_string(m_limits.columns) + " columns");
        }
        if (const Status read = readCell(cells); !read) {
            return read.error();
        }
        if (atLineEnd()) {
            skipLineEnd();
            return true;
        }
        ++m_at;  // the comma
    }
}

Status CsvReader::readCell(std::vector<std::string_view>& cells) {
    if (!atEnd() && m_text[m_at] == '"') {
        return readQuoted(cells);
    }
    const std::size_t begin = m_at;
    while (!atLineEnd() && m_text[m_at] != ',') {
        if (m_text[m_at] == '"') {
            return at("a quote within a cell that does not begin with one");
        }
        ++m_at;
    }
    cells.push_back(m_text.substr(begin, m_at - begin));
    return cells.back().size() <= m_limits.cellBytes ? Status() : at("a cell is too long");
}

Status CsvReader::readQuoted(std::vector<std::string_view>& cells) {
    std::string& cell = m_unquoted.emplace_back();
    ++m_at;
    while (true) {
        const std::size_t quote = m_text.find('"', m_at);
        if (quote == std::string_view::npos) {
            return at("a quote is never closed");
        }
        const std::string_view piece = m_text.substr(m_at, quote - m_at);
        m_nextLine += static_cast<std::size_t>(std::count(piece.begin(), piece.end(), '\n'));
        cell += piece;
        if (cell.size() > m_limits.cellBytes) {
            return at("a cell is too long");
        }
        m_at = quote + 1;
        if (atEnd() || m_text[m_at] != '"') {
            break;
        }
        cell += '"';
        ++m_at;
    }
    if (!atLineEnd() && m_text[m_at] != ',') {
        return at("text after a closing quote");
    }
    cells.push_back(cell);
    return {};
}

}  // namespace leaktide
