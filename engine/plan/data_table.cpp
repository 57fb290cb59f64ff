#include "engine/plan/data_table.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>

#include "engine/base/csv_reader.h"
#include "engine/base/text.h"

namespace leaktide {

namespace {

constexpr std::size_t LargestFile = std::size_t{256} << 20U;

Error badTable(const std::string& why) {
    return {ErrorKind::InvalidInput, why};
}

Status checkColumns(const std::vector<std::string>& columns) {
    for (std::size_t i = 0; i < columns.size(); ++i) {
        if (columns[i].empty()) {
            return badTable("line 1: column " + std::to_string(i + 1) + " has no name");
        }
        if (std::count(columns.begin(), columns.end(), columns[i]) > 1) {
            return badTable("line 1: the column '" + printable(columns[i], 60) + "' is there twice");
        }
    }
    return {};
}

}  // namespace

Result<DataTable> DataTable::read(const std::string& path) {
    const auto refused = [&path](const std::string& why) {
        return badTable("the data file '" + printable(path) + "' " + why);
    };
    std::error_code ignored;
    std::ifstream file(path, std::ios::binary);
    if (!file || std::filesystem::is_directory(path, ignored)) {
        return refused("cannot be read");
    }
    std::string text;
    std::array<char, 65536> block{};
    while (file.read(block.data(), block.size()) || file.gcount() > 0) {
        text.append(block.data(), static_cast<std::size_t>(file.gcount()));
        if (text.size() > LargestFile) {
            return refused("is larger than 256 MiB");
        }
    }
    auto table = parse(text);
    return table ? std::move(table) : refused("makes no sense: " + table.error().message);
}

Result<DataTable> DataTable::parse(std::string_view text) {
    DataTable table;
    CsvReader reader(text);
    std::vector<std::string_view> cells;
    auto more = reader.next(cells);
    if (!more || !*more) {
        return more ? badTable("it is empty") : more.error();
    }
    for (const std::string_view name : cells) {
        table.m_columns.emplace_back(trim(name));
    }
    if (Status named = checkColumns(table.m_columns); !named) {
        return named.error();
    }
    for (more = reader.next(cells); more && *more; more = reader.next(cells)) {
        if (cells.size() != table.m_columns.size()) {
            return badTable("line " + std::to_string(reader.line()) + " has " + std::to_string(cells.size()) +
                            (cells.size() == 1 ? " cell" : " cells") + ", the header row has " +
                            std::to_string(table.m_columns.size()));
        }
        for (const std::string_view cell : cells) {
            table.m_text += cell;
            table.m_ends.push_back(table.m_text.size());
        }
        table.m_lines.push_back(reader.line());
    }
    if (!more) {
        return more.error();
    }
    return table.rows() == 0 ? Result<DataTable>(badTable("it has a header row and nothing below")) : table;
}

std::optional<std::size_t> DataTable::columnOf(std::string_view name) const {
    const auto found = std::find(m_columns.begin(), m_columns.end(), name);
    return found == m_columns.end() ? std::nullopt
                                    : std::optional(static_cast<std::size_t>(found - m_columns.begin()));
}

std::string_view DataTable::cell(std::size_t row, std::size_t column) const {
    const std::size_t index = row * m_columns.size() + column;
    const std::size_t from = index == 0 ? 0 : m_ends[index - 1];
    return std::string_view(m_text).substr(from, m_ends[index] - from);
}

}  // namespace leaktide
