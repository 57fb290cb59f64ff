#include "engine/probe/joined_source.h"

#include <algorithm>
#include <optional>

namespace leaktide {

JoinedSource::JoinedSource(std::vector<std::unique_ptr<ProbeSource>> sources, Phrases passedOver)
    : m_sources(std::move(sources)), m_passedOver(std::move(passedOver)) {}

bool JoinedSource::owns(const std::string& what, std::size_t source) {
    return m_owners.try_emplace(what, source).first->second == source;
}

void JoinedSource::join(Gauges& into, const Gauges& from, std::size_t source) {
    for (const auto& [signal, value] : from.values) {
        if (owns(signal, source)) {
            into.values[signal] = value;
        }
    }
    into.limits.insert(from.limits.begin(), from.limits.end());  // what is there already stays
    into.collects = into.collects || from.collects;
    if (from.identity && owns("the identity", source)) {
        into.identity = from.identity;
    }
    if (from.gcCycles && owns("the collections", source)) {
        into.gcCycles = from.gcCycles;
        into.collectsOnAskingOnly = from.collectsOnAskingOnly;
    }
    if (from.requestsServed && owns("the requests served", source)) {
        into.requestsServed = from.requestsServed;
    }
}

Result<Gauges> JoinedSource::read() {
    Gauges joined;
    std::optional<Error> failure;
    bool any = false;
    for (std::size_t i = 0; i < m_sources.size(); ++i) {
        const auto gauges = m_sources[i]->read();
        if (gauges) {
            any = true;
            join(joined, *gauges, i);
        } else if (!failure) {
            failure = gauges.error();
        }
    }
    return any ? Result<Gauges>(joined) : Result<Gauges>(*failure);
}

Phrases JoinedSource::describe() const {
    Phrases said;
    for (const auto& source : m_sources) {
        said = together(std::move(said), source->describe());
    }
    return together(std::move(said), m_passedOver);
}

Result<bool> JoinedSource::collectGarbage() {
    for (const auto& source : m_sources) {
        if (auto collected = source->collectGarbage(); !collected || *collected) {
            return collected;
        }
    }
    return false;
}

bool JoinedSource::holdsGarbage() const {
    return std::any_of(m_sources.begin(), m_sources.end(),
                       [](const auto& source) { return source->holdsGarbage(); });
}

std::uint64_t JoinedSource::bytesRead() const {
    std::uint64_t most = 0;
    for (const auto& source : m_sources) {
        most = std::max(most, source->bytesRead());
    }
    return most;
}

void JoinedSource::cancel() {
    for (const auto& source : m_sources) {
        source->cancel();
    }
}

}  // namespace leaktide
