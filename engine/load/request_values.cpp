#include "engine/load/request_values.h"

namespace leaktide {

namespace {

std::uint64_t notZero(std::mt19937_64& random) {
    std::uint64_t value = random();
    while (value == 0) {
        value = random();
    }
    return value;
}

}  // namespace

void appendHex(std::uint64_t value, std::string& into) {
    static constexpr std::string_view Digits = "0123456789abcdef";
    for (int shift = 60; shift >= 0; shift -= 4) {
        into += Digits[value >> static_cast<unsigned>(shift) & 15U];
    }
}

std::string TraceIds::traceText() const {
    std::string text;
    if (drawn()) {
        appendHex(traceHigh, text);
        appendHex(traceLow, text);
    }
    return text;
}

std::string TraceIds::spanText() const {
    std::string text;
    if (drawn()) {
        appendHex(span, text);
    }
    return text;
}

RequestValues::RequestValues(Sources sources) : m_sources(sources), m_random(std::random_device()()) {}

void RequestValues::draw(std::uint64_t number) {
    m_sequence = m_sources.sequence.fetch_add(1, std::memory_order_relaxed) + 1;
    if (m_sources.data != nullptr) {
        const std::uint64_t from = m_sources.order == DataOrder::Random ? m_random() : number;
        m_row = static_cast<std::size_t>(from % m_sources.data->rows());
    }
    m_ids = {m_random(), notZero(m_random), notZero(m_random)};
}

}  // namespace leaktide
