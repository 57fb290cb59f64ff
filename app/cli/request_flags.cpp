#include "app/cli/request_flags.h"

#include <algorithm>
#include <utility>

#include "app/cli/flag_values.h"
#include "engine/base/base64.h"
#include "engine/base/text.h"
#include "engine/plan/check.h"
#include "engine/plan/curl_command.h"
#include "engine/plan/plan_words.h"
#include "engine/plan/request_list.h"

namespace leaktide::app {

namespace {

bool namesHeader(const RequestSpec& request, const std::string& name) {
    return std::any_of(request.headers.begin(), request.headers.end(),
                       [&name](const Header& header) { return equalsIgnoreCase(header.name, name); });
}

void setHeader(std::vector<Header>& headers, const std::string& name, const std::string& value) {
    std::erase_if(headers, [&name](const Header& header) { return equalsIgnoreCase(header.name, name); });
    headers.push_back({name, value});
}

// RFC 6265, 5.4: all cookies stand in one field.
void addCookie(std::vector<Header>& headers, const std::string& cookie) {
    const auto known = std::find_if(headers.begin(), headers.end(), [](const Header& header) {
        return equalsIgnoreCase(header.name, "Cookie");
    });
    known == headers.end() ? headers.push_back({"Cookie", cookie}) : void(known->value += "; " + cookie);
}

enum class Wins { Flags, Plan };  // over a plan of one's own, or over a list of requests that name theirs

// The headers of the flags for one request; where it names such a header itself, one of the two wins.
void giveHeaders(RequestSpec& request, const std::vector<Header>& headers, Wins wins) {
    RequestSpec own = request;
    if (wins == Wins::Flags) {
        std::erase_if(request.headers, [&headers](const Header& header) {
            return std::any_of(headers.begin(), headers.end(), [&header](const Header& flag) {
                return equalsIgnoreCase(flag.name, header.name);
            });
        });
    }
    for (const Header& header : headers) {
        if (wins == Wins::Flags || !namesHeader(own, header.name)) {
            request.headers.push_back(header);
        }
    }
}

Apply setUser(std::vector<Header>& headers) {
    return [&headers](const std::string& text) -> Status {
        if (text.find(':') == std::string::npos) {
            return bad("must be USER:PASSWORD");  // never repeats it
        }
        setHeader(headers, "Authorization", "Basic " + encodeBase64(text));
        return {};
    };
}

Apply setBearer(std::vector<Header>& headers) {
    return [&headers](const std::string& text) -> Status {
        if (text.empty()) {
            return bad("must not be empty");
        }
        setHeader(headers, "Authorization", "Bearer " + text);
        return {};
    };
}

Apply setBody(RequestSpec& request) {
    return [&request](const std::string& text) -> Status {
        auto body = text.rfind('@', 0) == 0 ? readFile(text.substr(1)) : Result<std::string>(text);
        if (!body) {
            return body.error();
        }
        request.body = std::move(body).value();
        return {};
    };
}

Apply takeList(RunDraft& draft, Result<std::vector<ListedRequest>> (*parse)(std::string_view)) {
    return [&draft, parse](const std::string& path) -> Status {
        const auto text = readFile(path);
        if (!text) {
            return text.error();
        }
        auto list = parse(*text);
        if (!list) {
            return bad("'" + printable(path) + "', " + list.error().message);
        }
        for (ListedRequest& listed : *list) {
            if (!listed.bodyFile.empty()) {
                auto body = readFile(listed.bodyFile);
                if (!body) {
                    return body.error();
                }
                listed.request.body = std::move(body).value();
            }
            draft.listed.push_back(std::move(listed.request));
        }
        return {};
    };
}

Apply takeCurlCommand(RunDraft& draft) {
    return [&draft](const std::string& text) -> Status {
        auto command = parseCurlCommand(text);
        if (!command) {
            return command.error();
        }
        draft.request = std::move(command->request);
        draft.method = draft.request.method;
        draft.options.plan.connection = std::move(command->connection);
        draft.options.notes = std::move(command->notes);
        return {};
    };
}

// "read-slowly=every:10,bytes:16,after:100ms"
Status setMisbehaviour(const std::string& text, std::optional<Misbehaviour>& into) {
    std::string kind = text.substr(0, text.find('='));
    std::replace(kind.begin(), kind.end(), '-', '_');
    const auto* word = std::find(MisbehaviourWords.begin(), MisbehaviourWords.end(), kind);
    if (word == MisbehaviourWords.end()) {
        return bad("must be leave-after-time, leave-after-bytes, stop-sending or read-slowly");
    }
    Misbehaviour how;
    how.kind = static_cast<Misbehaviour::Kind>(word - MisbehaviourWords.begin());
    std::string_view left = std::string_view(text).substr(std::min(text.find('='), text.size() - 1) + 1);
    while (!left.empty()) {
        const std::size_t end = std::min(left.find(','), left.size());
        const std::string_view part = left.substr(0, end);
        const std::size_t colon = std::min(part.find(':'), part.size() - 1);
        const std::string_view name = part.substr(0, colon);
        const std::string value(part.substr(colon + 1));
        Status set = bad("'" + printable(part, 40) + "' is none of every:N, after:TIME, bytes:N");
        if (name == "every") {
            set = setCount(how.every, 1'000'000'000)(value);
        } else if (name == "after") {
            set = setDuration(how.after)(value);
        } else if (const auto bytes = parseCount(value); name == "bytes" && bytes && *bytes > 0) {
            how.bytes = *bytes;
            set = Status();
        }
        if (!set) {
            return set;
        }
        left.remove_prefix(std::min(end + 1, left.size()));
    }
    into = how;
    return {};
}

void addSourceFlags(OptionTable& table, RunDraft& draft) {
    table.add({{"--curl"},
               "COMMAND",
               "take the request from a pasted curl command; nothing of it is run",
               takeCurlCommand(draft)});
    table.add({{"--targets"},
               "FILE",
               "requests as vegeta lists them: METHOD URL, headers, @body file",
               takeList(draft, parseTargets)});
    table.add({{"--urls"},
               "FILE",
               "URLs to mix, one a line, each perhaps with a weight behind it",
               takeList(draft, parseUrls)});
    DataPlan& data = draft.options.plan.data;
    table.add({{"--data-csv"},
               "FILE",
               "its columns are variables, {{column}}; request k has row k, in turn",
               setText(data.file)});
    table.add({{"--data-random"}, "", "each request has a row by chance", does([&data] {
                   data.order = DataOrder::Random;
               })});
}

}  // namespace

void addRequestFlags(OptionTable& table, RunDraft& draft) {
    RequestSpec& request = draft.request;
    table.group("Request");
    table.add({{"-m", "--method", "-X", "--request"},
               "METHOD",
               "GET, or POST when there is a body",
               [&draft](const std::string& text) -> Status {
                   draft.method = text;
                   return {};
               }});
    table.add({{"-H", "--header"},
               "LINE",
               "\"Name: value\", may be given more than once",
               appendHeader(draft.headers)});
    table.add({{"-u", "--user"}, "USER:PASSWORD", "basic authentication", setUser(draft.headers)});
    table.add(
        {{"--bearer"}, "TOKEN", "the same as -H \"Authorization: Bearer TOKEN\"", setBearer(draft.headers)});
    table.add({{"-b", "--cookie"},
               "TEXT",
               "the same as -H \"Cookie: TEXT\"",
               [&draft](const std::string& text) -> Status {
                   addCookie(draft.headers, text);
                   return {};
               }});
    table.add({{"--keep-cookies"}, "", "each connection sends back the cookies it was given", does([&draft] {
                   draft.options.plan.connection.keepCookies = true;
               })});
    table.add({{"-d", "--data"}, "TEXT", "body; @FILE reads it from a file", setBody(request)});
    table.add({{"-D", "--data-file"}, "FILE", "body from a file", setFileContent(request.body)});
    addSourceFlags(table, draft);
}

void addAnswerFlags(OptionTable& table, RunDraft& draft) {
    Plan& plan = draft.options.plan;
    table.group("Answers");
    table.add(
        {{"--check"},
         "CHECK",
         "what each answer must be: status=200,3xx, header:NAME~text, body~text, json:/a/b=3, latency<9ms",
         [&plan](const std::string& text) -> Status {
             const auto check = parseCheck(text);
             if (check) {
                 plan.checks.push_back(text);
             }
             return check ? Status() : Status(check.error());
         }});
    table.add({{"--trace"}, "", "each request carries ids: X-Trace-ID, X-Span-ID, traceparent", does([&plan] {
                   plan.trace = true;
               })});
    table.add({{"--misbehave"},
               "KIND[=every:N,…]",
               "some leave-after-time, leave-after-bytes, stop-sending or read-slowly "
               "(every:10,after:50ms,bytes:1)",
               [&plan](const std::string& text) {
                   return text.empty() ? Status(bad("must not be empty"))
                                       : setMisbehaviour(text, plan.load.misbehaviour);
               }});
}

Status settleRequests(RunDraft& draft, const Arguments& words) {
    std::vector<RequestSpec>& requests = draft.options.plan.requests;
    if (!draft.listed.empty()) {
        if (!words.empty() || !draft.request.body.empty() || draft.method) {
            return bad("--targets and --urls bring URL, method and body of each request themselves");
        }
        for (RequestSpec& listed : draft.listed) {
            giveHeaders(listed, draft.headers, Wins::Plan);
        }
        requests = std::move(draft.listed);
        return {};
    }
    draft.request.method = draft.method.value_or(
        draft.request.method == "GET" && !draft.request.body.empty() ? "POST" : draft.request.method);
    if (!words.empty()) {
        draft.request.url = words.front();
    }
    if (requests.empty()) {
        requests.emplace_back();
    }
    requests.front() = draft.request;
    for (RequestSpec& request : requests) {
        giveHeaders(request, draft.headers, Wins::Flags);
    }
    return {};
}

}  // namespace leaktide::app
