// One connection to the lab's SQLite database: a table of books, read-only for the routes.
// One thread at a time.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "target-server/core/result.h"

struct sqlite3;

namespace leaktide::target {

class Database {
public:
    static Result<std::unique_ptr<Database>> open(const std::string& path);
    ~Database();
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;

    // Makes the table and fills it.
    Status prepare(int rows);
    // The first `rows` rows as a JSON array.
    Result<std::string> books(std::int64_t rows);

private:
    explicit Database(sqlite3* handle) : m_handle(handle) {}
    sqlite3* m_handle;
};

}  // namespace leaktide::target
