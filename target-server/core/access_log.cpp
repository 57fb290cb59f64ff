#include "target-server/core/access_log.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <iostream>

namespace leaktide::target {

AccessLog::~AccessLog() {
    flush();
    if (m_file > STDERR_FILENO) {
        ::close(m_file);
    }
}

Status AccessLog::open(const std::string& path) {
    const std::lock_guard lock(m_mutex);
    m_file =
        path == "-" ? STDERR_FILENO : ::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (m_file < 0) {
        return Refusal{"cannot open the access log " + path + ": " + std::strerror(errno)};
    }
    m_on = true;
    return std::nullopt;
}

void AccessLog::write(std::string_view line) {
    line = line.substr(0, BufferPool::BufferSize);
    const std::lock_guard lock(m_mutex);
    if (m_used + line.size() > BufferPool::BufferSize) {
        flushLocked();
    }
    if (!m_buffer) {
        m_buffer.emplace(m_buffers.acquire());
    }
    std::memcpy(m_buffer->bytes().data() + m_used, line.data(), line.size());
    m_used += line.size();
}

void AccessLog::flush() {
    const std::lock_guard lock(m_mutex);
    flushLocked();
}

void AccessLog::flushLocked() {
    for (std::size_t done = 0; done < m_used && on();) {
        const ssize_t count = ::write(m_file, m_buffer->bytes().data() + done, m_used - done);
        if (count < 0 && errno != EINTR) {
            m_on = false;
            std::cerr << "leaktide-target: the access log is off: " << std::strerror(errno) << std::endl;
        }
        done += static_cast<std::size_t>(std::max<ssize_t>(count, 0));
    }
    m_used = 0;
    m_buffer.reset();
}

}  // namespace leaktide::target
