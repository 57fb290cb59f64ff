// The checks of one request, made ready (engine/plan/check.h), and what they are asked of.
//
// Threading: never changed once prepared.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.h"
#include "engine/base/units.h"
#include "engine/plan/check.h"

namespace leaktide {

// What is kept of an answer while it comes, as far as a check will ask for it. Bounded.
class KeptAnswer {
public:
    static constexpr std::size_t MostBody = std::size_t{1} << 20U;
    static constexpr std::size_t MostFields = std::size_t{300} << 10U;  // as much as any head may have

    void begin();  // the next answer, or the one behind an interim response
    void addField(std::string_view name, std::string_view value);
    void addBody(std::string_view bytes);

    // False: there is no such field. The first one where there are several; without regard to case.
    [[nodiscard]] bool findField(std::string_view name, std::string_view& value) const;
    [[nodiscard]] std::string_view body() const { return m_body; }
    [[nodiscard]] bool bodyTooLarge() const { return m_bodyTooLarge; }

private:
    std::string m_fields;  // "name\0value\0" …
    std::string m_body;
    bool m_bodyTooLarge = false;
};

class AnswerChecks {
public:
    static Result<AnswerChecks> prepare(const std::vector<std::string>& texts);

    [[nodiscard]] bool empty() const { return m_checks.empty(); }
    [[nodiscard]] bool readFields() const { return m_readFields; }
    [[nodiscard]] bool readBody() const { return m_readBody; }
    [[nodiscard]] bool keepAny() const { return m_readFields || m_readBody; }

    struct Failure {
        std::string_view check;  // the check as it was written, but for secrets; empty: all hold
        std::string text;        // "CHECK: what was there instead"
    };
    // The first check that does not hold.
    [[nodiscard]] Failure findFailure(int status, Nanos latency, const KeptAnswer& kept) const;

private:
    struct Ready {
        Check check;
        std::string shown;  // its text, but for secrets
        nlohmann::json::json_pointer pointer;
        nlohmann::json value;
    };
    static std::string failureOf(const Ready& ready, int status, Nanos latency, const KeptAnswer& kept);

    std::vector<Ready> m_checks;
    bool m_readFields = false;
    bool m_readBody = false;
};

}  // namespace leaktide
