// What is noted down of single requests: texts of failures, the slowest requests, some that failed. One book
// for all workers, and for each worker a hand that writes into it, so that nearly every request costs one
// comparison and nothing is allocated unless it is kept.
//
// Threading: a NoteBook is thread-safe; a NoteTaker belongs to its worker.
#pragma once

#include <array>
#include <atomic>
#include <mutex>

#include "engine/load/exchange.h"
#include "engine/load/failure_examples.h"
#include "engine/measure/request_samples.h"

namespace leaktide {

class NoteBook {
public:
    FailureExamples examples;

    [[nodiscard]] bool wantsSlow(Nanos serviceTime) const {
        return serviceTime.count() > m_floor.load(std::memory_order_relaxed);
    }
    void addSlow(RequestSample sample);
    void addFailed(RequestSample sample);
    [[nodiscard]] RequestSamples samples() const;

private:
    mutable std::mutex m_mutex;
    RequestSamples m_samples;
    std::atomic<Nanos::rep> m_floor{-1};  // once the list of the slowest is full, the least of them
};

class NoteTaker {
public:
    explicit NoteTaker(NoteBook& book) : m_book(book) {}

    // An answer that `exchange` is handing over. Times are noted since `start`.
    void see(const Answer& answer, SteadyTime due, const Exchange& exchange, SteadyTime start) {
        if (answer.failure || answer.status >= 400) [[unlikely]] {
            noteFailure(answer, due, exchange, start);
        }
        if (answer.status != 0 && m_book.wantsSlow(answer.done - answer.sent)) [[unlikely]] {
            noteSlow(answer, due, exchange, start);
        }
    }

private:
    void noteFailure(const Answer& answer, SteadyTime due, const Exchange& exchange, SteadyTime start);
    void noteSlow(const Answer& answer, SteadyTime due, const Exchange& exchange, SteadyTime start);

    NoteBook& m_book;
    std::array<std::uint32_t, RequestSamples::Groups> m_offered{};
};

}  // namespace leaktide
