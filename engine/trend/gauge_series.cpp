#include "engine/trend/gauge_series.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "engine/base/csv_reader.h"
#include "engine/base/text.h"

namespace leaktide {
namespace {

enum Column : std::size_t {
    TimeColumn,
    Value,
    Requests,
    Errors,
    Aborted,
    GcCycles,
    PhaseColumn,
    ColumnCount
};
constexpr std::array<std::string_view, ColumnCount> ColumnNames{"t_s",     "value",     "requests", "errors",
                                                                "aborted", "gc_cycles", "phase"};
constexpr std::size_t NotThere = std::numeric_limits<std::size_t>::max();
constexpr std::size_t ShortestDrain = 10;  // rows between two loads
constexpr double LargestCount = 100'000;
constexpr std::size_t RowsPerStepBack = 20;  // fewer steps back in time are a clock that was set
constexpr double Gap = std::numeric_limits<double>::quiet_NaN();

using Places = std::array<std::size_t, ColumnCount>;

Error wrong(const std::string& sentence) {
    return {ErrorKind::InvalidInput, sentence};
}

std::string_view nameOf(std::size_t column, std::string_view valueColumn) {
    return column == Value ? valueColumn : ColumnNames[column];
}

// Of a first row that looks like one in another country's CSV, or like a table of tabs.
std::optional<std::string_view> otherSeparatorOf(const std::vector<std::string_view>& cells) {
    if (cells.empty()) {
        return std::nullopt;
    }
    const std::string_view first = cells.front();
    return first.find(';') != first.npos    ? std::optional<std::string_view>("semicolons")
           : first.find('\t') != first.npos ? std::optional<std::string_view>("tabs")
                                            : std::nullopt;
}

Result<Places> readHeader(const std::vector<std::string_view>& cells, std::string_view valueColumn) {
    Places places;
    places.fill(NotThere);
    for (std::size_t i = 0; i < cells.size(); ++i) {
        for (std::size_t column = 0; column < ColumnCount; ++column) {
            if (!equalsIgnoreCase(trim(cells[i]), nameOf(column, valueColumn))) {
                continue;
            }
            if (places[column] != NotThere) {
                return wrong("column " + printable(nameOf(column, valueColumn)) + " is there twice");
            }
            places[column] = i;
        }
    }
    for (const Column needed : {TimeColumn, Value}) {
        if (places[needed] == NotThere) {
            if (const auto separator = otherSeparatorOf(cells)) {
                return wrong("the columns are separated by " + std::string(*separator) + "; write commas");
            }
            return wrong("there is no column " + printable(nameOf(needed, valueColumn)) +
                         "; the first row must name the columns t_s and value");
        }
    }
    return places;
}

std::optional<TrendPhase> phaseFromWord(std::string_view word) {
    struct Named {
        std::string_view word;
        TrendPhase phase;
    };
    static constexpr std::array<Named, 5> Words{{{"load", TrendPhase::Load},
                                                 {"idle", TrendPhase::Idle},
                                                 {"baseline", TrendPhase::Idle},
                                                 {"drain", TrendPhase::Drain},
                                                 {"collect", TrendPhase::Drain}}};
    for (const Named& named : Words) {
        if (equalsIgnoreCase(word, named.word)) {
            return named.phase;
        }
    }
    return std::nullopt;
}

// Reads one row; its errors name the line.
class RowReader {
public:
    RowReader(const Places& places, const std::vector<std::string_view>& cells, std::size_t line)
        : m_places(places), m_cells(cells), m_line(line) {}

    Result<GaugeRow> read() {
        GaugeRow row;
        row.sample.tS = number(TimeColumn);
        row.sample.value = number(Value);
        row.sample.requests = number(Requests);
        row.sample.errors = number(Errors);
        row.sample.aborted = number(Aborted);
        row.gcCycles = number(GcCycles);
        if (const std::string_view word = text(PhaseColumn); !word.empty()) {
            const auto phase = phaseFromWord(word);
            if (!phase) {
                fail(PhaseColumn, "must be idle, load or drain");
            }
            row.phase = phase.value_or(TrendPhase::Load);
        }
        return m_error.empty() ? Result<GaugeRow>(row) : wrong(m_error);
    }

private:
    [[nodiscard]] std::string_view text(Column column) const {
        const std::size_t place = m_places[column];
        return place == NotThere || place >= m_cells.size() ? std::string_view() : trim(m_cells[place]);
    }
    double number(Column column) {
        const std::string_view cell = text(column);
        if (cell.empty() || equalsIgnoreCase(cell, "nan")) {
            return Gap;
        }
        const auto value = parseDouble(cell);
        if (!value) {
            fail(column, "is no number");
            return Gap;
        }
        return std::isfinite(*value) ? *value : Gap;
    }
    void fail(Column column, const std::string& what) {
        if (m_error.empty()) {
            m_error = "line " + std::to_string(m_line) + ", column " + std::string(ColumnNames[column]) +
                      ": '" + printable(text(column), 40) + "' " + what;
        }
    }

    const Places& m_places;
    const std::vector<std::string_view>& m_cells;
    std::size_t m_line;
    std::string m_error;
};

// Index of the row at which requests have grown first and last; nothing if they never do.
struct Growth {
    std::size_t first;
    std::size_t last;
};

std::optional<Growth> growthOfRequests(const std::vector<GaugeRow>& rows) {
    std::optional<Growth> growth;
    double before = Gap;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const double now = rows[i].sample.requests;
        if (std::isnan(now)) {
            continue;
        }
        if (now > before) {
            growth = growth ? Growth{growth->first, i} : Growth{i, i};
        }
        before = now;
    }
    return growth;
}

// Newest first, or in no order at all: then time gives the order. A clock that was set leaves rows in order.
void orderByTime(std::vector<GaugeRow>& rows) {
    double before = Gap;
    std::size_t stepsBack = 0;
    for (const GaugeRow& row : rows) {
        stepsBack += row.sample.tS < before ? 1 : 0;
        before = std::isnan(row.sample.tS) ? before : row.sample.tS;
    }
    if (stepsBack * RowsPerStepBack <= rows.size()) {
        return;
    }
    std::erase_if(rows, [](const GaugeRow& row) { return std::isnan(row.sample.tS); });
    std::stable_sort(rows.begin(), rows.end(),
                     [](const GaugeRow& a, const GaugeRow& b) { return a.sample.tS < b.sample.tS; });
}

}  // namespace

Result<std::vector<std::string>> valueColumns(std::string_view csv) {
    constexpr std::size_t MostColumns = 50;
    CsvReader reader(csv);
    std::vector<std::string_view> cells;
    const auto header = reader.next(cells);
    if (!header) {
        return header.error();
    }
    std::vector<std::string> columns;
    for (const std::string_view cell : cells) {
        const std::string_view name = trim(cell);
        if (equalsIgnoreCase(name, ColumnNames[Value])) {
            return std::vector<std::string>{std::string(name)};
        }
        const bool known = std::any_of(ColumnNames.begin(), ColumnNames.end(),
                                       [name](std::string_view one) { return equalsIgnoreCase(name, one); });
        if (!known && !name.empty() && columns.size() < MostColumns) {
            columns.emplace_back(name);
        }
    }
    return columns;
}

Result<GaugeSeries> readGaugeSeries(std::string_view csv, std::string_view valueColumn) {
    CsvReader reader(csv);
    std::vector<std::string_view> cells;
    const auto header = reader.next(cells);
    if (!header) {
        return header.error();
    }
    if (!*header) {
        return wrong("the file is empty");
    }
    const auto places = readHeader(cells, valueColumn);
    if (!places) {
        return places.error();
    }
    GaugeSeries series;
    series.hasRequests = (*places)[Requests] != NotThere;
    series.hasPhase = (*places)[PhaseColumn] != NotThere;
    series.hasCollections = (*places)[GcCycles] != NotThere;
    while (true) {
        const auto more = reader.next(cells);
        if (!more) {
            return more.error();
        }
        if (!*more) {
            break;
        }
        const auto row = RowReader(*places, cells, reader.line()).read();
        if (!row) {
            return row.error();
        }
        series.rows.push_back(*row);
    }
    orderByTime(series.rows);
    return series.rows.empty() ? Result<GaugeSeries>(wrong("there is no row below the header")) : series;
}

void phasesFromRequests(GaugeSeries& series) {
    const auto growth = growthOfRequests(series.rows);
    if (!growth) {
        return;
    }
    std::size_t standsSince = growth->first;
    for (std::size_t i = 0; i < series.rows.size(); ++i) {
        GaugeRow& row = series.rows[i];
        row.phase = i < growth->first  ? TrendPhase::Idle
                    : i > growth->last ? TrendPhase::Drain
                                       : TrendPhase::Load;
        if (row.phase != TrendPhase::Load || std::isnan(row.sample.requests)) {
            continue;
        }
        if (row.sample.requests > series.rows[standsSince].sample.requests || i == growth->first) {
            for (std::size_t j = standsSince + 1; i - standsSince > ShortestDrain && j < i; ++j) {
                series.rows[j].phase = TrendPhase::Drain;
            }
            standsSince = i;
        }
    }
}

SignalUnit guessUnit(const GaugeSeries& series) {
    const bool counts = std::all_of(series.rows.begin(), series.rows.end(), [](const GaugeRow& row) {
        const double value = row.sample.value;
        return std::isnan(value) || (value == std::floor(value) && std::abs(value) < LargestCount);
    });
    return counts ? SignalUnit::Items : SignalUnit::Bytes;
}

bool judgedAfterCollections(const GaugeSeries& series) {
    constexpr std::size_t EnoughCollections = 60;
    constexpr std::size_t RowsPerCollection = 4;
    std::size_t loaded = 0;
    std::size_t collections = 0;
    double before = Gap;
    for (const GaugeRow& row : series.rows) {
        if (row.phase != TrendPhase::Load || std::isnan(row.gcCycles)) {
            continue;
        }
        ++loaded;
        collections += row.gcCycles > before ? 1 : 0;
        before = row.gcCycles;
    }
    return collections >= EnoughCollections && collections * RowsPerCollection <= loaded;
}

}  // namespace leaktide
