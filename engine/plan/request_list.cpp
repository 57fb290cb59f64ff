#include "engine/plan/request_list.h"

#include <algorithm>
#include <limits>

#include "engine/base/text.h"
#include "engine/plan/url.h"

namespace leaktide {

namespace {

using List = std::vector<ListedRequest>;

constexpr std::size_t MostRequests = 10'000;

Error badLine(std::size_t line, const std::string& why) {
    return {ErrorKind::InvalidInput, "line " + std::to_string(line) + ": " + why};
}

// Calls `take` with each line that is not a comment; blank lines are given as empty ones.
template <typename Take>
Result<List> eachLine(std::string_view text, Take take) {
    List list;
    std::size_t number = 0;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        const std::string_view line = trim(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
        ++number;
        if (line.starts_with("#")) {
            continue;
        }
        if (Status taken = take(line, list); !taken) {
            return badLine(number, taken.error().message);
        }
        if (list.size() > MostRequests) {
            return badLine(number, "more than 10,000 requests");
        }
    }
    return list.empty() ? Result<List>(Error{ErrorKind::InvalidInput, "it lists no request"}) : list;
}

Status bad(const std::string& why) {
    return Error{ErrorKind::InvalidInput, why};
}

// "GET http://…": a method in capitals, one blank, a URL.
bool isRequestLine(std::string_view line) {
    const std::size_t blank = line.find(' ');
    const std::string_view method = line.substr(0, blank);
    return blank != std::string_view::npos && !method.empty() &&
           std::all_of(method.begin(), method.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

Status addRequest(std::string_view method, std::string_view url, List& list) {
    if (const auto parsed = parseUrl(url); !parsed) {
        return parsed.error();
    }
    ListedRequest listed;
    listed.request.method = method;
    listed.request.url = url;
    list.push_back(std::move(listed));
    return {};
}

}  // namespace

Result<List> parseTargets(std::string_view text) {
    bool open = false;  // a target that headers and a body may still belong to
    return eachLine(text, [&open](std::string_view line, List& list) -> Status {
        if (line.empty()) {
            open = false;
            return {};
        }
        if (isRequestLine(line)) {
            open = true;
            const std::size_t blank = line.find(' ');
            return addRequest(line.substr(0, blank), trim(line.substr(blank)), list);
        }
        if (!open) {
            return bad("'" + printable(line.substr(0, line.find(':')), 60) + "' is no \"METHOD URL\"");
        }
        if (line.starts_with("@")) {
            list.back().bodyFile = trim(line.substr(1));
            return list.back().bodyFile.empty() ? bad("'@' names no file") : Status();
        }
        const std::size_t colon = line.find(':');
        if (colon == std::string_view::npos || colon == 0) {
            return bad("a header is written \"Name: value\"");
        }
        list.back().request.headers.push_back(
            {std::string(trim(line.substr(0, colon))), std::string(trim(line.substr(colon + 1)))});
        return {};
    });
}

Result<List> parseUrls(std::string_view text) {
    return eachLine(text, [](std::string_view line, List& list) -> Status {
        if (line.empty()) {
            return {};
        }
        const std::size_t blank = std::min(line.find_first_of(" \t"), line.size());
        const std::string_view rest = trim(line.substr(blank));
        const auto weight = rest.empty() ? Result<std::uint64_t>(1) : parseCount(rest);
        if (!weight || *weight == 0 || *weight > std::numeric_limits<std::uint32_t>::max()) {
            return bad("'" + printable(rest, 40) + "' is no weight (write URL WEIGHT)");
        }
        Status added = addRequest("GET", line.substr(0, blank), list);
        if (added) {
            list.back().request.weight = static_cast<std::uint32_t>(*weight);
        }
        return added;
    });
}

}  // namespace leaktide
