// Asks a target to collect garbage: the bundled server by POST /debug/gc, any other by the heap profile of
// Go's net/http/pprof, which collects before it answers. Twice there: what a sync.Pool holds goes with the
// second collection.
#pragma once

#include <optional>
#include <string>

#include "engine/base/result.h"
#include "engine/probe/http_getter.h"

namespace leaktide {

enum class CollectsLike { Go, Bundled };

// Ok(false): the target has no such way. Not thread-safe.
class GarbageCollection {
public:
    explicit GarbageCollection(const std::string& anyUrlOfTheTarget);
    Result<bool> run(HttpGetter& getter, CollectsLike target = CollectsLike::Go);
    // Go has collected when it was asked: between collections its heap holds garbage.
    [[nodiscard]] bool worksInGo() const { return m_inGo.value_or(false); }

private:
    Result<bool> runBundled(HttpGetter& getter) const;
    Result<bool> runInGo(HttpGetter& getter);

    std::string m_origin;
    std::optional<bool> m_inGo;  // unset: not known yet
};

}  // namespace leaktide
