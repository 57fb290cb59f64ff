#include "engine/probe/garbage_collection.h"

#include "engine/base/text.h"
#include "engine/plan/url.h"

namespace leaktide {

namespace {

bool isAbsent(const HttpAnswer& answer) {
    return answer.status == 404 || answer.status == 405;
}

}  // namespace

GarbageCollection::GarbageCollection(const std::string& anyUrlOfTheTarget) {
    const auto url = parseUrl(anyUrlOfTheTarget);
    m_origin = url ? url->origin() : std::string();
}

Result<bool> GarbageCollection::run(HttpGetter& getter) {
    if (m_way == Way::Unknown || m_way == Way::Bundled) {
        const auto collected = runBundled(getter);
        if (m_way != Way::Unknown || !collected) {
            return collected;
        }
    }
    return m_way == Way::None ? Result<bool>(false) : runPprof(getter);
}

Result<bool> GarbageCollection::runBundled(HttpGetter& getter) {
    const auto answer = getter.post(m_origin + "/debug/gc");
    if (!answer) {
        return answer.error();
    }
    if (answer->status == 403) {
        m_way = Way::Bundled;
        return Error{ErrorKind::Protocol, describeStatus(*answer) + ": " + printable(trim(answer->body))};
    }
    if (answer->status >= 300) {
        return false;
    }
    m_way = Way::Bundled;
    return true;
}

Result<bool> GarbageCollection::runPprof(HttpGetter& getter) {
    const auto answer = getter.get(m_origin + "/debug/pprof/heap?gc=1");
    if (!answer) {
        return answer.error();
    }
    if (answer->status == 200) {
        m_way = Way::Pprof;
        return true;
    }
    m_way = isAbsent(*answer) ? Way::None : m_way;
    return isAbsent(*answer) ? Result<bool>(false)
                             : Result<bool>(Error{ErrorKind::Protocol, describeStatus(*answer)});
}

}  // namespace leaktide
