#include "target-server/faults/fault_board.h"

#include <algorithm>

#include "target-server/core/context.h"
#include "target-server/faults/catalog.h"
#include "target-server/lab.h"

namespace leaktide::target {

FaultBoard::FaultBoard(Lab& lab) : m_lab(lab), m_ceiling(lab.settings.ceiling), m_faults(makeAllFaults(lab)) {
    for (const auto& fault : m_faults) {
        fault->attach(m_ceiling);
    }
}

Status FaultBoard::set(const FaultOrder& order) {
    const std::lock_guard lock(m_switching);
    if (order.setting.on && m_lab.faultsForbidden) {
        return Refusal{
            "faults are off, because others than this machine can reach this server; "
            "--allow-remote-faults allows them"};
    }
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
    if (!order.setting.path.empty() && (*fault)->traits().goesBy == FaultPace::Time) {
        return Refusal{"fault " + order.name + " goes by time and knows no path:PATH"};
    }
    if (!(*fault)->canBindTo(order.setting.path)) {
        return Refusal{"fault " + order.name + " was bound to " + std::to_string(Fault::MostPaths) +
                       " paths already; start the target afresh"};
    }
    (*fault)->set(order.setting);
    m_anyOn = std::any_of(m_faults.begin(), m_faults.end(), [](const auto& one) { return one->on(); });
    return std::nullopt;
}

template <typename Call>
void FaultBoard::eachThatStrikes(const RequestMoment& moment, Call call) const {
    if (!anyOn()) {
        return;
    }
    for (const auto& fault : m_faults) {
        if (fault->on() && fault->strikes(moment.context.request.path)) {
            call(*fault);
        }
    }
}

void FaultBoard::onRequest(RequestMoment& moment) {
    eachThatStrikes(moment, [&](Fault& fault) { fault.onRequest(moment); });
}

void FaultBoard::onPanic(RequestMoment& moment) {
    eachThatStrikes(moment, [&](Fault& fault) { fault.onPanic(moment); });
}

void FaultBoard::onClientGone(RequestMoment& moment) {
    eachThatStrikes(moment, [&](Fault& fault) { fault.onClientGone(moment); });
}

void FaultBoard::onTick(std::chrono::steady_clock::time_point now) {
    for (const auto& fault : m_faults) {
        fault->onTick(now);
    }
    if (anyOn() && now >= m_nextCheck) {
        m_nextCheck = now + std::chrono::milliseconds(250);
        m_ceiling.check(m_lab);
    }
}

}  // namespace leaktide::target
