// One line a request, gathered in a pooled buffer and written a buffer at a time.
// Thread-safe. A log that cannot be written is switched off with a word on stderr; requests never fail by it.
#pragma once

#include <atomic>
#include <mutex>
#include <string>
#include <string_view>

#include "target-server/core/buffer_pool.h"
#include "target-server/core/result.h"

namespace leaktide::target {

class AccessLog {
public:
    explicit AccessLog(BufferPool& buffers) : m_buffers(buffers) {}
    ~AccessLog();
    AccessLog(const AccessLog&) = delete;
    AccessLog& operator=(const AccessLog&) = delete;

    Status open(const std::string& path);  // "-": stderr
    [[nodiscard]] bool on() const { return m_on.load(std::memory_order_relaxed); }
    void write(std::string_view line);
    void flush();

private:
    void flushLocked();

    BufferPool& m_buffers;
    std::atomic<bool> m_on = false;
    std::mutex m_mutex;  // guards all below
    int m_file = -1;
    std::optional<BufferLease> m_buffer;
    std::size_t m_used = 0;
};

}  // namespace leaktide::target
