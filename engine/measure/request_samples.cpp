#include "engine/measure/request_samples.h"

#include <algorithm>

namespace leaktide {

void RequestSamples::addSlow(RequestSample sample) {
    const auto place = std::upper_bound(
        m_slowest.begin(), m_slowest.end(), sample,
        [](const RequestSample& a, const RequestSample& b) { return a.serviceTime() > b.serviceTime(); });
    m_slowest.insert(place, std::move(sample));
    if (m_slowest.size() > MostSlowest) {
        m_slowest.pop_back();
    }
}

void RequestSamples::addFailed(RequestSample sample) {
    const auto place =
        std::upper_bound(m_failed.begin(), m_failed.end(), sample,
                         [](const RequestSample& a, const RequestSample& b) { return a.done < b.done; });
    m_failed.insert(place, std::move(sample));
    if (m_failed.size() <= MostFailed) {
        return;
    }
    // One too many: the last one of the largest group goes.
    std::array<std::size_t, Groups> sizes{};
    for (const RequestSample& kept : m_failed) {
        ++sizes.at(groupOf(kept.failure));
    }
    const auto largest =
        static_cast<std::size_t>(std::max_element(sizes.begin(), sizes.end()) - sizes.begin());
    const auto last = std::find_if(m_failed.rbegin(), m_failed.rend(), [largest](const RequestSample& kept) {
        return groupOf(kept.failure) == largest;
    });
    m_failed.erase(std::next(last).base());
}

void RequestSamples::merge(const RequestSamples& other) {
    for (const RequestSample& sample : other.m_slowest) {
        addSlow(sample);
    }
    for (const RequestSample& sample : other.m_failed) {
        addFailed(sample);
    }
}

void RequestSamples::shift(Nanos by) {
    for (auto* list : {&m_slowest, &m_failed}) {
        for (RequestSample& sample : *list) {
            sample.due += by;
            sample.sent += by;
            sample.done += by;
        }
    }
}

}  // namespace leaktide
