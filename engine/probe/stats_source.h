// Reads /debug/stats of the bundled target server: one small JSON document with every gauge it has.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "engine/base/result.h"
#include "engine/probe/http_getter.h"
#include "engine/probe/probe_loop.h"

namespace leaktide {

// The gauges in a document; a part that is missing is unset. Protocol when it is no such document.
Result<Gauges> readStats(std::string_view json);

class StatsSource : public ProbeSource {
public:
    StatsSource(std::shared_ptr<HttpGetter> getter, std::string url);

    Result<Gauges> read() override;
    [[nodiscard]] Phrases describe() const override;
    // POST /debug/gc beside the document; needs the server's token among the getter's headers.
    Result<bool> collectGarbage() override;
    void cancel() override;
    [[nodiscard]] std::uint64_t bytesRead() const override { return m_getter->bytesReceived(); }

private:
    std::shared_ptr<HttpGetter> m_getter;
    std::string m_url;
};

}  // namespace leaktide
