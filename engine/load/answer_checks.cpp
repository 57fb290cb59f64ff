#include "engine/load/answer_checks.h"

#include <algorithm>

#include "engine/base/redact.h"
#include "engine/base/text.h"

namespace leaktide {

namespace {

using Subject = Check::Subject;
using Test = Check::Test;
using nlohmann::json;

// What was there, unless it may be a secret.
std::string found(const Check& check, const std::string& text) {
    const std::string_view name = std::string_view(check.name).substr(check.name.rfind('/') + 1);
    return "it is " + (isSecretHeader(name) ? std::string("another one") : printable(text, 80));
}

std::string statusFailure(const Check& check, int status) {
    const bool listed =
        std::any_of(check.statuses.begin(), check.statuses.end(),
                    [status](const auto& range) { return status >= range.from && status <= range.to; });
    return listed == (check.test == Test::Equals) ? std::string() : "the status is " + std::to_string(status);
}

bool holds(Test test, std::string_view text, std::string_view value) {
    switch (test) {
        case Test::Equals:
            return text == value;
        case Test::Differs:
            return text != value;
        case Test::Holds:
            return text.find(value) != std::string_view::npos;
        case Test::HoldsNot:
            return text.find(value) == std::string_view::npos;
        default:
            return true;
    }
}

std::string headerFailure(const Check& check, const KeptAnswer& kept) {
    std::string_view value;
    if (!kept.findField(check.name, value)) {
        const bool mayLack = check.test == Test::Differs || check.test == Test::HoldsNot;
        return mayLack ? "" : "there is no such header";
    }
    return holds(check.test, value, check.value) ? "" : found(check, "'" + std::string(value) + "'");
}

std::string bodyFailure(const Check& check, std::string_view body) {
    // Never the body itself: who knows what a server says.
    return holds(check.test, body, check.value)
               ? ""
               : "not so in a body of " + formatBytes(static_cast<double>(body.size()));
}

std::string jsonFailure(const Check& check, const json::json_pointer& pointer, const json& wanted,
                        std::string_view body) {
    const json document = json::parse(body, nullptr, false);
    if (document.is_discarded()) {
        return "the body is not JSON";
    }
    const bool there = document.contains(pointer);
    if (!there) {
        return check.test == Test::Differs ? "" : "there is no such place in the body";
    }
    const json& value = document.at(pointer);
    const bool equal = value == wanted;
    const bool right = check.test == Test::Exists || equal == (check.test == Test::Equals);
    return right ? "" : found(check, value.dump(-1, ' ', false, json::error_handler_t::replace));
}

}  // namespace

void KeptAnswer::begin() {
    constexpr std::size_t WorthKeeping = std::size_t{64} << 10U;
    m_fields.clear();
    m_body.clear();
    if (m_body.capacity() > WorthKeeping) {
        m_body.shrink_to_fit();
    }
    m_bodyTooLarge = false;
}

void KeptAnswer::addField(std::string_view name, std::string_view value) {
    if (m_fields.size() + name.size() + value.size() + 2 <= MostFields) {
        m_fields.append(name).append(1, '\0').append(value).append(1, '\0');
    }
}

void KeptAnswer::addBody(std::string_view bytes) {
    m_bodyTooLarge = m_bodyTooLarge || m_body.size() + bytes.size() > MostBody;
    if (!m_bodyTooLarge) {
        m_body += bytes;
    }
}

bool KeptAnswer::findField(std::string_view name, std::string_view& value) const {
    std::string_view left = m_fields;
    while (!left.empty()) {
        const std::size_t middle = left.find('\0');
        const std::size_t end = left.find('\0', middle + 1);
        if (middle == std::string_view::npos || end == std::string_view::npos) {
            break;
        }
        value = left.substr(middle + 1, end - middle - 1);
        if (equalsIgnoreCase(left.substr(0, middle), name)) {
            return true;
        }
        left.remove_prefix(end + 1);
    }
    return false;
}

Result<AnswerChecks> AnswerChecks::prepare(const std::vector<std::string>& texts) {
    AnswerChecks checks;
    for (const std::string& text : texts) {
        auto check = parseCheck(text);
        if (!check) {
            return check.error();
        }
        Ready ready;
        ready.check = std::move(*check);
        ready.shown = redactCheck(ready.check.text);
        if (ready.check.subject == Subject::Json) {
            ready.pointer = json::json_pointer(ready.check.name);
            ready.value = json::parse(ready.check.value, nullptr, false);
            if (ready.value.is_discarded()) {
                ready.value = ready.check.value;
            }
        }
        const Subject subject = ready.check.subject;
        checks.m_readFields = checks.m_readFields || subject == Subject::Header;
        checks.m_readBody = checks.m_readBody || subject == Subject::Body || subject == Subject::Json;
        checks.m_checks.push_back(std::move(ready));
    }
    return checks;
}

AnswerChecks::Failure AnswerChecks::findFailure(int status, Nanos latency, const KeptAnswer& kept) const {
    for (const Ready& ready : m_checks) {
        if (std::string failure = failureOf(ready, status, latency, kept); !failure.empty()) {
            return {ready.shown, ready.shown + ": " + failure};
        }
    }
    return {};
}

std::string AnswerChecks::failureOf(const Ready& ready, int status, Nanos latency, const KeptAnswer& kept) {
    const Check& check = ready.check;
    const bool asksBody = check.subject == Subject::Body || check.subject == Subject::Json;
    if (asksBody && kept.bodyTooLarge()) {
        return "the body is larger than " + formatBytes(static_cast<double>(KeptAnswer::MostBody));
    }
    switch (check.subject) {
        case Subject::Status:
            return statusFailure(check, status);
        case Subject::Header:
            return headerFailure(check, kept);
        case Subject::Body:
            return bodyFailure(check, kept.body());
        case Subject::Json:
            return jsonFailure(check, ready.pointer, ready.value, kept.body());
        case Subject::Latency:
            return latency < check.limit ? "" : "it took " + formatDuration(latency);
    }
    return {};
}

}  // namespace leaktide
