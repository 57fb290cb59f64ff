#include "engine/load/worker.h"

#include <pthread.h>
#include <sys/prctl.h>

#include <algorithm>
#include <csignal>

#include "engine/load/answer_record.h"

namespace leaktide {

namespace {

constexpr Nanos LongestWait = std::chrono::seconds(1);
constexpr Nanos FirstRest = std::chrono::milliseconds(10);
constexpr Nanos LongestRest = std::chrono::milliseconds(250);

// Single writer: a plain addition, visible to readers in order.
void bump(std::atomic<std::uint64_t>& counter) {
    counter.store(counter.load(std::memory_order_relaxed) + 1, std::memory_order_release);
}

// Failures after which trying again at once would only burn this machine.
bool callsForRest(const Answer& answer) {
    if (!answer.failure || answer.attempts > 0) {
        return false;
    }
    using enum FailureKind;
    const FailureKind kind = *answer.failure;
    return kind != Aborted && kind != ConnectTimeout;
}

void leaveSignalsToTheProgram() {
    sigset_t all;
    sigfillset(&all);
    pthread_sigmask(SIG_BLOCK, &all, nullptr);
}

}  // namespace

Worker::Worker(WorkerSettings settings, WorkerShare& share)
    : m_settings(std::move(settings)),
      m_share(share),
      m_closed(m_settings.pacer.closed()),
      m_schedule(m_settings.pacer, m_settings.share, m_settings.arrivals, m_settings.requests),
      m_notes(share.notes),
      m_doneBy(m_settings.mix->countedApart()),
      m_nextNumber(m_settings.firstNumber) {
    m_slots.resize(m_settings.slots);
    m_free.reserve(m_settings.slots);
    m_resting.reserve(m_settings.slots);
    for (std::uint32_t slot = m_settings.slots; slot > 0; --slot) {
        m_free.push_back(slot - 1);
    }
}

Worker::~Worker() {
    if (m_thread.joinable()) {
        order({.quit = true, .stop = true, .cancel = true, .close = false, .rates = {}});
        m_thread.join();
    }
}

void Worker::attach(std::unique_ptr<Exchange> exchange) {
    m_exchange = std::move(exchange);
}

void Worker::start(SteadyTime at) {
    m_start = at;
    for (Slot& slot : m_slots) {
        slot.due = at;
    }
    m_thread = std::thread([this] { run(); });
}

void Worker::order(const Orders& orders) {
    {
        const std::lock_guard lock(m_ordersMutex);
        m_orders.quit |= orders.quit;
        m_orders.stop |= orders.stop;
        m_orders.cancel |= orders.cancel;
        m_orders.close |= orders.close;
        m_orders.rates.insert(m_orders.rates.end(), orders.rates.begin(), orders.rates.end());
        m_ordersWaiting.store(true, std::memory_order_release);
    }
    wake();
}

void Worker::stopSending() {
    order({.quit = false, .stop = true, .cancel = false, .close = false, .rates = {}});
}

void Worker::cancel() {
    order({.quit = false, .stop = true, .cancel = true, .close = false, .rates = {}});
}

void Worker::closeConnections() {
    order({.quit = false, .stop = false, .cancel = false, .close = true, .rates = {}});
}

void Worker::changeRate(const RateChange& change) {
    order({.quit = false, .stop = false, .cancel = false, .close = false, .rates = {change}});
}

void Worker::wake() {
    m_exchange->wake();
}

WorkCounters Worker::counts() const {
    WorkCounters counts;
    counts.done = m_counts.done.load(std::memory_order_acquire);
    counts.errors = m_counts.errors.load(std::memory_order_relaxed);
    counts.aborted = m_counts.aborted.load(std::memory_order_relaxed);
    for (const auto& done : m_doneBy) {
        counts.byRequest.push_back(done.load(std::memory_order_relaxed));
    }
    counts.inFlight = m_counts.sent.load(std::memory_order_acquire) - counts.done;
    return counts;
}

void Worker::run() {
    leaveSignalsToTheProgram();
    m_meter.watchThisThread();
    prctl(PR_SET_NAME, "load-worker");
    prctl(PR_SET_TIMERSLACK, 1000UL);  // ns; the default of 50 us would be most of our send lag
    while (true) {
        if (m_ordersWaiting.load(std::memory_order_acquire)) {
            obey();
        }
        if (m_quit) {
            break;
        }
        const SteadyTime now = std::chrono::steady_clock::now();
        if (m_sending) {
            wakeRested(now);
            pump(now);
        }
        if (m_recorder.asked()) {
            m_exchange->connections().moveInto(m_recorder.side().connections);
        }
        m_recorder.handOverIfAsked();
        m_exchange->turn(timeToWait(now));
    }
}

void Worker::obey() {
    Orders orders;
    {
        const std::lock_guard lock(m_ordersMutex);
        std::swap(orders, m_orders);
        m_ordersWaiting.store(false, std::memory_order_relaxed);
    }
    for (const RateChange& change : orders.rates) {
        if (change.backlog == Backlog::Drop) {
            m_recorder.side().counters.dropped += m_schedule.skipBefore(change.elapsed);
        }
        m_schedule.changeRate(change.elapsed, change.rate);
    }
    const SteadyTime now = std::chrono::steady_clock::now();
    if (orders.stop && m_sending) {
        if (!m_closed) {
            pumpSchedule(now);  // due before the order came
        }
        if (m_sending) {
            endSending(now);
        }
    }
    if (orders.cancel) {
        m_exchange->cancelAll();
    }
    if (orders.close && m_counts.sent == m_counts.done) {
        m_exchange->closeConnections();
    }
    m_quit = orders.quit;
}

void Worker::pump(SteadyTime now) {
    if (m_closed) {
        pumpClosed(now);
    } else {
        pumpSchedule(now);
    }
    if (m_sending && now - m_start >= m_settings.duration) {
        endSending(m_start + m_settings.duration);
    }
}

void Worker::pumpClosed(SteadyTime now) {
    if (now < m_start || now - m_start >= m_settings.duration) {
        return;
    }
    while (!m_free.empty()) {
        const auto number = takeTicket();
        if (!number) {
            endSending(now);
            return;
        }
        const std::uint32_t slot = m_free.back();
        m_free.pop_back();
        beginOn(slot, m_slots[slot].due, *number);
    }
}

void Worker::pumpSchedule(SteadyTime now) {
    for (auto due = m_schedule.nextDue(); !m_free.empty() && due; due = m_schedule.nextDue()) {
        if (m_start + *due > now || *due >= m_settings.duration) {
            break;
        }
        const std::uint32_t slot = m_free.back();
        m_free.pop_back();
        const std::uint64_t number = m_schedule.number();
        m_schedule.advance();
        if (now - std::max<SteadyTime>(m_start + *due, m_anyFreeSince) > LateAfter) {
            ++m_recorder.side().counters.heldUp;
        }
        beginOn(slot, m_start + *due, number);
    }
    if (!m_schedule.nextDue()) {
        endSending(now);
    }
}

// With a request count the numbers are shared out one by one; without one each worker counts for itself, so
// that nothing is shared and every worker still keeps the plan's mix.
std::optional<std::uint64_t> Worker::takeTicket() {
    if (!m_settings.requests) {
        return m_begun++;
    }
    const std::uint64_t number = m_share.tickets.fetch_add(1, std::memory_order_relaxed);
    return number < *m_settings.requests ? std::optional(number) : std::nullopt;
}

void Worker::endSending(SteadyTime at) {
    m_sending = false;
    if (!m_closed) {
        // Everything of ours that was due by now and has not been sent.
        const Nanos elapsed = std::min<Nanos>(at - m_start, m_settings.duration);
        m_recorder.side().counters.dropped += m_schedule.skipBefore(elapsed);
    }
    m_sendingEnded.store(true, std::memory_order_release);
}

void Worker::beginOn(std::uint32_t slot, SteadyTime due, std::uint64_t number) {
    m_slots[slot].due = due;
    m_slots[slot].request = m_settings.mix->at(number);
    bump(m_counts.sent);
    const auto every = m_settings.misbehaveEvery;
    const Manner manner = every && number % *every == *every - 1 ? Manner::Misbehaving : Manner::Proper;
    const std::uint64_t overAll = numberOverAll(number);
    m_nextNumber.store(std::max(m_nextNumber.load(std::memory_order_relaxed), overAll + 1),
                       std::memory_order_release);
    m_exchange->begin({.slot = slot, .request = m_slots[slot].request, .number = overAll, .manner = manner});
}

void Worker::wakeRested(SteadyTime now) {
    while (!m_resting.empty() && m_resting.front().until <= now) {
        const std::uint32_t slot = m_resting.front().slot;
        m_slots[slot].due = m_resting.front().until;
        std::pop_heap(m_resting.begin(), m_resting.end(), std::greater<>());
        m_resting.pop_back();
        setFree(slot, m_slots[slot].due);
    }
}

Nanos Worker::timeToWait(SteadyTime now) const {
    if (!m_sending) {
        return LongestWait;
    }
    SteadyTime until = std::min<SteadyTime>(now + LongestWait, m_start + m_settings.duration);
    if (const auto due = m_schedule.nextDue(); due && !m_free.empty()) {
        until = std::min<SteadyTime>(until, m_start + *due);
    }
    if (!m_free.empty() && m_closed) {
        until = std::min(until, m_start);
    }
    if (!m_resting.empty()) {
        until = std::min(until, m_resting.front().until);
    }
    return until - now;
}

void Worker::onAnswer(const Answer& answer) {
    const SteadyTime due = m_slots[answer.slot].due;
    const std::size_t request = m_slots[answer.slot].request;
    recordAnswer(answer, due, m_closed ? Pace::Closed : Pace::Scheduled, m_recorder.side());
    if (!m_doneBy.empty()) {
        countAnswer(request, m_doneBy.size(), m_recorder.side().counters);
        bump(m_doneBy[request]);
    }
    m_notes.see(answer, due, *m_exchange, m_start);
    if (answer.failure || answer.status >= 400) {
        bump(m_counts.errors);
    }
    if (answer.timedOut || answer.failure == FailureKind::Aborted) {
        bump(m_counts.aborted);
    }
    bump(m_counts.done);
    release(answer.slot, answer);
}

void Worker::release(std::uint32_t slot, const Answer& answer) {
    Slot& state = m_slots[slot];
    state.due = answer.done;
    if (callsForRest(answer)) {
        const Nanos pause = std::min(LongestRest, FirstRest * (1U << std::min(state.connectFailures, 8U)));
        ++state.connectFailures;
        rest(slot, answer.done + std::max(pause, m_settings.thinkTime));
        return;
    }
    state.connectFailures = 0;
    if (m_settings.thinkTime > Nanos(0)) {
        rest(slot, answer.done + m_settings.thinkTime);
    } else {
        setFree(slot, answer.done);
    }
}

void Worker::setFree(std::uint32_t slot, SteadyTime since) {
    if (m_free.empty()) {
        m_anyFreeSince = since;
    }
    m_free.push_back(slot);
}

void Worker::rest(std::uint32_t slot, SteadyTime until) {
    m_resting.push_back({until, slot});
    std::push_heap(m_resting.begin(), m_resting.end(), std::greater<>());
}

}  // namespace leaktide
