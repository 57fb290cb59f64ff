#include "target-server/faults/catalog.h"

namespace leaktide::target {

namespace {

// A response that begins and never ends: a stream whose writer waits for ever. The client sees its own
// timeout; the server keeps the connection, its task, its context and its descriptor, also when the client
// has left.
class ResponseUnended final : public Fault {
public:
    ResponseUnended()
        : Fault({.name = "response-unended",
                 .explains = "one response in N never ends; raises tasks, pool in use, open connections and "
                             "descriptors "
                             "by 1/N per request, and the heap by their memory"}) {}

    void onRequest(RequestMoment& moment) override {
        if (due()) {
            hold(1, 0);
            moment.unended = true;
        }
    }
};

}  // namespace

std::unique_ptr<Fault> makeResponseUnended(Lab& /*lab*/) {
    return std::make_unique<ResponseUnended>();
}

}  // namespace leaktide::target
