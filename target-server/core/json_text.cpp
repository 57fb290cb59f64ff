#include "target-server/core/json_text.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "target-server/core/text.h"

namespace leaktide::target {

namespace {

// Printable ASCII that JSON takes as it is.
bool isPlain(char c) {
    return c >= 0x20 && c < 0x7f && c != '"' && c != '\\';
}

void appendString(std::string& out, const std::string& text) {
    if (std::all_of(text.begin(), text.end(), isPlain)) {
        out.append("\"").append(text).append("\"");
    } else {
        out += nlohmann::json(text).dump();
    }
}

}  // namespace

void appendJson(std::string& out, const nlohmann::json& document) {
    const char* separator = "";
    switch (document.type()) {
        case nlohmann::json::value_t::object:
            out += '{';
            for (const auto& [key, value] : document.get_ref<const nlohmann::json::object_t&>()) {
                out += separator;
                appendString(out, key);
                out += ':';
                appendJson(out, value);
                separator = ",";
            }
            out += '}';
            break;
        case nlohmann::json::value_t::array:
            out += '[';
            for (const auto& value : document) {
                out += separator;
                appendJson(out, value);
                separator = ",";
            }
            out += ']';
            break;
        case nlohmann::json::value_t::string:
            appendString(out, document.get_ref<const std::string&>());
            break;
        case nlohmann::json::value_t::boolean:
            out += document.get<bool>() ? "true" : "false";
            break;
        case nlohmann::json::value_t::number_integer:
            appendNumber(out, document.get<std::int64_t>());
            break;
        default:
            out += document.dump();
    }
}

}  // namespace leaktide::target
