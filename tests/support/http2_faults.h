// What the HTTP/2 fault server does with a request, by the name of the fault.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "tests/support/fault_scripts.h"
#include "tests/support/http2_wire.h"

namespace leaktide::test {

struct Http2Request {
    Http2Wire& wire;
    std::uint32_t stream = 0;
    std::uint64_t served = 0;   // on this connection, this one included
    std::uint32_t highest = 0;  // stream answered on it
    std::uint32_t& last;        // streams above it are left alone, as a GOAWAY has said
};

struct Http2Fault {
    std::string name;
    Judgement judgement = Judgement::Fault;
    // Answers, or not; false: the connection is to be closed.
    std::function<bool(const Http2Request&)> answer;
    std::string settings = {};  // the server's own, as one SETTINGS payload
    bool atOnce = false;        // answers when the head has come, before the body
};

const std::vector<Http2Fault>& http2Faults();

}  // namespace leaktide::test
