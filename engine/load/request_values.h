// What the variables of one request stand for: its number, its row of the data file, its trace ids, and a
// source of randomness. One per worker, drawn anew for each request that has variables.
#pragma once

#include <atomic>
#include <cstdint>
#include <random>
#include <string>

#include "engine/plan/data_table.h"
#include "engine/plan/plan.h"

namespace leaktide {

// Ids as in W3C Trace Context: 128 and 64 random bits, never all zero. Zero here: the request has none.
struct TraceIds {
    std::uint64_t traceHigh = 0;
    std::uint64_t traceLow = 0;
    std::uint64_t span = 0;
    [[nodiscard]] bool drawn() const { return span != 0; }
    [[nodiscard]] std::string traceText() const;  // 32 hexadecimal digits; empty when not drawn
    [[nodiscard]] std::string spanText() const;   // 16 of them
};

void appendHex(std::uint64_t value, std::string& into);  // 16 digits

class RequestValues {
public:
    struct Sources {
        std::atomic<std::uint64_t>& sequence;  // how many numbers {{seq}} has given out, over all workers
        const DataTable* data = nullptr;       // null: there is none
        DataOrder order = DataOrder::InTurn;
    };
    explicit RequestValues(Sources sources);

    void draw(std::uint64_t number);  // of the request in the schedule, from 0

    [[nodiscard]] std::uint64_t sequence() const { return m_sequence; }
    [[nodiscard]] const TraceIds& ids() const { return m_ids; }
    [[nodiscard]] std::mt19937_64& random() { return m_random; }
    [[nodiscard]] std::string_view cell(std::size_t column) const {
        return m_sources.data->cell(m_row, column);
    }
    std::string body;  // as rendered last

private:
    Sources m_sources;
    std::mt19937_64 m_random;
    std::uint64_t m_sequence = 0;
    std::size_t m_row = 0;
    TraceIds m_ids;
};

}  // namespace leaktide
