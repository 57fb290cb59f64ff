#include "target-server/core/context_pool.h"

#include <algorithm>
#include <utility>

namespace leaktide::target {

ContextLease::ContextLease(ContextLease&& other) noexcept
    : m_pool(other.m_pool), m_context(std::exchange(other.m_context, nullptr)) {}

ContextLease::~ContextLease() {
    if (m_context != nullptr) {
        m_pool->giveBack(m_context);
    }
}

Context* ContextLease::keep() {
    return std::exchange(m_context, nullptr);
}

ContextPool::ContextPool(int warm) {
    for (int i = 0; i < warm; ++i) {
        auto* context = new Context;
        context->next = std::exchange(m_idle, context);
    }
    m_figures.idle = m_figures.created = warm;
}

ContextPool::~ContextPool() {
    dropIdle();
}

ContextLease ContextPool::acquire() {
    Context* context = nullptr;
    {
        const std::lock_guard lock(m_mutex);
        context = m_idle;
        if (context != nullptr) {
            m_idle = context->next;
            --m_figures.idle;
        } else {
            ++m_figures.created;
        }
        ++m_figures.inUse;
        m_figures.highWater = std::max(m_figures.highWater, m_figures.inUse);
    }
    if (context == nullptr) {
        context = new Context;
    }
    context->reset();
    return {*this, *context};
}

void ContextPool::giveBack(Context* context) {
    context->exchange = nullptr;
    const std::lock_guard lock(m_mutex);
    context->next = std::exchange(m_idle, context);
    ++m_figures.idle;
    --m_figures.inUse;
}

std::int64_t ContextPool::dropIdle() {
    Context* list = nullptr;
    {
        const std::lock_guard lock(m_mutex);
        list = std::exchange(m_idle, nullptr);
        m_figures.idle = 0;
    }
    std::int64_t dropped = 0;
    while (list != nullptr) {
        const std::unique_ptr<Context> context(std::exchange(list, list->next));
        ++dropped;
    }
    return dropped;
}

ContextPool::Figures ContextPool::figures() const {
    const std::lock_guard lock(m_mutex);
    return m_figures;
}

}  // namespace leaktide::target
