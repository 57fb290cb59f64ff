// Reads Go's expvar page (/debug/vars): memstats, and a count of goroutines where the program publishes one.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.h"
#include "engine/plan/plan.h"
#include "engine/probe/garbage_collection.h"
#include "engine/probe/http_getter.h"
#include "engine/probe/probe_loop.h"

namespace leaktide {

// Protocol when the document has no memstats. The names in a choice's metrics are keys, those of inner
// objects joined by dots: "queue.depth".
Result<Gauges> readExpvar(std::string_view json, const std::vector<SignalChoice>& choices = {});

class ExpvarSource : public ProbeSource {
public:
    ExpvarSource(std::shared_ptr<HttpGetter> getter, std::string url,
                 const std::vector<SignalChoice>& choices = {});

    Result<Gauges> read() override;
    [[nodiscard]] Phrases describe() const override;
    Result<bool> collectGarbage() override;
    [[nodiscard]] bool holdsGarbage() const override { return m_collection.worksInGo(); }
    void cancel() override;
    [[nodiscard]] std::uint64_t bytesRead() const override { return m_getter->bytesReceived(); }

private:
    std::shared_ptr<HttpGetter> m_getter;
    std::string m_url;
    std::vector<SignalChoice> m_choices;
    GarbageCollection m_collection;
};

}  // namespace leaktide
