// Contexts are made once and used again. The counterpart of Gin's sync.Pool.
// Thread-safe. in use + idle = created - freed, always.
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>

#include "target-server/core/context.h"

namespace leaktide::target {

class ContextPool;

// Gives its context back when it dies. keep() takes the context away from the pool for good: it then counts
// as in use until the caller gives it back.
class ContextLease {
public:
    ContextLease(ContextPool& pool, Context& context) : m_pool(&pool), m_context(&context) {}
    ContextLease(ContextLease&& other) noexcept;
    ContextLease& operator=(ContextLease&&) = delete;
    ContextLease(const ContextLease&) = delete;
    ContextLease& operator=(const ContextLease&) = delete;
    ~ContextLease();

    Context& operator*() const { return *m_context; }
    Context* operator->() const { return m_context; }
    Context* keep();

private:
    ContextPool* m_pool;
    Context* m_context;
};

class ContextPool {
public:
    struct Figures {
        std::int64_t inUse = 0;
        std::int64_t idle = 0;
        std::int64_t created = 0;    // since the start
        std::int64_t highWater = 0;  // most in use at once
    };

    explicit ContextPool(int warm = 8);  // `warm` contexts are made ahead
    ~ContextPool();
    ContextPool(const ContextPool&) = delete;
    ContextPool& operator=(const ContextPool&) = delete;

    ContextLease acquire();
    void giveBack(Context* context);
    std::int64_t dropIdle();  // frees every idle context; how many
    [[nodiscard]] Figures figures() const;

private:
    mutable std::mutex m_mutex;  // guards all below
    Context* m_idle = nullptr;   // a list through Context::next
    Figures m_figures;
};

}  // namespace leaktide::target
