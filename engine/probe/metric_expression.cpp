#include "engine/probe/metric_expression.h"

#include <algorithm>

#include "engine/base/text.h"

namespace leaktide {

namespace {

constexpr std::string_view Any = ".*";

bool isMetricChar(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == ':' || c == '.';
}

bool isLike(std::string_view text, std::string_view pattern) {
    const bool openStart = pattern.starts_with(Any);
    if (openStart) {
        pattern.remove_prefix(Any.size());
    }
    const bool openEnd = pattern.ends_with(Any);
    if (openEnd) {
        pattern.remove_suffix(Any.size());
    }
    if (openStart && openEnd) {
        return text.find(pattern) != std::string_view::npos;
    }
    return openStart ? text.ends_with(pattern) : openEnd ? text.starts_with(pattern) : text == pattern;
}

class Reader {
public:
    explicit Reader(std::string_view text) : m_all(text), m_rest(trim(text)) {}

    Result<MetricExpression> read() {
        MetricExpression expression;
        double factor = 1;
        do {
            MetricTerm term;
            term.factor = factor;
            if (const Status read = readTerm(term); !read) {
                return read.error();
            }
            expression.push_back(std::move(term));
            m_rest = trim(m_rest);
            if (m_rest.empty()) {
                return expression;
            }
            factor = m_rest.front() == '-' ? -1 : 1;
        } while (take('+') || take('-'));
        return wrong("expected + or - or the end");
    }

private:
    Status readTerm(MetricTerm& term) {
        m_rest = trim(m_rest);
        std::size_t length = 0;
        while (length < m_rest.size() && isMetricChar(m_rest[length])) {
            ++length;
        }
        if (length == 0 || (m_rest.front() >= '0' && m_rest.front() <= '9')) {
            return wrong("expected the name of a metric");
        }
        term.metric = m_rest.substr(0, length);
        m_rest.remove_prefix(length);
        if (!take('{')) {
            return {};
        }
        while (!take('}')) {
            LabelFilter filter;
            if (const Status read = readFilter(filter); !read) {
                return read;
            }
            term.filters.push_back(std::move(filter));
            if (!take(',') && (m_rest.empty() || m_rest.front() != '}')) {
                return wrong("expected , or }");
            }
        }
        return {};
    }
    Status readFilter(LabelFilter& filter) {
        m_rest = trim(m_rest);
        const std::size_t length = std::min(m_rest.find_first_of("=!"), m_rest.size());
        filter.label = trim(m_rest.substr(0, length));
        m_rest.remove_prefix(length);
        if (filter.label.empty() || m_rest.empty()) {
            return wrong("expected label=\"value\"");
        }
        filter.kind = m_rest.starts_with("=~")   ? LabelFilter::Kind::Like
                      : m_rest.starts_with("!=") ? LabelFilter::Kind::Differs
                                                 : LabelFilter::Kind::Equals;
        m_rest.remove_prefix(filter.kind == LabelFilter::Kind::Equals ? 1 : 2);
        m_rest = trim(m_rest);
        const std::size_t end = m_rest.size() > 1 ? m_rest.find('"', 1) : std::string_view::npos;
        if (m_rest.empty() || m_rest.front() != '"' || end == std::string_view::npos) {
            return wrong("expected a value in quotes");
        }
        const std::string_view value = m_rest.substr(1, end - 1);
        m_rest.remove_prefix(end + 1);
        return filter.kind == LabelFilter::Kind::Like ? readPatterns(value, filter.wanted)
                                                      : (filter.wanted.emplace_back(value), Status());
    }
    Status readPatterns(std::string_view value, std::vector<std::string>& into) {
        for (std::size_t bar = 0; bar != std::string_view::npos;) {
            bar = value.find('|');
            std::string_view pattern = value.substr(0, bar);
            into.emplace_back(pattern);
            value.remove_prefix(bar == std::string_view::npos ? value.size() : bar + 1);
            pattern = pattern.starts_with(Any) ? pattern.substr(Any.size()) : pattern;
            pattern = pattern.ends_with(Any) ? pattern.substr(0, pattern.size() - Any.size()) : pattern;
            if (pattern.find_first_of("*+?()[]^$\\") != std::string_view::npos) {
                return Error{
                    ErrorKind::InvalidInput,
                    "\"" + printable(pattern) + "\": only .* at the ends and | are understood after =~"};
            }
        }
        return {};
    }
    bool take(char wanted) {
        m_rest = trim(m_rest);
        const bool there = !m_rest.empty() && m_rest.front() == wanted;
        m_rest.remove_prefix(there ? 1 : 0);
        return there;
    }
    [[nodiscard]] Error wrong(const std::string& what) const {
        return {ErrorKind::InvalidInput,
                "\"" + printable(m_all) + "\": " + what +
                    (m_rest.empty() ? " at its end" : " before \"" + printable(m_rest, 40) + "\"")};
    }

    std::string_view m_all;
    std::string_view m_rest;
};

}  // namespace

bool LabelFilter::passes(const std::vector<MetricLabel>& labels) const {
    const auto found = std::find_if(labels.begin(), labels.end(),
                                    [this](const MetricLabel& one) { return one.name == label; });
    const std::string_view value = found == labels.end() ? std::string_view() : found->value;
    switch (kind) {
        case Kind::Equals:
            return value == wanted.front();
        case Kind::Differs:
            return value != wanted.front();
        case Kind::Like:
            return std::any_of(wanted.begin(), wanted.end(),
                               [value](const std::string& pattern) { return isLike(value, pattern); });
    }
    return false;
}

bool MetricTerm::passes(const std::vector<MetricLabel>& labels) const {
    return std::all_of(filters.begin(), filters.end(),
                       [&labels](const LabelFilter& filter) { return filter.passes(labels); });
}

Result<MetricExpression> parseMetricExpression(std::string_view text) {
    return Reader(text).read();
}

}  // namespace leaktide
