#include "engine/load/request_template.h"

#include <algorithm>
#include <utility>

namespace leaktide {

bool RequestTemplate::holdsVariables(const Parts& parts, const DataTable* data) {
    const auto holds = [data](std::string_view text) { return TextTemplate::holdsVariables(text, data); };
    return holds(parts.head) || holds(parts.body) ||
           std::any_of(parts.fields.begin(), parts.fields.end(), holds);
}

Result<RequestTemplate> RequestTemplate::parse(const Parts& parts, const DataTable* data) {
    using Place = TextTemplate::Place;
    RequestTemplate parsed;
    const std::size_t target = parts.head.find(' ') + 1;
    const std::size_t end = parts.head.find(" HTTP/", target);
    parsed.m_method = parts.head.substr(0, target);
    Status taken;
    const auto take = [&](std::string_view text, Place place, TextTemplate& into) {
        if (!taken) {
            return;
        }
        auto piece = TextTemplate::parse(text, data, place);
        piece ? void(into = std::move(*piece)) : void(taken = piece.error());
    };
    take(parts.head.substr(target, end - target), Place::Url, parsed.m_target);
    take(parts.head.substr(end), Place::Header, parsed.m_head);
    take(parts.url, Place::Url, parsed.m_url);
    for (const std::string& field : parts.fields) {
        take(field, Place::Header, parsed.m_fields.emplace_back());
    }
    take(parts.body, Place::Body, parsed.m_body);
    parsed.m_carriesIds = parsed.m_target.holdsIds() || parsed.m_head.holdsIds() || parsed.m_body.holdsIds();
    return taken ? Result<RequestTemplate>(std::move(parsed)) : taken.error();
}

void RequestTemplate::renderWire(RequestValues& values, std::string& into) const {
    renderBody(values);
    into = m_method;
    m_target.append(values, into);
    m_head.append(values, into);
    into += values.body;
}

void RequestTemplate::renderUrl(RequestValues& values, std::string& into) const {
    into.clear();
    m_url.append(values, into);
}

void RequestTemplate::renderBody(RequestValues& values) const {
    values.body.clear();
    m_body.append(values, values.body);
}

}  // namespace leaktide
