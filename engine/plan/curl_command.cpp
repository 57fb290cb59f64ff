#include "engine/plan/curl_command.h"

#include <algorithm>

#include "engine/base/base64.h"
#include "engine/base/text.h"
#include "engine/plan/curl_flags.h"
#include "engine/plan/shell_words.h"
#include "engine/plan/url.h"

namespace leaktide {

namespace {

constexpr std::size_t LongestCommand = std::size_t{1} << 20U;

Error badCommand(const std::string& why) {
    return {ErrorKind::InvalidInput, "the curl command cannot be taken: " + why};
}

using Flag = CurlFlag::Meaning;

class Reader {
public:
    explicit Reader(std::vector<std::string> words) : m_words(std::move(words)) {}

    Result<CurlCommand> read() {
        if (m_words.empty() || m_words.front() != "curl") {
            return badCommand("it does not begin with \"curl\"");
        }
        for (m_at = 1; m_at < m_words.size(); ++m_at) {
            const std::string& word = m_words[m_at];
            Status taken;
            if (m_onlyUrls || word.size() < 2 || word.front() != '-') {
                taken = takeUrl(word);
            } else if (word == "--") {
                m_onlyUrls = true;
            } else {
                taken = word[1] == '-' ? takeLong(word) : takeShort(word);
            }
            if (!taken) {
                return taken.error();
            }
        }
        return finish();
    }

private:
    Status takeLong(const std::string& word) {
        const CurlFlag* words = findCurlFlag(std::string_view(word).substr(2), CurlFlagForm::Long);
        if (words == nullptr) {
            return unknown(word);
        }
        if (words->takes == CurlFlag::Takes::Nothing) {
            return apply(*words, word, {});
        }
        return ++m_at < m_words.size() ? apply(*words, word, m_words[m_at]) : lacksValue(word);
    }

    Status takeShort(const std::string& cluster) {
        for (std::size_t i = 1; i < cluster.size(); ++i) {
            const std::string typed{'-', cluster[i]};
            const CurlFlag* words = findCurlFlag(std::string_view(cluster).substr(i, 1), CurlFlagForm::Short);
            if (words == nullptr) {
                return unknown(typed);
            }
            if (words->takes == CurlFlag::Takes::Value) {
                if (i + 1 < cluster.size()) {
                    return apply(*words, typed, cluster.substr(i + 1));
                }
                return ++m_at < m_words.size() ? apply(*words, typed, m_words[m_at]) : lacksValue(typed);
            }
            if (Status applied = apply(*words, typed, {}); !applied) {
                return applied;
            }
        }
        return {};
    }

    static Error unknown(const std::string& typed) {
        return badCommand("the flag " + printable(typed, 40) + " is not offered here");
    }
    static Error lacksValue(const std::string& typed) { return badCommand(typed + " lacks its value"); }

    Status takeUrl(const std::string& url) {
        if (!m_command.request.url.empty()) {
            return badCommand("it names more than one URL");
        }
        m_command.request.url = url;
        return {};
    }

    Status apply(const CurlFlag& words, const std::string& typed, const std::string& value) {
        const bool file = value.starts_with("@");
        switch (words.meaning) {
            case Flag::Method:
                m_method = value;
                return {};
            case Flag::Header:
                return file ? Status(badCommand(typed + " @FILE reads a file, which is never done"))
                            : takeHeader(value);
            case Flag::Data:
            case Flag::Json:
                if (file) {
                    return badCommand(typed + " @FILE reads a file, which is never done");
                }
                [[fallthrough]];
            case Flag::RawData:
                takeData(words.meaning, value);
                return {};
            case Flag::User:
                if (value.find(':') == std::string::npos) {
                    return badCommand(typed + " needs USER:PASSWORD, nobody can be asked for it");
                }
                setHeader("Authorization", "Basic " + encodeBase64(value));
                return {};
            case Flag::Cookie:
                if (value.find('=') == std::string::npos) {
                    return badCommand(typed + " FILE reads a file, which is never done");
                }
                setHeader("Cookie", value);
                return {};
            case Flag::Agent:
                setHeader("User-Agent", value);
                return {};
            case Flag::Referer:
                setHeader("Referer", value);
                return {};
            case Flag::Url:
                return takeUrl(value);
            default:
                return applyWay(words.meaning, typed, value);
        }
    }

    // The flags that say how to get there.
    Status applyWay(Flag flag, const std::string& typed, const std::string& value) {
        ConnectionPlan& connection = m_command.connection;
        switch (flag) {
            case Flag::Insecure:
                connection.verifyTls = false;
                break;
            case Flag::Proxy:
                connection.proxy = value;
                break;
            case Flag::Http2:
                m_http2 = true;
                break;
            case Flag::Http1:
                m_http2 = false;
                break;
            case Flag::UnixSocket:
                connection.unixSocket = value;
                break;
            case Flag::ConnectTo:
                connection.connectTo.push_back(value);
                break;
            case Flag::Resolve:
                connection.resolve.push_back(value);
                break;
            case Flag::CaFile:
                connection.caFile = value;
                break;
            case Flag::Get:
                m_get = true;
                break;
            case Flag::Head:
                m_head = true;
                break;
            case Flag::Compressed:
                setHeader("Accept-Encoding", "gzip, deflate, br");
                break;
            case Flag::Location:
                m_command.notes.push_back(typed + ": redirects are not followed, each is an answer");
                break;
            case Flag::MaxTime:
                return takeTime(typed, value, connection.timeout);
            case Flag::ConnectTimeout:
                return takeTime(typed, value, connection.connectTimeout);
            default:
                break;
        }
        return {};
    }

    static Status takeTime(const std::string& typed, const std::string& value, Nanos& into) {
        const auto time = parseDuration(value);
        if (!time || *time <= Nanos(0)) {
            return badCommand(typed + " needs seconds above 0");
        }
        into = *time;
        return {};
    }

    // "Name: value"; "Name;" is one without a value; "Name:" asks curl to leave its own out, as we would.
    Status takeHeader(const std::string& line) {
        const std::size_t colon = line.find(':');
        if (colon == std::string::npos && line.size() > 1 && line.back() == ';') {
            m_command.request.headers.push_back({line.substr(0, line.size() - 1), ""});
            return {};
        }
        if (colon == std::string::npos || colon == 0) {
            return badCommand("a header is written \"Name: value\"");
        }
        if (const std::string_view value = trim(std::string_view(line).substr(colon + 1)); !value.empty()) {
            m_command.request.headers.push_back(
                {std::string(trim(line.substr(0, colon))), std::string(value)});
        }
        return {};
    }

    void takeData(Flag flag, const std::string& value) {
        std::string& body = m_command.request.body;
        m_json = m_json || flag == Flag::Json;
        if (m_data && flag != Flag::Json) {
            body += '&';
        }
        body += value;
        m_data = true;
    }

    [[nodiscard]] bool names(std::string_view name) const {
        const auto& headers = m_command.request.headers;
        return std::any_of(headers.begin(), headers.end(),
                           [name](const Header& header) { return equalsIgnoreCase(header.name, name); });
    }
    void setHeader(std::string_view name, const std::string& value) {
        std::erase_if(m_command.request.headers,
                      [name](const Header& header) { return equalsIgnoreCase(header.name, name); });
        m_command.request.headers.push_back({std::string(name), value});
    }

    Result<CurlCommand> finish() {
        RequestSpec& request = m_command.request;
        if (request.url.empty()) {
            return badCommand("it names no URL");
        }
        if (m_get && !request.body.empty()) {
            const std::size_t fragment = std::min(request.url.find('#'), request.url.size());
            const char* joint = request.url.find('?') < fragment ? "&" : "?";
            request.url = request.url.substr(0, fragment) + joint + request.body;
        }
        if (m_get) {
            request.body.clear();
            m_data = false;
        }
        if (m_json) {
            for (const char* name : {"Content-Type", "Accept"}) {
                if (!names(name)) {
                    request.headers.push_back({name, "application/json"});
                }
            }
        }
        request.method = !m_method.empty() ? m_method : m_head ? "HEAD" : m_data ? "POST" : "GET";
        const auto url = parseUrl(request.url);
        if (!url) {
            return badCommand(url.error().message);
        }
        // curl takes HTTP/2 where it is offered; without TLS it would only be an upgrade that few know.
        m_command.connection.httpVersion =
            m_http2 && url->scheme == "https" ? HttpVersion::Http2 : HttpVersion::Http1;
        return std::move(m_command);
    }

    std::vector<std::string> m_words;
    std::size_t m_at = 0;
    CurlCommand m_command;
    std::string m_method;
    bool m_onlyUrls = false;
    bool m_data = false;
    bool m_json = false;
    bool m_get = false;
    bool m_head = false;
    bool m_http2 = false;
};

}  // namespace

Result<CurlCommand> parseCurlCommand(std::string_view text) {
    if (text.size() > LongestCommand) {
        return badCommand("it is longer than 1 MiB");
    }
    auto words = splitShellWords(text);
    return words ? Reader(std::move(*words)).read() : Result<CurlCommand>(badCommand(words.error().message));
}

}  // namespace leaktide
