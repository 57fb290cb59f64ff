// The tables in conformance/: one request a line, as bytes, and what must come back.
//
//     EXPECTATION | what it is | request | body
//
// EXPECTATION is a status, several (400,501) or a range (400..599); then what becomes of the connection:
// `stays` (it serves another request), `closes` (after one answer only, whatever else was sent), nothing (a
// refusal closes; of others nothing is asked). `wait` alone: no answer yet, because more must come. The body,
// if given, is the answer's. In a request \r \n \t \\ and \xNN are bytes, {text*N} is text N times, [hidden]
// a whole further request, [chunked] the head of a POST with a chunked body. `#` begins a comment, `##` names
// the rule for the rows below.
#pragma once

#include <QByteArray>
#include <QList>
#include <optional>

namespace leaktide::test {

struct ConformanceCase {
    enum class After { Anything, Stays, Closes, Waits };

    QByteArray name;  // "RFC 9112 section 3: no target"
    QByteArray expectation;
    int lowest = 0;
    int highest = 0;
    QList<int> others;  // statuses that will do too
    After after = After::Anything;
    QByteArray request;
    std::optional<QByteArray> body;

    [[nodiscard]] bool takes(int status) const;
};

// Ends the test when the table cannot be read.
QList<ConformanceCase> readConformanceTable(const char* name);  // "framing"

}  // namespace leaktide::test
