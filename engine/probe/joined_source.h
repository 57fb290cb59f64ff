// Several sources read as one: Go's /metrics for heap and tasks, /proc for descriptors and connections. Each
// signal belongs to the first source that ever gave it and is never filled in from another one afterwards:
// a series must not change its meaning when one source fails for a moment.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "engine/probe/probe_loop.h"

namespace leaktide {

class JoinedSource : public ProbeSource {
public:
    // Best source first; at least one. `passedOver`: what is said of sources that are there and cannot be
    // read.
    explicit JoinedSource(std::vector<std::unique_ptr<ProbeSource>> sources, Phrases passedOver = {});

    // Fails when every source does.
    Result<Gauges> read() override;
    [[nodiscard]] Phrases describe() const override;
    Result<bool> collectGarbage() override;  // by the first source that can
    [[nodiscard]] bool holdsGarbage() const override;
    void cancel() override;
    [[nodiscard]] std::uint64_t bytesRead() const override;  // the sources share one connection

private:
    void join(Gauges& into, const Gauges& from, std::size_t source);
    bool owns(const std::string& what, std::size_t source);

    std::vector<std::unique_ptr<ProbeSource>> m_sources;
    Phrases m_passedOver;
    std::map<std::string, std::size_t> m_owners;  // signal -> source
};

}  // namespace leaktide
