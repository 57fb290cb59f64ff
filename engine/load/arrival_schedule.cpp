#include "engine/load/arrival_schedule.h"

#include <algorithm>
#include <cmath>

namespace leaktide {

namespace {

constexpr std::uint64_t Seed = 0x1EA7'71DE;  // the same arrivals in every run of a plan

}  // namespace

ArrivalSchedule::ArrivalSchedule(Pacer pacer, Share share, Arrivals arrivals,
                                 std::optional<std::uint64_t> requests)
    : m_pacer(std::move(pacer)),
      m_share(share),
      m_arrivals(arrivals),
      m_requests(requests),
      m_number(share.index),
      m_random(Seed + share.index) {
    if (m_arrivals == Arrivals::Poisson) {
        m_position = std::exponential_distribution<double>(1.0 / m_share.workers)(m_random);
    }
    lookUp();
}

void ArrivalSchedule::advance() {
    m_number += m_share.workers;
    if (m_arrivals == Arrivals::Poisson) {
        m_position += std::exponential_distribution<double>(1.0 / m_share.workers)(m_random);
    }
    lookUp();
}

void ArrivalSchedule::lookUp() {
    if (m_pacer.closed() || (m_requests && m_number >= *m_requests)) {
        m_due.reset();
    } else if (m_arrivals == Arrivals::Even) {
        m_due = m_pacer.dueAt(m_number);
    } else {
        m_due = dueAtPosition(m_position);
    }
}

// Between two whole requests the schedule is taken as even.
std::optional<Nanos> ArrivalSchedule::dueAtPosition(double position) const {
    const double whole = std::floor(position);
    const auto k = static_cast<std::uint64_t>(whole);
    const auto from = m_pacer.dueAt(k);
    if (!from) {
        return std::nullopt;
    }
    const Nanos to = m_pacer.dueAt(k + 1).value_or(m_pacer.length().value_or(*from));
    return *from +
           Nanos(static_cast<std::int64_t>((position - whole) * static_cast<double>((to - *from).count())));
}

std::uint64_t ArrivalSchedule::skipBefore(Nanos elapsed) {
    std::uint64_t skipped = 0;
    if (m_arrivals == Arrivals::Even) {
        std::uint64_t due = m_pacer.dueBefore(elapsed);
        if (m_requests) {
            due = std::min(due, *m_requests);
        }
        if (due > m_number) {
            skipped = (due - m_number + m_share.workers - 1) / m_share.workers;
            m_number += skipped * m_share.workers;
            lookUp();
        }
        return skipped;
    }
    for (; m_due && *m_due < elapsed; advance()) {
        ++skipped;
    }
    return skipped;
}

void ArrivalSchedule::changeRate(Nanos elapsed, const Rate& rate) {
    m_pacer.changeRate(elapsed, rate);
    lookUp();
}

}  // namespace leaktide
