// Buffers of one size, made once and used again: the counterpart of a sync.Pool of byte slices.
// Thread-safe.
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <span>
#include <utility>
#include <vector>

namespace leaktide::target {

class BufferPool;

// Gives its buffer back when it dies, unless it is kept.
class BufferLease {
public:
    BufferLease(BufferPool& pool, std::unique_ptr<char[]> memory)
        : m_pool(&pool), m_memory(std::move(memory)) {}
    BufferLease(BufferLease&&) noexcept = default;
    BufferLease& operator=(BufferLease&&) = delete;
    ~BufferLease();

    [[nodiscard]] std::span<char> bytes() const;
    std::unique_ptr<char[]> keep() { return std::move(m_memory); }  // counts as in use for ever

private:
    BufferPool* m_pool;
    std::unique_ptr<char[]> m_memory;
};

class BufferPool {
public:
    static constexpr std::size_t BufferSize = 16 * 1024;
    static constexpr std::size_t MostIdle = 256;  // more are freed when they come back

    struct Figures {
        std::int64_t inUse = 0;
        std::int64_t idle = 0;
        std::int64_t created = 0;
    };

    BufferLease acquire();
    void giveBack(std::unique_ptr<char[]> memory);
    std::int64_t dropIdle();
    [[nodiscard]] Figures figures() const;

private:
    mutable std::mutex m_mutex;  // guards all below
    std::vector<std::unique_ptr<char[]>> m_idle;
    std::int64_t m_inUse = 0;
    std::int64_t m_created = 0;
};

}  // namespace leaktide::target
