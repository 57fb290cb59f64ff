#include "engine/plan/shell_words.h"

#include <charconv>
#include <optional>

#include "engine/base/text.h"

namespace leaktide {

namespace {

Error refused(const std::string& why) {
    return {ErrorKind::InvalidInput, why};
}

bool isBlank(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

void appendUtf8(std::uint32_t point, std::string& into) {
    const auto put = [&into](std::uint32_t byte) { into += static_cast<char>(byte); };
    if (point < 0x80) {
        put(point);
    } else if (point < 0x800) {
        put(0xC0U | point >> 6U);
        put(0x80U | (point & 0x3FU));
    } else {
        put(0xE0U | point >> 12U);
        put(0x80U | (point >> 6U & 0x3FU));
        put(0x80U | (point & 0x3FU));
    }
}

class Splitter {
public:
    explicit Splitter(std::string_view text) : m_text(text) {}

    Result<std::vector<std::string>> split() {
        while (m_at < m_text.size()) {
            if (Status step = takeOne(); !step) {
                return step.error();
            }
        }
        endWord();
        return std::move(m_words);
    }

private:
    [[nodiscard]] char next() const { return m_at < m_text.size() ? m_text[m_at] : '\0'; }

    void endWord() {
        if (m_word) {
            m_words.push_back(std::move(*m_word));
        }
        m_word.reset();
    }
    std::string& word() {
        if (!m_word) {
            m_word.emplace();
        }
        return *m_word;
    }

    Status takeOne() {
        const char c = m_text[m_at++];
        if (isBlank(c)) {
            endWord();
            return {};
        }
        switch (c) {
            case '\'':
                return takeSingleQuoted();
            case '"':
                return takeDoubleQuoted();
            case '\\':
                return takeEscaped();
            case '$':
                return takeDollar();
            case '`':
                return refused("it holds a command between backticks, which is never run");
            case '|':
            case '&':
            case ';':
            case '<':
            case '>':
            case '(':
            case ')':
                return refused(std::string("it holds a '") + c +
                               "' outside of quotes, which means more than one command to a shell");
            default:
                word() += c;
                return {};
        }
    }

    Status takeEscaped() {
        if (m_text.substr(m_at, 2) == "\r\n") {
            ++m_at;
        }
        if (m_at >= m_text.size()) {
            return refused("it ends in a backslash");
        }
        const char c = m_text[m_at++];
        if (c != '\n') {  // else the line goes on
            word() += c;
        }
        return {};
    }

    Status takeSingleQuoted() {
        const std::size_t end = m_text.find('\'', m_at);
        if (end == std::string_view::npos) {
            return refused("a quote is never closed");
        }
        word() += m_text.substr(m_at, end - m_at);
        m_at = end + 1;
        return {};
    }

    Status takeDoubleQuoted() {
        word();
        while (m_at < m_text.size()) {
            const char c = m_text[m_at++];
            if (c == '"') {
                return {};
            }
            if (c == '`') {
                return refused("it holds a command between backticks, which is never run");
            }
            if (c == '$') {
                if (Status plain = takePlainDollar(); !plain) {
                    return plain;
                }
            } else if (c == '\\' && std::string_view("\"\\$`").find(next()) != std::string_view::npos) {
                word() += m_text[m_at++];
            } else if (c == '\\' && next() == '\n') {
                ++m_at;
            } else {
                word() += c;
            }
        }
        return refused("a quote is never closed");
    }

    Status takeDollar() {
        if (next() != '\'') {
            return takePlainDollar();
        }
        ++m_at;
        word();
        while (m_at < m_text.size()) {
            const char c = m_text[m_at++];
            if (c == '\'') {
                return {};
            }
            if (c == '\\' && m_at < m_text.size()) {
                takeAnsiEscape();
            } else {
                word() += c;
            }
        }
        return refused("a quote is never closed");
    }

    // A dollar that a shell would leave as it is.
    Status takePlainDollar() {
        const char c = next();
        const bool name = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        if (c == '(') {
            return refused("it holds a command in $(…), which is never run");
        }
        if (name || c == '{' || c == '_' || c == '"' || c == '*' || c == '@' || c == '#' || c == '?') {
            return refused("it holds a variable of the shell ('$'), whose value is not known here");
        }
        word() += '$';
        return {};
    }

    void takeAnsiEscape() {
        static constexpr std::string_view Names = "abefnrtv";
        static constexpr std::string_view Values = "\a\b\x1b\f\n\r\t\v";
        const char c = m_text[m_at++];
        if (const std::size_t at = Names.find(c); at != std::string_view::npos) {
            word() += Values[at];
        } else if (c == 'x') {
            takeDigits(2, 16, c);
        } else if (c == 'u') {
            takeDigits(4, 16, c);
        } else if (c >= '0' && c <= '7') {
            --m_at;
            takeDigits(3, 8, '0');
        } else {
            word() += c;
        }
    }

    void takeDigits(std::size_t most, int base, char kind) {
        const std::string_view digits = m_text.substr(m_at, most);
        std::uint32_t value = 0;
        const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), value, base);
        if (read.ec != std::errc()) {
            word().append("\\").append(1, kind);
            return;
        }
        m_at += static_cast<std::size_t>(read.ptr - digits.data());
        kind == 'u' ? appendUtf8(value, word()) : void(word() += static_cast<char>(value & 0xFFU));
    }

    std::string_view m_text;
    std::size_t m_at = 0;
    std::optional<std::string> m_word;
    std::vector<std::string> m_words;
};

}  // namespace

Result<std::vector<std::string>> splitShellWords(std::string_view text) {
    return Splitter(text).split();
}

}  // namespace leaktide
