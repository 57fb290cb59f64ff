#include "target-server/db/database.h"

#include <sqlite3.h>

#include <nlohmann/json.hpp>

namespace leaktide::target {

namespace {

struct Finalize {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using Statement = std::unique_ptr<sqlite3_stmt, Finalize>;

Refusal refusal(sqlite3* handle, std::string_view doing) {
    return {std::string(doing) + ": " + (handle != nullptr ? sqlite3_errmsg(handle) : "out of memory")};
}

}  // namespace

Result<std::unique_ptr<Database>> Database::open(const std::string& path) {
    sqlite3* handle = nullptr;
    const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
    const int code = sqlite3_open_v2(path.c_str(), &handle, flags, nullptr);
    std::unique_ptr<Database> database(new Database(handle));
    if (code != SQLITE_OK) {
        return refusal(handle, "cannot open the database");
    }
    sqlite3_db_config(handle, SQLITE_DBCONFIG_LOOKASIDE, nullptr, 0, 0);
    sqlite3_busy_timeout(handle, 1000);
    sqlite3_exec(handle, "PRAGMA cache_size = -256", nullptr, nullptr, nullptr);
    return database;
}

Database::~Database() {
    sqlite3_close_v2(m_handle);
}

Status Database::prepare(int rows) {
    const std::string sql =
        "CREATE TABLE IF NOT EXISTS book (id INTEGER PRIMARY KEY, title TEXT NOT NULL, pages INTEGER NOT "
        "NULL);"
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < " +
        std::to_string(rows) +
        ") INSERT OR REPLACE INTO book SELECT i, 'Book ' || i, 100 + i * 37 % 400 FROM n";
    if (sqlite3_exec(m_handle, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) {
        return refusal(m_handle, "cannot fill the database");
    }
    return std::nullopt;
}

Result<std::string> Database::books(std::int64_t rows) {
    sqlite3_stmt* raw = nullptr;
    if (sqlite3_prepare_v2(m_handle, "SELECT id, title, pages FROM book ORDER BY id LIMIT ?1", -1, &raw,
                           nullptr) != SQLITE_OK) {
        return refusal(m_handle, "cannot read the books");
    }
    const Statement statement(raw);
    sqlite3_bind_int64(raw, 1, rows);
    nlohmann::ordered_json list = nlohmann::ordered_json::array();
    int code = sqlite3_step(raw);
    for (; code == SQLITE_ROW; code = sqlite3_step(raw)) {
        list.push_back({{"id", sqlite3_column_int64(raw, 0)},
                        {"title", reinterpret_cast<const char*>(sqlite3_column_text(raw, 1))},
                        {"pages", sqlite3_column_int64(raw, 2)}});
    }
    if (code != SQLITE_DONE) {
        return refusal(m_handle, "cannot read the books");
    }
    return list.dump();
}

}  // namespace leaktide::target
