#include "target-server/http/request.h"

#include "target-server/core/text.h"

namespace leaktide::target {

std::optional<std::string_view> Request::field(std::string_view name) const {
    for (const Field& candidate : fields) {
        if (equalsIgnoreCase(candidate.name, name)) {
            return candidate.value;
        }
    }
    return std::nullopt;
}

std::optional<std::string_view> Request::parameter(std::string_view key) const {
    std::string_view rest = query;
    while (!rest.empty()) {
        const std::string_view pair = rest.substr(0, rest.find('&'));
        rest.remove_prefix(std::min(rest.size(), pair.size() + 1));
        const std::size_t equals = pair.find('=');
        if (pair.substr(0, equals) == key) {
            return equals == std::string_view::npos ? std::string_view() : pair.substr(equals + 1);
        }
    }
    return std::nullopt;
}

std::optional<std::int64_t> Request::number(std::string_view key, std::int64_t fallback, std::int64_t low,
                                            std::int64_t high) const {
    const auto text = parameter(key);
    if (!text) {
        return fallback;
    }
    const auto value = parseNumber<std::int64_t>(*text);
    return value && *value >= low && *value <= high ? value : std::nullopt;
}

}  // namespace leaktide::target
