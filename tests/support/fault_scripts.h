// What the fault server sends for each path: raw bytes, and what it does to the connection afterwards.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace leaktide::test {

enum class After {
    KeepOpen,
    Close,
    Linger,  // sends no more, takes what still comes: a close would reset the client's upload, and the answer
             // with it
    Reset,
    Hold,         // silence until the client goes
    StaleTimeout  // a moment later a 408 that nobody asked for, then Close
};
enum class Judgement { Clean, Fault };

struct FaultScript {
    std::string path;
    Judgement judgement = Judgement::Fault;
    std::string bytes;
    After after = After::KeepOpen;
};

const std::vector<FaultScript>& faultScripts();
const FaultScript* findFaultScript(std::string_view path);

// A complete, correct answer.
std::string okResponse(std::string_view body = "{\"ok\":true}", std::string_view extraHeaders = "");

}  // namespace leaktide::test
