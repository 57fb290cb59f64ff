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

Status addFault(Settings& to, std::string_view text) {
    Result<FaultOrder> order = parseFaultOrder(text);
    if (!order) {
        return Refusal{order.sentence()};
    }
    to.faults.push_back(*order);
    return std::nullopt;
}

const std::vector<Flag>& flags() {
    static const std::vector<Flag> All = {
        {"--port", "N", "port of the load listener; 0 takes a free one (8080)",
         [](Settings& to, std::string_view text) { return whole<std::uint16_t>(0, 65535)(text, to.port); }},
        {"--debug-port", "N", "port of the debug listener (a free one; then the load port serves /debug too)",
         [](Settings& to, std::string_view text) {
             return whole<std::uint16_t>(0, 65535)(text, to.debugPort.emplace());
         }},
        {"--threads", "N", "threads that serve, one event loop each (1)",
         [](Settings& to, std::string_view text) { return whole<unsigned>(1, 256)(text, to.threads); }},
        {"--fault", "NAME[=every:N[,bytes:N]]", "a leak to begin with; may be given again", addFault},
        {"--debug-token", "TOKEN", "what a state change must carry as X-Leaktide-Token (a random one)",
         [](Settings& to, std::string_view text) -> Status {
             to.debugToken = text;
             return text.empty() ? Status(Refusal{"must not be empty"}) : std::nullopt;
         }},
        {"--shutdown-timeout", "TIME", "how long requests may still run after SIGTERM (30s)",
         duration(&Settings::shutdownTime)},
        {"--help", "", "this text",
         [](Settings& to, std::string_view) -> Status {
             to.help = true;
             return std::nullopt;
         }},
        {"--version", "", "name and version",
         [](Settings& to, std::string_view) -> Status {
             to.version = true;
             return std::nullopt;
         }},
    };
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
            flag = candidate.name == name ? &candidate : flag;
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
