// Writes perftools.profiles.Profile (google/pprof, proto/profile.proto), gzipped: what `go tool pprof` opens.
// One thread; pure.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "target-server/pprof/symbols.h"

namespace leaktide::target {

class ProfileWriter {
public:
    void addSampleType(std::string_view type, std::string_view unit);
    void setPeriod(std::string_view type, std::string_view unit, std::int64_t period);
    void setDefaultType(std::string_view type);
    // `stack` from the leaf on; one value for each sample type. A frame may stand for several inlined
    // functions.
    void addSample(const std::vector<const Frame*>& stack, const std::vector<std::int64_t>& values);
    // The finished profile. `unixNanos`: when it was taken.
    std::string finish(std::int64_t unixNanos);

private:
    std::uint64_t text(std::string_view value);
    std::uint64_t functionId(const FrameLine& line);
    std::uint64_t locationId(const Frame& frame);

    std::string m_body;  // all messages but the string table
    std::map<std::string, std::uint64_t, std::less<>> m_texts{{"", 0}};
    std::vector<std::string> m_textOrder{""};
    std::map<FrameLine, std::uint64_t> m_functions;
    std::map<std::uint64_t, std::uint64_t> m_locations;  // address -> id
};

}  // namespace leaktide::target
