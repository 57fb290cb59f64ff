// What an answer must be like, in words people write: a request whose answer is not so has failed. The
// grammar is SUBJECT, or SUBJECT OPERATOR VALUE:
//
//     status=200,2xx,300-399     status!=5xx            body~text   body!~text   body=text   body!=text
//     header:NAME   header:NAME=text   header:NAME!=text   header:NAME~text   header:NAME!~text
//     json:/a/b     json:/a/b=3        json:/a/b!="x"      latency<200ms
//
// `~` holds, `!~` does not hold. The value of json is JSON, or else a plain text. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.h"
#include "engine/base/units.h"

namespace leaktide {

struct Check {
    enum class Subject { Status, Header, Body, Json, Latency };
    enum class Test { Exists, Equals, Differs, Holds, HoldsNot, Below };
    struct Statuses {
        int from = 0;
        int to = 0;  // included
    };

    Subject subject = Subject::Status;
    Test test = Test::Exists;
    std::string text;                // as it was written
    std::string name;                // of the header; the JSON pointer
    std::string value;               // behind the operator
    std::vector<Statuses> statuses;  // Subject::Status
    Nanos limit{};                   // Subject::Latency
};

Result<Check> parseCheck(std::string_view text);

// The check with its value as "***" where it speaks of something secret (engine/base/redact.h).
std::string redactCheck(std::string_view text);

}  // namespace leaktide
