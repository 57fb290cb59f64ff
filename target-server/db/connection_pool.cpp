#include "target-server/db/connection_pool.h"

#include <algorithm>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/system/system_error.hpp>
#include <stdexcept>

namespace leaktide::target {

namespace asio = boost::asio;

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

asio::awaitable<DbLease> DbPool::acquire(asio::any_io_executor executor) {
    std::unique_ptr<DbConnection> connection;
    if (takeSlot(connection)) {
        co_return filled(std::move(connection));
    }
    asio::steady_timer wake(executor, asio::steady_timer::time_point::max());
    const auto waiter = std::make_shared<Waiter>();
    waiter->executor = executor;
    waiter->wake = &wake;
    struct Place {  // in the line, for as long as the wait lasts, however it ends
        DbPool& pool;
        std::shared_ptr<Waiter> waiter;
        ~Place() { pool.leaveLine(waiter); }
    };
    const Place place{*this, waiter};
    {
        const std::lock_guard lock(m_mutex);
        m_waiters.push_back(waiter);
    }
    co_await wake.async_wait(asio::as_tuple(asio::use_awaitable));
    {
        const std::lock_guard lock(m_mutex);
        if (!waiter->granted) {
            throw boost::system::system_error(asio::error::operation_aborted);
        }
        waiter->granted = false;  // the slot is the lease's now
        connection = std::move(waiter->connection);
    }
    co_return filled(std::move(connection));
}

// A slot that was granted and not taken goes on to the next in line.
void DbPool::leaveLine(const std::shared_ptr<Waiter>& waiter) {
    waiter->wake = nullptr;
    bool unused = false;
    {
        const std::lock_guard lock(m_mutex);
        std::erase(m_waiters, waiter);
        unused = waiter->granted;
    }
    if (unused) {
        giveBack(std::move(waiter->connection));
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
        next->granted = true;
        next->connection = std::move(connection);
        asio::post(next->executor, [next] {
            if (next->wake != nullptr) {
                next->wake->cancel();
            }
        });
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
