// A request with variables in it (text_template.h), rendered anew for each send: for the direct exchange as
// the bytes for the wire, for libcurl in the pieces that it wants.
//
// Threading: never changed after it was parsed; each thread renders with values of its own.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.h"
#include "engine/load/text_template.h"

namespace leaktide {

class RequestTemplate {
public:
    struct Parts {
        std::string_view head;  // for the wire; its first line holds the path and query
        std::string_view url;
        std::vector<std::string> fields;  // "Name: value"
        std::string_view body;
    };
    static bool holdsVariables(const Parts& parts, const DataTable* data);
    // Error (InvalidInput): as in TextTemplate::parse.
    static Result<RequestTemplate> parse(const Parts& parts, const DataTable* data);

    // Both replace what was in `into`.
    void renderWire(RequestValues& values, std::string& into) const;
    void renderUrl(RequestValues& values, std::string& into) const;
    void renderBody(RequestValues& values) const;  // into values.body
    [[nodiscard]] const std::vector<TextTemplate>& fields() const { return m_fields; }
    // The ids that a request rendered from these values carries; none where it shows none.
    [[nodiscard]] TraceIds idsOf(const RequestValues& values) const {
        return m_carriesIds ? values.ids() : TraceIds{};
    }

private:
    std::string m_method;   // and the blank behind it
    TextTemplate m_target;  // path and query
    TextTemplate m_head;    // what follows the target
    TextTemplate m_url;
    std::vector<TextTemplate> m_fields;
    TextTemplate m_body;
    bool m_carriesIds = false;
};

}  // namespace leaktide
