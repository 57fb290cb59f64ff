// One load worker: a thread that sends what its share of the schedule asks for over its exchange, and records
// the answers.
//
// Threading: the constructor, start, the orders (stopSending, cancel, …) and the recorder's owner side belong
// to the engine's owner; counts() and openConnections() may be read by any thread. Orders are carried out on
// the worker's thread at its next turn.
#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "engine/load/arrival_schedule.h"
#include "engine/load/exchange.h"
#include "engine/load/rate_change.h"
#include "engine/load/request_mix.h"
#include "engine/load/request_notes.h"
#include "engine/load/thread_meter.h"
#include "engine/measure/interval_recorder.h"
#include "engine/measure/work.h"
#include "engine/plan/pacer.h"

namespace leaktide {

// What all workers of one engine share. Written only as noted.
struct WorkerShare {
    std::atomic<std::uint64_t> tickets{0};  // closed model with a request count: how many were taken
    NoteBook notes;
};

struct WorkerSettings {
    ArrivalSchedule::Share share;  // of the schedule
    std::uint32_t slots = 1;
    Pacer pacer;
    Arrivals arrivals = Arrivals::Even;
    Nanos thinkTime{};
    std::optional<std::uint32_t> misbehaveEvery;  // every so-many-th request
    Nanos duration{};                             // sending ends here …
    std::optional<std::uint64_t> requests;        // … or here, over all workers
    const RequestMix* mix = nullptr;              // which request of the plan is sent as k-th; outlives it
    std::uint64_t firstNumber = 0;                // given to the first request of all workers
};

class Worker final : private AnswerSink {
public:
    Worker(WorkerSettings settings, WorkerShare& share);
    ~Worker() override;  // quits and joins
    Worker(const Worker&) = delete;
    Worker& operator=(const Worker&) = delete;

    [[nodiscard]] AnswerSink& sink() { return *this; }
    void attach(std::unique_ptr<Exchange> exchange);  // before anything else is called
    void start(SteadyTime at);

    void stopSending();
    void cancel();
    void closeConnections();
    void changeRate(const RateChange& change);
    void wake();

    [[nodiscard]] bool sendingEnded() const { return m_sendingEnded.load(std::memory_order_acquire); }
    [[nodiscard]] WorkCounters counts() const;  // inFlight is never too small
    // One more than the highest given out here, or to all before.
    [[nodiscard]] std::uint64_t nextNumber() const { return m_nextNumber.load(std::memory_order_acquire); }
    [[nodiscard]] std::uint64_t openConnections() const { return m_exchange->openConnections(); }
    CoreUse coreUseSinceLast() { return m_meter.sinceLast(); }  // owner's side
    [[nodiscard]] IntervalRecorder& recorder() { return m_recorder; }

private:
    struct Orders {
        bool quit = false;
        bool stop = false;
        bool cancel = false;
        bool close = false;
        std::vector<RateChange> rates;
    };
    struct Slot {
        SteadyTime due;  // of the request in flight; of an idle slot: since when it is free
        std::uint32_t connectFailures = 0;  // in a row
        std::size_t request = 0;            // of the plan, in flight
    };
    struct Resting {
        SteadyTime until;
        std::uint32_t slot = 0;
        bool operator>(const Resting& other) const { return until > other.until; }
    };

    void order(const Orders& orders);
    void run();
    void obey();
    void pump(SteadyTime now);
    void pumpClosed(SteadyTime now);
    void pumpSchedule(SteadyTime now);
    void endSending(SteadyTime now);
    void beginOn(std::uint32_t slot, SteadyTime due, std::uint64_t number);
    void wakeRested(SteadyTime now);
    [[nodiscard]] std::optional<std::uint64_t> takeTicket();  // closed: the next number
    // Where each worker counts for itself, every number is still given out once.
    [[nodiscard]] std::uint64_t numberOverAll(std::uint64_t number) const {
        const bool forItself = m_closed && !m_settings.requests;
        return m_settings.firstNumber +
               (forItself ? number * m_settings.share.workers + m_settings.share.index : number);
    }
    [[nodiscard]] Nanos timeToWait(SteadyTime now) const;

    void onAnswer(const Answer& answer) override;
    void release(std::uint32_t slot, const Answer& answer);
    void rest(std::uint32_t slot, SteadyTime until);
    void setFree(std::uint32_t slot, SteadyTime since);

    WorkerSettings m_settings;
    WorkerShare& m_share;
    std::unique_ptr<Exchange> m_exchange;
    IntervalRecorder m_recorder;
    SteadyTime m_start;
    bool m_sending = true;
    const bool m_closed;
    ArrivalSchedule m_schedule;  // unless closed
    std::uint64_t m_begun = 0;   // closed: how many were begun here
    std::vector<Slot> m_slots;
    std::vector<std::uint32_t> m_free;
    SteadyTime m_anyFreeSince;       // while m_free is not empty
    std::vector<Resting> m_resting;  // a heap, the earliest first
    NoteTaker m_notes;

    std::mutex m_ordersMutex;
    Orders m_orders;
    std::atomic<bool> m_ordersWaiting{false};
    bool m_quit = false;

    // Written by the worker only; a line of their own so that readers do not slow it down.
    struct alignas(64) Counts {
        std::atomic<std::uint64_t> sent{0};
        std::atomic<std::uint64_t> done{0};
        std::atomic<std::uint64_t> errors{0};
        std::atomic<std::uint64_t> aborted{0};
    };
    Counts m_counts;
    std::vector<std::atomic<std::uint64_t>> m_doneBy;  // by request of the plan; empty: not counted apart
    std::atomic<std::uint64_t> m_nextNumber;
    std::atomic<bool> m_sendingEnded{false};
    std::thread m_thread;
    ThreadMeter m_meter;
};

}  // namespace leaktide
