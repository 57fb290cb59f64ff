#include "target-server/pprof/profile_writer.h"

#include "target-server/pprof/gzip.h"
#include "target-server/pprof/proto_bytes.h"

namespace leaktide::target {

namespace {

enum ProfileField {
    SampleType = 1,
    Sample = 2,
    Mapping = 3,
    Location = 4,
    Function = 5,
    StringTable = 6,
    TimeNanos = 9,
    PeriodType = 11,
    Period = 12,
    DefaultSampleType = 14,
};

}  // namespace

std::uint64_t ProfileWriter::text(std::string_view value) {
    const auto known = m_texts.find(value);
    if (known != m_texts.end()) {
        return known->second;
    }
    const std::uint64_t index = m_textOrder.size();
    m_textOrder.emplace_back(value);
    m_texts.emplace(value, index);
    return index;
}

void ProfileWriter::addSampleType(std::string_view type, std::string_view unit) {
    m_body +=
        ProtoBytes().bytes(SampleType, ProtoBytes().number(1, text(type)).number(2, text(unit)).out()).out();
}

void ProfileWriter::setPeriod(std::string_view type, std::string_view unit, std::int64_t period) {
    m_body += ProtoBytes()
                  .bytes(PeriodType, ProtoBytes().number(1, text(type)).number(2, text(unit)).out())
                  .number(Period, static_cast<std::uint64_t>(period))
                  .out();
}

void ProfileWriter::setDefaultType(std::string_view type) {
    m_body += ProtoBytes().number(DefaultSampleType, text(type)).out();
}

std::uint64_t ProfileWriter::functionId(const FrameLine& line) {
    const FrameLine key{line.function, line.file, 0};  // a function is one, whatever its lines
    const auto [known, fresh] = m_functions.emplace(key, m_functions.size() + 1);
    if (fresh) {
        const ProtoBytes message = ProtoBytes()
                                       .number(1, known->second)
                                       .number(2, text(line.function))
                                       .number(3, text(line.function))
                                       .number(4, text(line.file));
        m_body += ProtoBytes().bytes(Function, message.out()).out();
    }
    return known->second;
}

std::uint64_t ProfileWriter::locationId(const Frame& frame) {
    const auto [known, fresh] = m_locations.emplace(frame.address, m_locations.size() + 1);
    if (fresh) {
        ProtoBytes message = ProtoBytes().number(1, known->second).number(2, 1).number(3, frame.address);
        for (const FrameLine& line : frame.lines) {
            message.bytes(4, ProtoBytes()
                                 .number(1, functionId(line))
                                 .number(2, static_cast<std::uint64_t>(line.line))
                                 .out());
        }
        m_body += ProtoBytes().bytes(Location, message.out()).out();
    }
    return known->second;
}

void ProfileWriter::addSample(const std::vector<const Frame*>& stack,
                              const std::vector<std::int64_t>& values) {
    std::vector<std::uint64_t> locations;
    for (const Frame* frame : stack) {
        locations.push_back(locationId(*frame));
    }
    m_body += ProtoBytes().bytes(Sample, ProtoBytes().packed(1, locations).packed(2, values).out()).out();
}

std::string ProfileWriter::finish(std::int64_t unixNanos) {
    // One mapping that says: everything is symbolised already.
    const ProtoBytes mapping =
        ProtoBytes().number(1, 1).number(5, text("leaktide-target")).number(7, 1).number(8, 1).number(9, 1);
    m_body += ProtoBytes()
                  .bytes(Mapping, mapping.out())
                  .number(TimeNanos, static_cast<std::uint64_t>(unixNanos))
                  .out();
    for (const std::string& one : m_textOrder) {
        m_body += ProtoBytes().bytes(StringTable, one).out();
    }
    return gzip(m_body);
}

}  // namespace leaktide::target
