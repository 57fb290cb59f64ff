#include "target-server/db/connection_pool.h"

#include <algorithm>
#include <stdexcept>

namespace leaktide::target {

DbLease::~DbLease() {
    if (m_connection) {
        m_pool->giveBack(std::move(m_connection));
    }
}

// Takes a slot if one is free, and an idle connection that is young enough if there is one.
bool DbPool::takeSlot(std::unique_ptr<DbConnection>& connection) {
    const std::lock_guard lock(m_mutex);
    if (m_settings.maxOpen > 0 && m_inUse >= m_settings.maxOpen) {
        return false;
    }
    ++m_inUse;
    const auto oldest = std::chrono::steady_clock::now() - m_settings.maxLifetime;
    while (!m_idle.empty() && !connection) {
        if (m_idle.back()->opened >= oldest) {
            connection = std::move(m_idle.back());
        }
        m_idle.pop_back();
    }
    return true;
}

// A slot is ours: puts a connection in it.
DbLease DbPool::filled(std::unique_ptr<DbConnection> connection) {
    if (!connection) {
        auto database = Database::open(m_settings.path);
        if (!database) {
            giveBack(nullptr);
            throw std::runtime_error(database.sentence());
        }
        connection = std::make_unique<DbConnection>(
            DbConnection{std::move(*database), std::chrono::steady_clock::now()});
        const std::lock_guard lock(m_mutex);
        ++m_opened;
    }
    return {*this, std::move(connection)};
}

std::optional<DbLease> DbPool::tryAcquire() {
    std::unique_ptr<DbConnection> connection;
    if (!takeSlot(connection)) {
        return std::nullopt;
    }
    try {
        return filled(std::move(connection));
    } catch (const std::runtime_error&) {
        return std::nullopt;
    }
}

void DbPool::giveBack(std::unique_ptr<DbConnection> connection) {
    std::unique_ptr<DbConnection> dropped;  // closed outside the lock
    const std::lock_guard lock(m_mutex);
    if (connection && std::chrono::steady_clock::now() - connection->opened > m_settings.maxLifetime) {
        dropped = std::move(connection);
    }
    if (!m_waiters.empty()) {
        const std::shared_ptr<Waiter> next = m_waiters.front();
        m_waiters.pop_front();
        next->grant(std::move(connection));
        return;
    }
    --m_inUse;
    if (connection && static_cast<std::int64_t>(m_idle.size()) < m_settings.maxIdle) {
        m_idle.push_back(std::move(connection));
    } else if (connection) {
        dropped = std::move(connection);
    }
}

std::int64_t DbPool::dropIdle() {
    std::vector<std::unique_ptr<DbConnection>> dropped;
    const std::lock_guard lock(m_mutex);
    dropped.swap(m_idle);
    return static_cast<std::int64_t>(dropped.size());
}

DbPool::Figures DbPool::figures() const {
    const std::lock_guard lock(m_mutex);
    return {m_inUse, static_cast<std::int64_t>(m_idle.size()), m_settings.maxOpen,
            static_cast<std::int64_t>(m_waiters.size()), m_opened};
}

}  // namespace leaktide::target
