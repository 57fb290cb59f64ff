#include "engine/probe/pprof_source.h"

#include <utility>

#include "engine/base/redact.h"
#include "engine/base/text.h"
#include "engine/probe/footprint.h"
#include "engine/probe/probe_words.h"

namespace leaktide {

namespace {

// The text of the heap profile costs the target a few milliseconds, more with many stacks.
constexpr auto HeapEvery = std::chrono::milliseconds(90);
constexpr int HeapShare = 20;

}  // namespace

std::optional<double> profileCount(std::string_view page, std::string_view profile) {
    const std::string link = "<a href='" + std::string(profile) + "?debug=";
    const std::size_t at = page.find(link);
    const std::size_t open = page.rfind("<tr><td>", at);
    if (at == std::string_view::npos || open == std::string_view::npos) {
        return std::nullopt;
    }
    const std::size_t from = open + 8;
    const std::size_t to = page.find("</td>", from);
    return to < at ? parseDouble(page.substr(from, to - from)) : std::nullopt;
}

std::optional<double> memStat(std::string_view text, std::string_view name) {
    const std::string key = "\n# " + std::string(name) + " = ";
    const std::size_t at = text.rfind(key);
    if (at == std::string_view::npos) {
        return std::nullopt;
    }
    const std::size_t from = at + key.size();
    return parseDouble(text.substr(from, std::min(text.find('\n', from), text.size()) - from));
}

PprofSource::PprofSource(std::shared_ptr<HttpGetter> getter, std::string url)
    : m_getter(std::move(getter)),
      m_url(std::move(url)),
      m_collection(m_url),
      m_heapPace(HeapEvery, HeapShare) {}

Result<Gauges> PprofSource::read() {
    const auto answer = m_getter->get(m_url);
    if (!answer) {
        return answer.error();
    }
    const auto goroutines = profileCount(answer->body, "goroutine");
    if (answer->status != 200 || !goroutines) {
        return Error{ErrorKind::Protocol, answer->status == 200 ? redactUrl(m_url) + " is no index of pprof"
                                                                : describeStatus(*answer)};
    }
    Gauges gauges;
    gauges.values["tasks"] = *goroutines;
    takeOffOurs(gauges, "tasks");
    readHeap(gauges);
    return gauges;
}

void PprofSource::readHeap(Gauges& gauges) {
    const SteadyTime now = std::chrono::steady_clock::now();
    const bool wanted = std::exchange(m_heapWanted, false);
    if (!wanted && !m_heapPace.due(now)) {
        return;
    }
    const auto heap = m_getter->get(m_url + "heap?debug=1");
    m_heapPace.done(now, std::chrono::steady_clock::now());
    if (!heap || heap->status != 200) {
        return;
    }
    if (const auto inUse = memStat(heap->body, "HeapInuse")) {
        gauges.values["heap_in_use"] = *inUse;
    }
    if (const auto allocated = memStat(heap->body, "HeapAlloc")) {
        gauges.values["heap_allocated"] = *allocated;
    }
    gauges.gcCycles = memStat(heap->body, "NumGC");
}

Phrases PprofSource::describe() const {
    return {probeSay(ProbeSay::Pprof, {redactUrl(m_url)})};
}

Result<bool> PprofSource::collectGarbage() {
    auto done = m_collection.run(*m_getter);
    m_heapWanted = done && *done;
    return done;
}

void PprofSource::cancel() {
    m_getter->cancel();
}

}  // namespace leaktide
