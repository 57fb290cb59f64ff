#include "engine/probe/garbage_collection.h"

#include "engine/base/text.h"
#include "engine/plan/url.h"

namespace leaktide {

namespace {

bool isAbsent(const HttpAnswer& answer) {
    return answer.status == 404 || answer.status == 405;
}

// A page that answers to everything is no heap profile.
bool isProfile(const HttpAnswer& answer) {
    return answer.status == 200 && answer.body.starts_with("\x1f\x8b");
}

}  // namespace

GarbageCollection::GarbageCollection(const std::string& anyUrlOfTheTarget) {
    const auto url = parseUrl(anyUrlOfTheTarget);
    m_origin = url ? url->origin() : std::string();
}

Result<bool> GarbageCollection::run(HttpGetter& getter, CollectsLike target) {
    if (target == CollectsLike::Bundled) {
        return runBundled(getter);
    }
    auto collected = runInGo(getter);
    return collected && *collected ? runInGo(getter) : collected;
}

Result<bool> GarbageCollection::runBundled(HttpGetter& getter) const {
    const auto answer = getter.post(m_origin + "/debug/gc");
    if (!answer) {
        return answer.error();
    }
    if (isAbsent(*answer)) {
        return false;
    }
    if (answer->status >= 300) {
        return Error{ErrorKind::Protocol, describeStatus(*answer) + ": " + printable(trim(answer->body))};
    }
    return true;
}

Result<bool> GarbageCollection::runInGo(HttpGetter& getter) {
    if (m_inGo == false) {
        return false;
    }
    const auto answer = getter.get(m_origin + "/debug/pprof/heap?gc=1");
    if (!answer) {
        return answer.error();
    }
    if (isProfile(*answer)) {
        m_inGo = true;
        return true;
    }
    if (!m_inGo && (isAbsent(*answer) || answer->status == 200)) {
        m_inGo = false;
        return false;
    }
    return Error{ErrorKind::Protocol, describeStatus(*answer)};
}

}  // namespace leaktide
