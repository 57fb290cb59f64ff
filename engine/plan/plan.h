// What to send, how fast, for how long, in which phases. Plain data; JSON in and out is in plan_json.h, the
// rules a plan must obey in plan_rules.h.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/base/units.h"
#include "engine/plan/budget.h"

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
    std::vector<std::string> checks;  // of its answers, beside the plan's own: "status=200" (check.h)
    bool operator==(const RequestSpec&) const = default;
};

enum class LoadModel {
    Closed,        // each connection sends its next request as soon as the last one ended
    ConstantRate,  // requests are due at an even rate, whatever the target does
    Stages,        // the rate moves linearly to each stage's rate over its duration
};

struct Stage {
    Nanos duration{};                         // 0: the rate jumps
    Rate rate;                                // reached at the end of the stage
    std::vector<std::uint32_t> weights = {};  // of the plan's requests while it lasts; empty: their own
    bool operator==(const Stage&) const = default;
};

// How a request travels over its connection.
enum class ExchangeChoice {
    Auto,    // direct where the plan needs nothing more
    Curl,    // a libcurl transfer: does everything
    Direct,  // our own exchange on libcurl's connection: plain HTTP/1.1 only, and faster
};

enum class Arrivals {
    Even,     // each request at its own exact moment of the schedule
    Poisson,  // as from many people who know nothing of each other: the same mean rate, exponential gaps
};

// Clients that break off or dawdle, on purpose: what a server leaks on its cancel path, it leaks to these.
struct Misbehaviour {
    enum class Kind {
        LeaveAfterTime,   // disconnect so long after the request was sent
        LeaveAfterBytes,  // disconnect once so much of the response has come
        StopSending,      // send half of the request, stay silent for a time, then disconnect
        ReadSlowly,       // read a few bytes, pause, read on; disconnect after the answer or its timeout
    };
    Kind kind = Kind::LeaveAfterTime;
    std::uint32_t every = 10;                     // every so-many-th request; 1: all
    Nanos after = std::chrono::milliseconds(50);  // LeaveAfterTime, StopSending; ReadSlowly: each pause
    std::uint64_t bytes = 1;                      // LeaveAfterBytes; ReadSlowly: between two pauses
    bool operator==(const Misbehaviour&) const = default;
};

// Looks for the highest constant rate at which all budgets hold: from LoadPlan::rate on by doubling, then by
// halving the gap, step by step; what is found is measured once more, for longer, before it is accepted.
struct SearchPlan {
    std::vector<Budget> budgets;               // at least one
    std::optional<Rate> to;                    // no higher than this
    Nanos settle = std::chrono::seconds(1);    // of each step, not judged
    Nanos step = std::chrono::seconds(4);      // judged
    Nanos confirm = std::chrono::seconds(12);  // judged, of the last step
    double precision = 0.05;                   // the gap at which it is enough, as a share of the rate
    bool operator==(const SearchPlan&) const = default;
};

struct LoadPlan {
    LoadModel model = LoadModel::Closed;
    std::uint32_t connections = 10;
    std::uint32_t threads = 1;
    std::optional<Rate> rate;                   // ConstantRate only
    std::vector<Stage> stages;                  // Stages only
    Nanos duration = std::chrono::seconds(30);  // sending ends here, or at `requests`, whichever is first
    std::optional<std::uint64_t> requests;
    Arrivals arrivals = Arrivals::Even;  // ConstantRate and Stages
    Nanos thinkTime{};                   // Closed: a connection's pause between a result and its next request
    std::optional<Misbehaviour> misbehaviour;  // direct exchange only
    ExchangeChoice exchange = ExchangeChoice::Auto;
    std::optional<SearchPlan> search;  // ConstantRate only; `duration` is then the longest it may take
    bool findEndpoint = false;         // vary how often each request is sent, and tell which one leaks
    bool operator==(const LoadPlan&) const = default;
};

enum class HttpVersion {
    Http1,  // HTTP/1.1
    Http2,  // over TLS, by ALPN; libcurl 7.88 cannot keep HTTP/2 without TLS alive
};

struct ConnectionPlan {
    Nanos timeout = std::chrono::seconds(10);  // one request, from sent to done
    Nanos connectTimeout = std::chrono::seconds(5);
    bool keepAlive = true;
    bool verifyTls = true;
    HttpVersion httpVersion = HttpVersion::Http1;
    std::uint32_t streams = 1;                 // Http2: requests at a time on each connection
    std::string caFile;                        // PEM; empty: the system's
    std::string certFile;                      // PEM, of this client
    std::string keyFile;                       // PEM, of certFile
    std::string unixSocket;                    // path; connect there instead of to the URL's host
    std::string proxy;                         // URL; empty: none, whatever the environment says
    std::vector<std::string> resolve;          // "host:port:address", as curl's --resolve
    std::vector<std::string> connectTo;        // "host:port:host:port", as curl's --connect-to
    std::optional<Nanos> idleTimeout;          // a connection idle for longer is not used again
    std::optional<Nanos> maxLifetime;          // a connection older than this is not used again
    std::optional<std::uint64_t> maxRequests;  // per connection
    bool tcpKeepAlive = false;                 // TCP's own probes
    bool keepCookies = false;  // each connection sends back the cookies it was given; curl exchange only
    bool operator==(const ConnectionPlan&) const = default;
};

enum class ProbeMode { Auto, Url, None, Pid };

// A signal read from metrics of the user's choice: {"tasks", "my_jobs{state=\"running\"}"}.
struct SignalChoice {
    std::string signal;   // canonical name, or one of the user's own
    std::string metrics;  // METRIC{label="x"} + METRIC - METRIC
    bool operator==(const SignalChoice&) const = default;
};

struct ProbePlan {
    ProbeMode mode = ProbeMode::Auto;
    std::string url;                          // ProbeMode::Url: where the readings come from
    std::uint32_t pid = 0;                    // ProbeMode::Pid: a process of this machine
    std::vector<Header> headers;              // sent with each reading, e.g. a bearer token
    std::optional<Nanos> interval;            // unset: 100 ms in runs under two minutes, else 500 ms
    std::vector<SignalChoice> signalChoices;  // instead of what would be found by itself
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

enum class DataOrder { InTurn, Random };

// A CSV file whose columns are variables of the requests: {{column}}.
struct DataPlan {
    std::string file;                     // empty: none
    DataOrder order = DataOrder::InTurn;  // InTurn: request k of the schedule has row k mod rows
    bool operator==(const DataPlan&) const = default;
};

struct Plan {
    std::string name;
    std::vector<RequestSpec> requests;  // at least one
    std::vector<std::string> checks;    // of every answer
    DataPlan data;
    bool trace = false;  // each request carries ids of its own: X-Trace-ID, X-Span-ID, traceparent
    LoadPlan load;
    ConnectionPlan connection;
    ProbePlan probe;
    PhasePlan phases;
    std::vector<Budget> thresholds;  // what the whole load must hold
    bool operator==(const Plan&) const = default;
};

// The interval between readings that this plan asks for (conventions: ten a second in runs under two
// minutes).
Nanos probeInterval(const Plan& plan);

// How long a search may take at most when it needs no more than the usual number of steps.
Nanos usualLength(const SearchPlan& search);

// The plan's name of it, or "METHOD path".
std::string nameOf(const RequestSpec& request);
// Of all requests, printable; those of the same name are numbered.
std::vector<std::string> namesOfRequests(const Plan& plan);

// The same load, `factor` times as long: duration, request count and stages.
Plan lengthened(Plan plan, std::uint32_t factor);

}  // namespace leaktide
