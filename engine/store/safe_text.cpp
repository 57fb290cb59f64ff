#include "engine/store/safe_text.h"

#include <algorithm>
#include <utility>

#include "engine/base/base64.h"
#include "engine/base/redact.h"
#include "engine/base/text.h"

namespace leaktide {

namespace {

constexpr std::string_view Stars = "***";
constexpr std::size_t ShortestSecret = 4;  // shorter ones are in every text by chance
constexpr std::size_t LongestText = 4000;

void replaceAll(std::string& text, const std::string& from, std::string_view to) {
    for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
        text.replace(at, from.size(), to);
    }
}

bool isUrlEnd(char c) {
    static constexpr std::string_view Ends = " \t\r\n\"'<>)]}";
    return Ends.find(c) != std::string_view::npos;
}

// Every "scheme://…" in a sentence, redacted as a URL.
std::string redactUrlsIn(std::string_view text) {
    std::string out;
    while (true) {
        const std::size_t colon = text.find("://");
        if (colon == std::string_view::npos) {
            return out.append(text);
        }
        std::size_t first = colon;
        while (first > 0 && !isUrlEnd(text[first - 1]) && text[first - 1] != '(') {
            --first;
        }
        const auto end = static_cast<std::size_t>(
            std::find_if(text.begin() + static_cast<std::ptrdiff_t>(colon), text.end(), isUrlEnd) -
            text.begin());
        out.append(text.substr(0, first)).append(redactUrl(text.substr(first, end - first)));
        text.remove_prefix(end);
    }
}

}  // namespace

SafeText::SafeText(const Plan& plan) {
    for (const RequestSpec& request : plan.requests) {
        learnHeaders(request.headers);
        learnUrl(request.url);
    }
    learnHeaders(plan.probe.headers);
    learnUrl(plan.probe.url);
    learnUrl(plan.connection.proxy);
    std::sort(m_secrets.begin(), m_secrets.end(),
              [](const std::string& a, const std::string& b) { return a.size() > b.size(); });
}

std::string SafeText::clean(std::string_view text) const {
    std::string out = redactUrlsIn(text.substr(0, LongestText));
    for (const std::string& secret : m_secrets) {
        replaceAll(out, secret, Stars);
    }
    return printable(out, LongestText);
}

Plan SafeText::clean(Plan plan) const {
    const auto cleanAll = [this](std::vector<std::string>& texts) {
        for (std::string& text : texts) {
            text = clean(text);
        }
    };
    plan.name = clean(plan.name);
    cleanAll(plan.checks);
    for (RequestSpec& request : plan.requests) {
        request.name = clean(request.name);
        cleanAll(request.checks);
    }
    return plan;
}

LoadCounters SafeText::clean(LoadCounters counters) const {
    const auto checks = std::exchange(counters.failedChecks, {});
    for (const auto& [check, count] : checks) {
        counters.failedChecks[clean(check)] += count;
    }
    return counters;
}

void SafeText::learnHeaders(const std::vector<Header>& headers) {
    for (const Header& header : headers) {
        if (!isSecretHeader(header.name)) {
            continue;
        }
        const std::string_view value = trim(header.value);
        learn(value);
        const std::size_t blank = value.find(' ');  // "Bearer abc": the scheme is no secret, "abc" is
        if (blank != std::string_view::npos) {
            learn(trim(value.substr(blank)));
        }
        if (equalsIgnoreCase(value.substr(0, blank), "Basic")) {
            const std::string user =
                decodeBase64(trim(value.substr(std::min(blank, value.size())))).value_or("");
            learn(user);
            learn(std::string_view(user).substr(user.find(':') + 1));  // the password alone
        }
        for (std::size_t at = value.find('='); at != std::string_view::npos; at = value.find('=', at + 1)) {
            const std::size_t end = std::min(value.find(';', at), value.size());  // "a=1; b=2" of cookies
            learn(trim(value.substr(at + 1, end - at - 1)));
        }
    }
}

void SafeText::learnUrl(std::string_view url) {
    const std::size_t scheme = url.find("://");
    const std::size_t host = scheme == std::string_view::npos ? 0 : scheme + 3;
    const std::size_t authorityEnd = std::min(url.find_first_of("/?#", host), url.size());
    const std::string_view authority = url.substr(host, authorityEnd - host);
    const std::size_t at = authority.rfind('@');
    if (at != std::string_view::npos) {
        const std::string_view user = authority.substr(0, at);
        learn(user);
        learn(user.substr(std::min(user.find(':'), user.size() - 1) + 1));
    }
    std::size_t query = url.find('?');
    while (query != std::string_view::npos) {
        const std::size_t end = std::min(url.find_first_of("&#", query + 1), url.size());
        const std::string_view pair = url.substr(query + 1, end - query - 1);
        const std::size_t equals = pair.find('=');
        if (equals != std::string_view::npos && isSecretHeader(pair.substr(0, equals))) {
            learn(pair.substr(equals + 1));
        }
        query = end < url.size() && url[end] == '&' ? end : std::string_view::npos;
    }
}

void SafeText::learn(std::string_view secret) {
    if (secret.size() >= ShortestSecret) {
        m_secrets.emplace_back(secret);
    }
}

}  // namespace leaktide
