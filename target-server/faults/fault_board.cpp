#include "target-server/faults/fault_board.h"

#include <algorithm>

#include "target-server/faults/catalog.h"

namespace leaktide::target {

FaultBoard::FaultBoard(Lab& lab) : m_faults(makeAllFaults(lab)) {}

Status FaultBoard::set(const FaultOrder& order) {
    const std::lock_guard lock(m_switching);
    const auto fault = std::find_if(m_faults.begin(), m_faults.end(),
                                    [&](const auto& one) { return one->traits().name == order.name; });
    if (fault == m_faults.end()) {
        std::string names;
        for (const auto& one : m_faults) {
            names.append(names.empty() ? "" : ", ").append(one->traits().name);
        }
        return Refusal{"there is no fault \"" + order.name + "\"; there are " + names};
    }
    if (order.setting.bytes && (*fault)->traits().bytes == 0) {
        return Refusal{"fault " + order.name + " knows no bytes:N"};
    }
    (*fault)->set(order.setting);
    m_anyOn = std::any_of(m_faults.begin(), m_faults.end(), [](const auto& one) { return one->on(); });
    return std::nullopt;
}

void FaultBoard::onRequest(RequestMoment& moment) {
    if (!anyOn()) {
        return;
    }
    for (const auto& fault : m_faults) {
        if (fault->on()) {
            fault->onRequest(moment);
        }
    }
}

}  // namespace leaktide::target
