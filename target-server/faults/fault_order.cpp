#include "target-server/faults/fault_order.h"

#include "target-server/core/text.h"

namespace leaktide::target {

namespace {

constexpr std::int64_t MostBytes = 64 * 1024 * 1024;  // of one leaked thing

Status readPart(std::string_view part, FaultSetting& setting) {
    const std::size_t colon = part.find(':');
    const std::string_view key = part.substr(0, colon);
    const std::string_view text =
        colon == std::string_view::npos ? std::string_view() : part.substr(colon + 1);
    if (key == "every") {
        const auto every = parseNumber<std::uint64_t>(text);
        if (!every || *every < 1 || *every > 1'000'000'000) {
            return Refusal{"every:" + std::string(text) + " must be a whole number from 1 to 1000000000"};
        }
        setting.every = *every;
        return std::nullopt;
    }
    if (key == "bytes") {
        const auto bytes = parseNumber<std::int64_t>(text);
        if (!bytes || *bytes < 1 || *bytes > MostBytes) {
            return Refusal{"bytes:" + std::string(text) + " must be a whole number from 1 to 67108864"};
        }
        setting.bytes = *bytes;
        return std::nullopt;
    }
    if (key == "path") {
        if (!text.starts_with('/') || text.find_first_of("?# ") != std::string_view::npos) {
            return Refusal{"path:" + std::string(text) + " must be a path of the server, such as path:/echo"};
        }
        setting.path = text;
        return std::nullopt;
    }
    return Refusal{"a fault knows every:N, bytes:N and path:PATH, not \"" + std::string(part) + "\""};
}

}  // namespace

Result<FaultSetting> parseFaultSetting(std::string_view text) {
    FaultSetting setting;
    if (text.empty() || text == "on") {
        return setting;
    }
    if (text == "off") {
        setting.on = false;
        return setting;
    }
    while (true) {
        const std::string_view part = text.substr(0, text.find(','));
        if (Status bad = readPart(part, setting)) {
            return *bad;
        }
        if (part.size() == text.size()) {
            return setting;
        }
        text.remove_prefix(part.size() + 1);
    }
}

Result<FaultOrder> parseFaultOrder(std::string_view text) {
    const std::size_t equals = text.find('=');
    FaultOrder order;
    order.name = text.substr(0, equals);
    if (equals == std::string_view::npos) {
        return order;
    }
    Result<FaultSetting> setting = parseFaultSetting(text.substr(equals + 1));
    if (!setting) {
        return Refusal{"fault " + order.name + ": " + setting.sentence()};
    }
    order.setting = *setting;
    return order;
}

}  // namespace leaktide::target
