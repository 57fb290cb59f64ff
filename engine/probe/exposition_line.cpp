#include "engine/probe/exposition_line.h"

#include <charconv>

namespace leaktide {

namespace {

bool isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

bool isNameChar(char c) {
    return isLetter(c) || (c >= '0' && c <= '9') || c == ':';
}

bool isLabelChar(char c) {
    return c != ':' && isNameChar(c);
}

bool isNoBlank(char c) {
    return c != ' ' && c != '\t';
}

bool startsName(char c) {
    return isLetter(c) || c == ':';
}

}  // namespace

std::optional<double> parseSampleValue(std::string_view text) {
    if (!text.empty() && text.front() == '+') {
        text.remove_prefix(1);
        if (!text.empty() && (text.front() == '-' || text.front() == '+')) {
            return std::nullopt;
        }
    }
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || text.back() == ')') {
        return std::nullopt;
    }
    return value;
}

void ExpositionLine::skipBlanks() {
    while (!m_rest.empty() && !isNoBlank(m_rest.front())) {
        m_rest.remove_prefix(1);
    }
}

bool ExpositionLine::take(char wanted) {
    if (m_rest.empty() || m_rest.front() != wanted) {
        return false;
    }
    m_rest.remove_prefix(1);
    return true;
}

std::string_view ExpositionLine::takeWhile(bool (*fits)(char)) {
    std::size_t length = 0;
    while (length < m_rest.size() && fits(m_rest[length])) {
        ++length;
    }
    const std::string_view taken = m_rest.substr(0, length);
    m_rest.remove_prefix(length);
    return taken;
}

std::optional<std::string_view> ExpositionLine::name(MetricSample& sample) {
    if (!m_rest.empty() && m_rest.front() == '{') {
        m_wrong = readLabels(sample);
        if (m_quotedName.empty() && m_wrong.empty()) {
            m_wrong = "has no metric name";
        }
        sample.name = m_quotedName;
        return sample.name;
    }
    if (m_rest.empty() || !startsName(m_rest.front())) {
        return std::nullopt;
    }
    sample.name = takeWhile(&isNameChar);
    return sample.name;
}

std::string ExpositionLine::readRest(MetricSample& sample) {
    if (!m_wrong.empty()) {
        return m_wrong;
    }
    skipBlanks();
    if (!m_rest.empty() && m_rest.front() == '{') {
        if (!m_quotedName.empty()) {
            return "has two lists of labels";
        }
        if (std::string wrong = readLabels(sample); !wrong.empty()) {
            return wrong;
        }
        if (!m_quotedName.empty()) {
            return "has two metric names";
        }
    }
    skipBlanks();
    const std::string_view number = takeWhile(&isNoBlank);
    const auto value = parseSampleValue(number);
    if (!value) {
        return number.empty() ? "has no value" : "has a value that is no number";
    }
    sample.value = *value;
    return readTail();
}

// [timestamp] [# {labels} value [timestamp]]
std::string ExpositionLine::readTail() {
    for (int numbers = 0;; ++numbers) {
        skipBlanks();
        if (m_rest.empty() || m_rest.front() == '#') {
            return {};  // an exemplar adds nothing to a gauge
        }
        if (numbers == 1 || !parseSampleValue(takeWhile(&isNoBlank))) {
            return "has something else than a timestamp after its value";
        }
    }
}

std::string ExpositionLine::readLabels(MetricSample& sample) {
    take('{');
    skipBlanks();
    while (!take('}')) {
        if (std::string wrong = readLabel(sample); !wrong.empty()) {
            return wrong;
        }
        skipBlanks();
        if (!take(',') && (m_rest.empty() || m_rest.front() != '}')) {
            return "has labels that do not end with }";
        }
        skipBlanks();
    }
    return {};
}

std::string ExpositionLine::readLabel(MetricSample& sample) {
    std::string quoted;
    MetricLabel label;
    if (!m_rest.empty() && m_rest.front() == '"') {
        if (!takeQuoted(quoted)) {
            return "has a quoted name that does not end";
        }
        skipBlanks();
        if (m_rest.empty() || m_rest.front() != '=') {
            if (!m_quotedName.empty() || quoted.empty()) {
                return "has two metric names";
            }
            m_quotedName = std::move(quoted);
            return {};
        }
        label.name = "";  // a name that needs quotes: kept for its value's sake only
    } else {
        label.name = takeWhile(&isLabelChar);
        if (label.name.empty() || !isLetter(label.name.front())) {
            return "has a label without a name";
        }
    }
    skipBlanks();
    if (!take('=')) {
        return "has a label without a value";
    }
    skipBlanks();
    if (!takeQuoted(label.value)) {
        return "has a label value that is not in quotes";
    }
    sample.labels.push_back(std::move(label));
    return {};
}

bool ExpositionLine::takeQuoted(std::string& into) {
    if (!take('"')) {
        return false;
    }
    std::size_t from = 0;
    for (std::size_t at = 0; at < m_rest.size(); ++at) {
        if (m_rest[at] == '"') {
            into.append(m_rest, from, at - from);
            m_rest.remove_prefix(at + 1);
            return true;
        }
        if (m_rest[at] == '\\') {
            into.append(m_rest, from, at - from);
            if (++at == m_rest.size()) {
                return false;
            }
            const char c = m_rest[at];
            if (c != 'n' && c != '\\' && c != '"') {
                into += '\\';  // unknown escapes are kept as written
            }
            into += c == 'n' ? '\n' : c;
            from = at + 1;
        }
    }
    return false;
}

}  // namespace leaktide
