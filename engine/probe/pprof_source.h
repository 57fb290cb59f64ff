// Reads Go's net/http/pprof: the index page counts the goroutines without collecting a stack, and the text of
// the heap profile ends with the runtime's memory figures. The heap costs the target more, so it is read in a
// twentieth of the time at most; readings between hold the goroutines alone.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "engine/base/result.h"
#include "engine/probe/cost_pace.h"
#include "engine/probe/garbage_collection.h"
#include "engine/probe/http_getter.h"
#include "engine/probe/probe_loop.h"

namespace leaktide {

// The count of one profile on the index page ("goroutine"); unset when the page does not list it.
std::optional<double> profileCount(std::string_view indexPage, std::string_view profile);
// "# HeapInuse = 1234" of heap?debug=1; unset when it is not there.
std::optional<double> memStat(std::string_view heapText, std::string_view name);

class PprofSource : public ProbeSource {
public:
    // `url` of the index: "http://127.0.0.1:6060/debug/pprof/"
    PprofSource(std::shared_ptr<HttpGetter> getter, std::string url);

    Result<Gauges> read() override;
    [[nodiscard]] Phrases describe() const override;
    Result<bool> collectGarbage() override;
    [[nodiscard]] bool holdsGarbage() const override { return m_collection.worksInGo(); }
    void cancel() override;
    [[nodiscard]] std::uint64_t bytesRead() const override { return m_getter->bytesReceived(); }

private:
    void readHeap(Gauges& gauges);

    std::shared_ptr<HttpGetter> m_getter;
    std::string m_url;
    GarbageCollection m_collection;
    CostPace m_heapPace;
    bool m_heapWanted = false;  // a collection has just made it worth its price
};

}  // namespace leaktide
