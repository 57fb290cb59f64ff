// Reads a Prometheus or OpenMetrics text exposition.
#pragma once

#include <memory>
#include <string>

#include "engine/base/result.h"
#include "engine/probe/garbage_collection.h"
#include "engine/probe/http_getter.h"
#include "engine/probe/metric_reader.h"
#include "engine/probe/probe_loop.h"

namespace leaktide {

class PrometheusSource : public ProbeSource {
public:
    // `url` must be one that parseUrl accepts.
    PrometheusSource(std::unique_ptr<HttpGetter> getter, std::string url);

    Result<Gauges> read() override;
    [[nodiscard]] std::string describe() const override;  // names the metrics once a reading has shown them
    Result<bool> collectGarbage() override;
    void cancel() override;

private:
    std::unique_ptr<HttpGetter> m_getter;
    std::string m_url;
    MetricReader m_reader;
    GarbageCollection m_collection;
};

}  // namespace leaktide
