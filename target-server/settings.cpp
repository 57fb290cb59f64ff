#include "target-server/settings.h"

#include <functional>
#include <string_view>

#include "target-server/core/text.h"

namespace leaktide::target {

namespace {

using Take = std::function<Status(Settings&, std::string_view)>;

struct Flag {
    std::string_view name;
    std::string_view value;  // how the help names it; empty: the flag takes none
    std::string_view help;
    Take take;
};

template <std::integral T>
std::function<Status(std::string_view, T&)> whole(T low, T high) {
    return [low, high](std::string_view text, T& out) -> Status {
        const auto value = parseNumber<std::int64_t>(text);
        if (!value || *value < static_cast<std::int64_t>(low) || *value > static_cast<std::int64_t>(high)) {
            return Refusal{"must be a whole number from " + numberText(low) + " to " + numberText(high) +
                           ", not \"" + std::string(text) + "\""};
        }
        out = static_cast<T>(*value);
        return std::nullopt;
    };
}

// "250ms", "30s"; a bare number is seconds.
Status readDuration(std::string_view text, std::chrono::milliseconds& out) {
    std::int64_t unit = 1000;
    std::string_view digits = text;
    if (text.ends_with("ms")) {
        unit = 1;
        digits.remove_suffix(2);
    } else if (text.ends_with("s")) {
        digits.remove_suffix(1);
    }
    const auto value = parseNumber<std::int64_t>(digits);
    if (!value || *value < 0 || *value > 86'400'000 / unit) {
        return Refusal{"must be a duration like 500ms or 30s, at most a day, not \"" + std::string(text) +
                       "\""};
    }
    out = std::chrono::milliseconds(*value * unit);
    return std::nullopt;
}

Take duration(std::chrono::milliseconds Settings::*member) {
    return [member](Settings& to, std::string_view text) { return readDuration(text, to.*member); };
}

Take limit(std::chrono::milliseconds Limits::*member) {
    return [member](Settings& to, std::string_view text) { return readDuration(text, to.limits.*member); };
}

template <std::integral T>
Take limit(T Limits::*member, T low, T high) {
    return [=](Settings& to, std::string_view text) { return whole<T>(low, high)(text, to.limits.*member); };
}

// "1048576", "512KiB", "64MiB", "1GiB".
Status readBytes(std::string_view text, std::int64_t& out) {
    std::string_view digits = text;
    std::int64_t unit = 1;
    for (const auto& [suffix, factor] : {std::pair<std::string_view, std::int64_t>{"KiB", 1LL << 10},
                                         {"MiB", 1LL << 20},
                                         {"GiB", 1LL << 30}}) {
        if (text.ends_with(suffix)) {
            digits.remove_suffix(suffix.size());
            unit = factor;
        }
    }
    const auto value = parseNumber<std::int64_t>(digits);
    if (!value || *value < 1 || *value > (1LL << 40) / unit) {
        return Refusal{"must be a size like 64MiB or 1GiB, not \"" + std::string(text) + "\""};
    }
    out = *value * unit;
    return std::nullopt;
}

Status addFault(Settings& to, std::string_view text) {
    Result<FaultOrder> order = parseFaultOrder(text);
    if (!order) {
        return Refusal{order.sentence()};
    }
    to.faults.push_back(*order);
    return std::nullopt;
}

std::vector<Flag> listenFlags() {
    return {
        {"--listen", "ADDRESS", "where to listen; anything but loopback forbids faults (127.0.0.1)",
         [](Settings& to, std::string_view text) -> Status {
             to.listen = text;
             return std::nullopt;
         }},
        {"--port", "N", "port of the load listener; 0 takes a free one (8080)",
         [](Settings& to, std::string_view text) { return whole<std::uint16_t>(0, 65535)(text, to.port); }},
        {"--debug-port", "N", "port of the debug listener (a free one; then the load port serves /debug too)",
         [](Settings& to, std::string_view text) {
             return whole<std::uint16_t>(0, 65535)(text, to.debugPort.emplace());
         }},
        {"--debug-token", "TOKEN", "what a state change must carry as X-Leaktide-Token (a random one)",
         [](Settings& to, std::string_view text) -> Status {
             to.debugToken = text;
             return text.empty() ? Status(Refusal{"must not be empty"}) : std::nullopt;
         }},
        {"--threads", "N", "threads that serve, one event loop each (1)",
         [](Settings& to, std::string_view text) { return whole<unsigned>(1, 256)(text, to.threads); }},
        {"--access-log", "FILE", "one line a request; - is stderr (none)",
         [](Settings& to, std::string_view text) -> Status {
             to.accessLog = text;
             return std::nullopt;
         }},
        {"--heap-profile", "on|off", "sample allocations for /debug/pprof/heap (on)",
         [](Settings& to, std::string_view text) -> Status {
             to.heapProfile = text == "on";
             return text == "on" || text == "off" ? std::nullopt : Status(Refusal{"must be on or off"});
         }},
        {"--shutdown-timeout", "TIME", "how long requests may still run after SIGTERM (30s)",
         duration(&Settings::shutdownTime)},
    };
}

std::vector<Flag> faultFlags() {
    return {
        {"--fault", "NAME[=every:N[,bytes:N][,path:PATH]]", "a leak to begin with; may be given again",
         addFault},
        {"--allow-remote-faults", "", "faults although --listen is not loopback",
         [](Settings& to, std::string_view) -> Status {
             to.allowRemoteFaults = true;
             return std::nullopt;
         }},
        {"--leak-ceiling", "SIZE", "heap in use at which every fault stops (1GiB)",
         [](Settings& to, std::string_view text) { return readBytes(text, to.ceiling.heapBytes); }},
        {"--db-max-open", "N", "database connections; 0 is no limit (0)",
         [](Settings& to, std::string_view text) {
             return whole<std::int64_t>(0, 100'000)(text, to.dbMaxOpen);
         }},
    };
}

std::vector<Flag> limitFlags() {
    return {
        {"--max-connections", "N", "open at once (50000)",
         limit<std::int64_t>(&Limits::connections, 1, 1'000'000)},
        {"--max-requests-per-connection", "N", "0 is no limit (0)",
         limit<std::int64_t>(&Limits::requestsPerConnection, 0, 1'000'000'000)},
        {"--max-header", "BYTES", "of a request (16384)",
         limit<std::size_t>(&Limits::headBytes, 256, 1 << 20)},
        {"--max-fields", "N", "of a header (100)", limit<std::size_t>(&Limits::fieldCount, 1, 10'000)},
        {"--max-body", "BYTES", "of a request (1048576)", limit<std::size_t>(&Limits::bodyBytes, 0, 1 << 30)},
        {"--header-timeout", "TIME", "from a request's first byte to the end of its header (10s)",
         limit(&Limits::headTime)},
        {"--body-timeout", "TIME", "without a further byte of a body (10s)", limit(&Limits::bodyTime)},
        {"--idle-timeout", "TIME", "between requests (60s)", limit(&Limits::idleTime)},
        {"--request-timeout", "TIME", "the deadline of a handler, then 503 (30s)",
         limit(&Limits::handlerTime)},
        {"--write-timeout", "TIME", "without a byte taken by the client (10s)", limit(&Limits::writeTime)},
    };
}

const std::vector<Flag>& flags() {
    static const std::vector<Flag> All = [] {
        std::vector<Flag> all = listenFlags();
        for (const auto& part : {faultFlags(), limitFlags()}) {
            all.insert(all.end(), part.begin(), part.end());
        }
        all.push_back({"--help", "", "this text", [](Settings& to, std::string_view) -> Status {
                           to.help = true;
                           return std::nullopt;
                       }});
        all.push_back({"--version", "", "name and version", [](Settings& to, std::string_view) -> Status {
                           to.version = true;
                           return std::nullopt;
                       }});
        return all;
    }();
    return All;
}

}  // namespace

Result<Settings> parseSettings(std::span<const char* const> arguments) {
    Settings settings;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        const std::string_view argument = arguments[i];
        const std::size_t equals = argument.starts_with("--") ? argument.find('=') : std::string_view::npos;
        const std::string_view name = argument.substr(0, equals);
        const Flag* flag = nullptr;
        for (const Flag& candidate : flags()) {
            flag = candidate.name == (name == "-h" ? "--help" : name) ? &candidate : flag;
        }
        if (flag == nullptr) {
            return Refusal{"unknown argument \"" + std::string(argument) + "\"; --help lists the flags"};
        }
        std::string_view value;
        if (equals != std::string_view::npos) {
            value = argument.substr(equals + 1);
        } else if (!flag->value.empty()) {
            if (++i == arguments.size()) {
                return Refusal{std::string(name) + " needs a value: " + std::string(flag->value)};
            }
            value = arguments[i];
        }
        if (const Status bad = flag->take(settings, value)) {
            return Refusal{std::string(name) + ": " + bad->sentence};
        }
    }
    return settings;
}

std::string usage() {
    std::string text = "leaktide-target: an HTTP server with a switch for each classic leak\n\n";
    for (const Flag& flag : flags()) {
        std::string left =
            "  " + std::string(flag.name) + (flag.value.empty() ? "" : " ") + std::string(flag.value);
        left.resize(std::max<std::size_t>(left.size() + 2, 42), ' ');
        text += left + std::string(flag.help) + "\n";
    }
    return text;
}

}  // namespace leaktide::target
