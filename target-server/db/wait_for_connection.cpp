#include "target-server/db/wait_for_connection.h"

#include <boost/asio/error.hpp>
#include <boost/asio/post.hpp>
#include <boost/system/system_error.hpp>

namespace leaktide::target {

namespace asio = boost::asio;

// A place in the pool's line, for as long as the wait lasts, however it ends.
class DbLine {
public:
    DbLine(DbPool& pool, Executor executor)
        : m_pool(pool), m_waiter(std::make_shared<Place>(executor)), m_wake(executor, Never) {
        m_waiter->wake = &m_wake;
        const std::lock_guard lock(m_pool.m_mutex);
        m_pool.m_waiters.push_back(m_waiter);
    }
    DbLine(const DbLine&) = delete;
    DbLine& operator=(const DbLine&) = delete;
    // A slot that was granted and not taken goes on to the next in line.
    ~DbLine() {
        m_waiter->wake = nullptr;
        bool unused = false;
        {
            const std::lock_guard lock(m_pool.m_mutex);
            std::erase(m_pool.m_waiters, m_waiter);
            unused = m_waiter->granted;
        }
        if (unused) {
            m_pool.giveBack(std::move(m_waiter->connection));
        }
    }

    Timer& wake() { return m_wake; }
    // What was granted; throws when nothing was.
    DbLease take() {
        std::unique_ptr<DbConnection> connection;
        {
            const std::lock_guard lock(m_pool.m_mutex);
            if (!m_waiter->granted) {
                throw boost::system::system_error(asio::error::operation_aborted);
            }
            m_waiter->granted = false;  // the slot is the lease's now
            connection = std::move(m_waiter->connection);
        }
        return m_pool.filled(std::move(connection));
    }
    static std::optional<DbLease> tryNow(DbPool& pool) {
        std::unique_ptr<DbConnection> connection;
        if (!pool.takeSlot(connection)) {
            return std::nullopt;
        }
        return pool.filled(std::move(connection));
    }

private:
    static constexpr Timer::time_point Never = Timer::time_point::max();

    struct Place final : DbPool::Waiter, std::enable_shared_from_this<Place> {
        explicit Place(Executor e) : executor(std::move(e)) {}
        void grant(std::unique_ptr<DbConnection> given) override {
            granted = true;
            connection = std::move(given);
            asio::post(executor, [self = shared_from_this()] {
                if (self->wake != nullptr) {
                    self->wake->cancel();
                }
            });
        }
        Executor executor;
        Timer* wake = nullptr;  // touched on the waiter's thread only; null once it has left
        std::unique_ptr<DbConnection> connection;
        bool granted = false;
    };

    DbPool& m_pool;
    std::shared_ptr<Place> m_waiter;
    Timer m_wake;
};

awaitable<DbLease> waitForConnection(DbPool& pool, Executor executor) {
    std::optional<DbLease> now = DbLine::tryNow(pool);
    if (now) {
        co_return std::move(*now);
    }
    DbLine line(pool, executor);
    co_await line.wake().async_wait(AwaitTuple);
    co_return line.take();
}

}  // namespace leaktide::target
