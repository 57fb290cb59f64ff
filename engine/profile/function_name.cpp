#include "engine/profile/function_name.h"

namespace leaktide {

namespace {

// Not Java's class.<init>, not Go's pkg.(*Type[...]).Method.
bool looksLikeCpp(const std::string& name) {
    if (name.find(".<") != std::string::npos || name.find("]).") != std::string::npos) {
        return false;
    }
    return name.find_first_of("<>[]") != std::string::npos || name.find("::") != std::string::npos;
}

// Without what stands between matching brackets, up to the first that do not match.
std::string withoutBracketed(const std::string& name, char open, char close) {
    std::string kept;
    std::size_t nesting = 0;
    std::size_t openedAt = 0;
    for (std::size_t at = 0; at < name.size(); ++at) {
        if (name[at] == open) {
            openedAt = nesting++ == 0 ? at : openedAt;
        } else if (name[at] == close) {
            if (nesting == 0) {
                return kept + name.substr(at);
            }
            --nesting;
        } else if (nesting == 0) {
            kept += name[at];
        }
    }
    return nesting > 0 ? kept + name.substr(openedAt) : kept;
}

}  // namespace

std::string readableFunctionName(const std::string& name, const std::string& systemName) {
    if (!name.empty() && name != systemName) {
        return name;
    }
    if (!looksLikeCpp(systemName)) {
        return systemName;
    }
    return withoutBracketed(withoutBracketed(systemName, '(', ')'), '<', '>');
}

}  // namespace leaktide
