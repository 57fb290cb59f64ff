#include "engine/load/request_notes.h"

#include "engine/base/text.h"

namespace leaktide {

namespace {

RequestSample sampleOf(const Answer& answer, SteadyTime due, const Exchange& exchange, SteadyTime start) {
    SentRequest sent = exchange.sentOn(answer.slot);
    return {.name = std::move(sent.name),
            .target = std::move(sent.target),
            .traceId = sent.ids.traceText(),
            .spanId = sent.ids.spanText(),
            .due = due - start,
            .sent = answer.sent - start,
            .done = answer.done - start,
            .status = answer.status,
            .failure = answer.failure,
            .detail = printable(answer.text)};
}

}  // namespace

void NoteBook::addSlow(RequestSample sample) {
    const std::lock_guard lock(m_mutex);
    m_samples.addSlow(std::move(sample));
    if (m_samples.slowest().size() == RequestSamples::MostSlowest) {
        m_floor.store(m_samples.slowest().back().serviceTime().count(), std::memory_order_relaxed);
    }
}

void NoteBook::addFailed(RequestSample sample) {
    const std::lock_guard lock(m_mutex);
    m_samples.addFailed(std::move(sample));
}

RequestSamples NoteBook::samples() const {
    const std::lock_guard lock(m_mutex);
    return m_samples;
}

// The first of each group are enough: the book keeps no more than these.
void NoteTaker::noteFailure(const Answer& answer, SteadyTime due, const Exchange& exchange,
                            SteadyTime start) {
    auto& offered = m_offered.at(RequestSamples::groupOf(answer.failure));
    if (offered >= RequestSamples::MostFailed) {
        return;
    }
    ++offered;
    if (answer.failure) {
        m_book.examples.offer(*answer.failure, answer.text);
    }
    if (answer.failure != FailureKind::Aborted) {
        m_book.addFailed(sampleOf(answer, due, exchange, start));
    }
}

void NoteTaker::noteSlow(const Answer& answer, SteadyTime due, const Exchange& exchange, SteadyTime start) {
    if (!answer.slowedByUs) {
        m_book.addSlow(sampleOf(answer, due, exchange, start));
    }
}

}  // namespace leaktide
