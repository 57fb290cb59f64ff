// Asks a target to collect garbage, by whichever way it has: the bundled server's POST /debug/gc, or the heap
// profile of Go's net/http/pprof, which collects before it answers.
#pragma once

#include <string>

#include "engine/base/result.h"
#include "engine/probe/http_getter.h"

namespace leaktide {

// Ok(false): the target has no such way. Not thread-safe.
class GarbageCollection {
public:
    explicit GarbageCollection(const std::string& anyUrlOfTheTarget);
    Result<bool> run(HttpGetter& getter);

private:
    enum class Way { Unknown, Bundled, Pprof, None };
    Result<bool> runBundled(HttpGetter& getter);
    Result<bool> runPprof(HttpGetter& getter);

    std::string m_origin;
    Way m_way = Way::Unknown;
};

}  // namespace leaktide
