// How a fault is asked for: on the command line ("task-stuck=every:50,bytes:2048,path:/echo") and over HTTP
// ("every:50"). Pure functions.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "target-server/core/result.h"

namespace leaktide::target {

struct FaultSetting {
    bool on = true;
    std::uint64_t every = 1;            // one in that many requests, from 1
    std::optional<std::int64_t> bytes;  // per leaked thing; unset: the fault's own
    std::string path;                   // strikes requests to this path only; empty: to any

    bool operator==(const FaultSetting&) const = default;
};

struct FaultOrder {
    std::string name;
    FaultSetting setting;
};

// "", "on", "off", "every:50", "every:50,bytes:1024", "path:/echo".
Result<FaultSetting> parseFaultSetting(std::string_view text);
// "NAME" or "NAME=SETTING".
Result<FaultOrder> parseFaultOrder(std::string_view text);

}  // namespace leaktide::target
