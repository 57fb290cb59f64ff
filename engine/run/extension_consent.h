// Whether an undecided run may go on: at once, where the plan alone decides, or after somebody was asked and
// had time to answer. While the answer is awaited the target is left as it is. Pure.
#pragma once

#include <optional>

#include "engine/base/units.h"

namespace leaktide {

enum class ExtendConsent { Given, Awaited, Refused };

class ExtensionConsent {
public:
    // Unset: nobody is asked.
    explicit ExtensionConsent(std::optional<Nanos> patience)
        : m_patienceS(patience ? std::optional(toSeconds(*patience)) : std::nullopt) {}

    // `wanted`: a verdict is undecided and the plan allows more load.
    ExtendConsent at(double nowS, bool wanted, std::optional<ExtendConsent> answer) {
        if (!m_patienceS) {
            return ExtendConsent::Given;
        }
        if (!wanted) {
            m_askedS.reset();
            return ExtendConsent::Awaited;
        }
        m_askedS = m_askedS.value_or(nowS);
        if (answer) {
            return *answer;
        }
        return nowS - *m_askedS >= *m_patienceS ? ExtendConsent::Refused : ExtendConsent::Awaited;
    }
    // Of the time to answer; unset while nobody is asked.
    [[nodiscard]] std::optional<double> secondsLeft(double nowS) const {
        return m_askedS ? std::optional(*m_askedS + *m_patienceS - nowS) : std::nullopt;
    }

private:
    std::optional<double> m_patienceS;
    std::optional<double> m_askedS;
};

}  // namespace leaktide
