#include "engine/probe/bounded_json.h"

namespace leaktide {

namespace {

// Looked at before anything is built. In text that is no JSON the answer does not matter: it is refused
// later.
bool isDeep(std::string_view text) {
    std::size_t depth = 0;
    bool quoted = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (quoted) {
            i += c == '\\' ? 1 : 0;
            quoted = c != '"';
        } else if (c == '"') {
            quoted = true;
        } else if (c == '[' || c == '{') {
            if (++depth > MostJsonDepth) {
                return true;
            }
        } else if ((c == ']' || c == '}') && depth > 0) {
            --depth;
        }
    }
    return false;
}

}  // namespace

nlohmann::json parseBoundedJson(std::string_view text) {
    if (text.size() > MostJsonBytes || isDeep(text)) {
        return nlohmann::json::value_t::discarded;
    }
    return nlohmann::json::parse(text, nullptr, false);
}

}  // namespace leaktide
