// Database connections, shared like Go's sql.DB does: at most `maxOpen`, the rest wait in line; at most
// `maxIdle` stay open unused; none lives longer than `maxLifetime`. Thread-safe. A waiter is woken on its own
// thread.
#pragma once

#include <chrono>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "target-server/db/database.h"

namespace leaktide::target {

struct DbPoolSettings {
    std::string path;
    std::int64_t maxOpen = 0;  // 0: no limit
    std::int64_t maxIdle = 4;
    std::chrono::milliseconds maxLifetime{60'000};
};

class DbPool;

struct DbConnection {
    std::unique_ptr<Database> database;
    std::chrono::steady_clock::time_point opened;
};

class DbLease {
public:
    DbLease(DbPool& pool, std::unique_ptr<DbConnection> connection)
        : m_pool(&pool), m_connection(std::move(connection)) {}
    DbLease(DbLease&&) noexcept = default;
    DbLease& operator=(DbLease&&) = delete;
    ~DbLease();

    Database& operator*() const { return *m_connection->database; }
    std::unique_ptr<DbConnection> keep() { return std::move(m_connection); }  // in use for ever

private:
    DbPool* m_pool;
    std::unique_ptr<DbConnection> m_connection;
};

class DbPool {
public:
    struct Figures {
        std::int64_t inUse = 0;
        std::int64_t idle = 0;
        std::int64_t maxOpen = 0;
        std::int64_t waiters = 0;
        std::int64_t opened = 0;  // since the start
    };

    explicit DbPool(DbPoolSettings settings) : m_settings(std::move(settings)) {}

    std::optional<DbLease>
    tryAcquire();  // unset: all are in use, or SQLite refuses. To wait: db/wait_for_connection.h
    std::int64_t dropIdle();
    [[nodiscard]] Figures figures() const;

private:
    friend class DbLease;
    friend class DbLine;
    // Somebody in the line. Both calls come with the pool's mutex held.
    class Waiter {
    public:
        virtual ~Waiter() = default;
        // A slot is its own now, with or without a connection in it. Must only note it and wake its thread.
        virtual void grant(std::unique_ptr<DbConnection> connection) = 0;
    };

    bool takeSlot(std::unique_ptr<DbConnection>& connection);
    DbLease filled(std::unique_ptr<DbConnection> connection);
    void giveBack(std::unique_ptr<DbConnection> connection);

    DbPoolSettings m_settings;
    mutable std::mutex m_mutex;  // guards all below
    std::vector<std::unique_ptr<DbConnection>> m_idle;
    std::deque<std::shared_ptr<Waiter>> m_waiters;
    std::int64_t m_inUse = 0;
    std::int64_t m_opened = 0;
};

}  // namespace leaktide::target
