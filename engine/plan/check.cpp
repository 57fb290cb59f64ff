#include "engine/plan/check.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <optional>

#include "engine/base/redact.h"
#include "engine/base/text.h"

namespace leaktide {

namespace {

using Subject = Check::Subject;
using Test = Check::Test;

constexpr std::string_view Grammar =
    "write status=200,2xx, header:NAME~text, body~text, json:/a/b=3 or latency<200ms";

Error badCheck(std::string_view text, const std::string& why) {
    return {ErrorKind::InvalidInput, "the check '" + printable(text, 100) + "' " + why};
}

struct Split {
    std::string_view subject;
    std::string_view sign;  // empty: there is none
    std::string_view value;
};

// At the first operator. A JSON pointer has "~0" and "~1" of its own, so `~` is none there.
Split splitAtOperator(std::string_view text) {
    const bool json = text.starts_with("json:");
    const std::size_t at = text.find_first_of(json ? "=" : "=~<");
    if (at == std::string_view::npos) {
        return {text, {}, {}};
    }
    const std::size_t from = at > 0 && text[at] != '<' && text[at - 1] == '!' ? at - 1 : at;
    return {text.substr(0, from), text.substr(from, at + 1 - from), text.substr(at + 1)};
}

std::optional<Test> testOf(std::string_view sign) {
    static constexpr std::array<std::pair<std::string_view, Test>, 6> Signs{{{"", Test::Exists},
                                                                             {"=", Test::Equals},
                                                                             {"!=", Test::Differs},
                                                                             {"~", Test::Holds},
                                                                             {"!~", Test::HoldsNot},
                                                                             {"<", Test::Below}}};
    const auto* found =
        std::find_if(Signs.begin(), Signs.end(), [sign](const auto& entry) { return entry.first == sign; });
    return found == Signs.end() ? std::nullopt : std::optional(found->second);
}

bool allows(Subject subject, Test test) {
    switch (subject) {
        case Subject::Status:
            return test == Test::Equals || test == Test::Differs;
        case Subject::Header:
            return test != Test::Below;
        case Subject::Body:
            return test != Test::Below && test != Test::Exists;
        case Subject::Json:
            return test == Test::Exists || test == Test::Equals || test == Test::Differs;
        case Subject::Latency:
            return test == Test::Below;
    }
    return false;
}

std::optional<int> statusOf(std::string_view digits) {
    const bool shaped =
        digits.size() == 3 && digits.find_first_not_of("0123456789") == std::string_view::npos;
    const int status = shaped ? (digits[0] - '0') * 100 + (digits[1] - '0') * 10 + (digits[2] - '0') : 0;
    return status >= 100 ? std::optional(status) : std::nullopt;
}

// "200", "2xx" or "300-399".
std::optional<Check::Statuses> statusesOf(std::string_view word) {
    if (word.size() == 3 && word[0] >= '1' && word[0] <= '9' && equalsIgnoreCase(word.substr(1), "xx")) {
        const int hundreds = (word[0] - '0') * 100;
        return Check::Statuses{hundreds, hundreds + 99};
    }
    const std::size_t dash = word.find('-');
    const auto from = statusOf(word.substr(0, dash));
    const auto to = dash == std::string_view::npos ? from : statusOf(word.substr(dash + 1));
    return from && to && *from <= *to ? std::optional(Check::Statuses{*from, *to}) : std::nullopt;
}

Status takeStatuses(std::string_view list, Check& check) {
    while (true) {
        const std::size_t comma = std::min(list.find(','), list.size());
        const auto statuses = statusesOf(trim(list.substr(0, comma)));
        if (!statuses) {
            return badCheck(check.text, "needs statuses such as 200, 2xx or 300-399");
        }
        check.statuses.push_back(*statuses);
        if (comma == list.size()) {
            return {};
        }
        list.remove_prefix(comma + 1);
    }
}

Status takeLimit(std::string_view value, Check& check) {
    const auto limit = parseDuration(value);
    if (!limit || *limit <= Nanos(0)) {
        return badCheck(check.text, "needs a time above 0, such as 200ms");
    }
    check.limit = *limit;
    return {};
}

Status takePointer(Check& check) {
    try {
        static_cast<void>(nlohmann::json::json_pointer(check.name));
    } catch (const nlohmann::json::exception&) {
        return badCheck(check.text, "needs a JSON pointer such as json:/items/0/id");
    }
    return {};
}

bool takeSubject(std::string_view subject, Check& check) {
    static constexpr std::string_view Header = "header:";
    static constexpr std::string_view Json = "json:";
    if (subject == "status" || subject == "body" || subject == "latency") {
        check.subject = subject == "status" ? Subject::Status
                        : subject == "body" ? Subject::Body
                                            : Subject::Latency;
        return true;
    }
    const bool header = subject.starts_with(Header);
    if (!header && !subject.starts_with(Json)) {
        return false;
    }
    check.subject = header ? Subject::Header : Subject::Json;
    check.name = subject.substr(header ? Header.size() : Json.size());
    return true;
}

}  // namespace

Result<Check> parseCheck(std::string_view text) {
    Check check;
    check.text = trim(text);
    const Split split = splitAtOperator(check.text);
    const auto test = testOf(split.sign);
    if (!takeSubject(trim(split.subject), check) || !test || !allows(check.subject, *test)) {
        return badCheck(text, "is not one: " + std::string(Grammar));
    }
    check.test = *test;
    check.value = check.subject == Subject::Body ? split.value : trim(split.value);
    Status taken;
    if (check.subject == Subject::Status) {
        taken = takeStatuses(check.value, check);
    } else if (check.subject == Subject::Latency) {
        taken = takeLimit(check.value, check);
    } else if (check.subject == Subject::Json) {
        taken = takePointer(check);
    } else if (check.subject == Subject::Header && check.name.empty()) {
        taken = badCheck(text, "names no header");
    }
    const bool searches = check.test == Test::Holds || check.test == Test::HoldsNot;
    if (taken && searches && check.value.empty()) {
        taken = badCheck(text, "needs a text to look for");
    }
    return taken ? Result<Check>(std::move(check)) : taken.error();
}

std::string redactCheck(std::string_view text) {
    const Split split = splitAtOperator(text);
    const bool named = split.subject.starts_with("header:") || split.subject.starts_with("json:");
    const std::string_view name = split.subject.substr(split.subject.find_last_of(":/") + 1);
    if (!named || split.sign.empty() || !isSecretHeader(name)) {
        return std::string(text);
    }
    return std::string(split.subject).append(split.sign).append("***");
}

}  // namespace leaktide
