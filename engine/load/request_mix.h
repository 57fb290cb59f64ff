// Which request of the plan is sent as the k-th of the schedule: in each full round every request comes as
// often as its weight says, spread as evenly as can be. Where stages have weights of their own, each has
// a round of its own, which is not begun anew with the stage: a short one would send its beginning only.
//
// Threading: never changed after it was made.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <vector>

#include "engine/plan/plan.h"

namespace leaktide {

class RequestMix {
public:
    static constexpr std::size_t MostCountedApart = 64;  // requests; more are counted together only

    RequestMix() = default;
    explicit RequestMix(const Plan& plan);  // at least one request

    [[nodiscard]] std::size_t at(std::uint64_t number) const;  // index of a request of the plan
    // How many requests have a count of their own; none where there is but one.
    [[nodiscard]] std::size_t countedApart() const { return m_countedApart; }

private:
    using Round = std::vector<std::size_t>;
    using Weights = std::vector<std::uint32_t>;
    struct Stretch {
        std::uint64_t first = 0;  // number in the schedule
        std::shared_ptr<const Round> round;
    };
    void append(std::uint64_t first, const Weights& weights,
                std::map<Weights, std::shared_ptr<const Round>>& known);

    std::vector<Stretch> m_stretches;  // the first begins with 0
    std::size_t m_countedApart = 0;
};

}  // namespace leaktide
