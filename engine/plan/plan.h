// What to send, how fast, for how long, in which phases. Plain data; JSON in and out is in plan_json.h, the
// rules a plan must obey in plan_rules.h.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/base/units.h"

namespace leaktide {

struct Header {
    std::string name;
    std::string value;
    bool operator==(const Header&) const = default;
};

struct RequestSpec {
    std::string name;  // shown in reports; empty: "METHOD path"
    std::string method = "GET";
    std::string url;  // absolute, http:// or https://
    std::vector<Header> headers;
    std::string body;
    std::uint32_t weight = 1;
    bool operator==(const RequestSpec&) const = default;
};

enum class LoadModel {
    Closed,        // each connection sends its next request as soon as the last one ended
    ConstantRate,  // requests are due at an even rate, whatever the target does
    Stages,        // the rate moves linearly to each stage's rate over its duration
};

struct Stage {
    Nanos duration{};
    Rate rate;  // reached at the end of the stage
    bool operator==(const Stage&) const = default;
};

// How a request travels over its connection.
enum class ExchangeChoice {
    Auto,    // direct where the plan needs nothing more
    Curl,    // a libcurl transfer: does everything
    Direct,  // our own exchange on libcurl's connection: plain HTTP/1.1 only, and faster
};

struct LoadPlan {
    LoadModel model = LoadModel::Closed;
    std::uint32_t connections = 10;
    std::uint32_t threads = 1;
    std::optional<Rate> rate;                   // ConstantRate only
    std::vector<Stage> stages;                  // Stages only
    Nanos duration = std::chrono::seconds(30);  // sending ends here, or at `requests`, whichever is first
    std::optional<std::uint64_t> requests;
    ExchangeChoice exchange = ExchangeChoice::Auto;
    bool operator==(const LoadPlan&) const = default;
};

struct ConnectionPlan {
    Nanos timeout = std::chrono::seconds(10);  // one request, from sent to done
    Nanos connectTimeout = std::chrono::seconds(5);
    bool keepAlive = true;
    bool verifyTls = true;
    bool operator==(const ConnectionPlan&) const = default;
};

enum class ProbeMode { Auto, Url, None };

struct ProbePlan {
    ProbeMode mode = ProbeMode::Auto;
    std::string url;                // ProbeMode::Url: where the readings come from
    std::vector<Header> headers;    // sent with each reading, e.g. a bearer token
    std::optional<Nanos> interval;  // unset: 100 ms in runs under two minutes, else 500 ms
    bool operator==(const ProbePlan&) const = default;
};

struct PhasePlan {
    Nanos baseline = std::chrono::milliseconds(1500);
    Nanos drain = std::chrono::seconds(6);  // at least this long after the last request ended
    std::uint32_t cycles = 1;
    std::uint32_t extendTo =
        1;  // while a verdict is undecided load again, up to this many times the planned load
    bool operator==(const PhasePlan&) const = default;
};

struct Plan {
    std::string name;
    std::vector<RequestSpec> requests;  // at least one
    LoadPlan load;
    ConnectionPlan connection;
    ProbePlan probe;
    PhasePlan phases;
    bool operator==(const Plan&) const = default;
};

// The interval between readings that this plan asks for (conventions: ten a second in runs under two
// minutes).
Nanos probeInterval(const Plan& plan);

}  // namespace leaktide
