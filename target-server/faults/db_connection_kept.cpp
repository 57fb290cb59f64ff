#include <mutex>
#include <vector>

#include "target-server/faults/catalog.h"
#include "target-server/lab.h"

namespace leaktide::target {

namespace {

// A connection is taken from the pool and never released: in Go, rows that are never closed. With a limit on
// open connections the pool runs dry, and whoever asks next waits.
class DbConnectionKept final : public Fault {
public:
    explicit DbConnectionKept(DbPool& pool)
        : Fault(
              {.name = "db-connection-kept",
               .explains =
                   "one request in N takes a database connection and never releases it; raises database "
                   "connections in use and descriptors by 1/N per request, up to --db-max-open, and the heap "
                   "by the connection's memory"}),
          m_pool(pool) {}

    void onRequest(RequestMoment& /*moment*/) override {
        if (!due()) {
            return;
        }
        std::optional<DbLease> lease = m_pool.tryAcquire();
        if (!lease) {
            return;  // the pool is dry
        }
        const auto rows = (**lease).books(1);  // SQLite opens its file at the first read
        hold(1, 0);
        const std::lock_guard lock(m_mutex);
        m_kept.push_back(lease->keep());
    }

private:
    DbPool& m_pool;
    std::mutex m_mutex;  // guards m_kept
    std::vector<std::unique_ptr<DbConnection>> m_kept;
};

}  // namespace

std::unique_ptr<Fault> makeDbConnectionKept(Lab& lab) {
    return std::make_unique<DbConnectionKept>(lab.db);
}

}  // namespace leaktide::target
