// Reads a Prometheus or OpenMetrics text exposition.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.h"
#include "engine/probe/chosen_rules.h"
#include "engine/probe/garbage_collection.h"
#include "engine/probe/http_getter.h"
#include "engine/probe/metric_reader.h"
#include "engine/probe/probe_loop.h"

namespace leaktide {

class PrometheusSource : public ProbeSource {
public:
    // `url` must be one that parseUrl accepts, the choices ones that checkSignalChoices accepts.
    PrometheusSource(std::shared_ptr<HttpGetter> getter, std::string url,
                     const std::vector<SignalChoice>& choices = {});

    Result<Gauges> read() override;
    [[nodiscard]] Phrases describe() const override;  // names the metrics once a reading has shown them
    Result<bool> collectGarbage() override;
    [[nodiscard]] bool holdsGarbage() const override { return m_collection.worksInGo(); }
    void cancel() override;
    [[nodiscard]] std::uint64_t bytesRead() const override { return m_getter->bytesReceived(); }

private:
    bool inGo(const std::map<std::string, double>& values);
    bool heapIsCollected(const std::map<std::string, double>& values);
    [[nodiscard]] bool speaks(std::string_view signal,
                              std::string_view dialect) const;  // where it is read from

    std::shared_ptr<HttpGetter> m_getter;
    std::string m_url;
    std::vector<SignalChoice> m_choices;
    ChosenRules m_rules;
    MetricReader m_reader;
    GarbageCollection m_collection;
    std::optional<bool> m_tasksInGo;        // unset: no reading has shown tasks yet
    std::optional<bool> m_heapIsCollected;  // unset: nor a heap
};

}  // namespace leaktide
