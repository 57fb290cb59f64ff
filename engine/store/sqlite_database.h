// A thin owner of one SQLite connection and its statements. Errors are Io and name the file. One thread.
#pragma once

#include <sqlite3.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "engine/base/result.h"

namespace leaktide {

class SqliteStatement;

class SqliteDatabase {
public:
    // `flags` as of sqlite3_open_v2.
    static Result<SqliteDatabase> open(const std::string& path, int flags);

    Status run(const std::string& sql);  // no results wanted; may be several statements
    Result<SqliteStatement> prepare(const std::string& sql);
    Result<std::int64_t> readInteger(const std::string& sql);  // first column of the first row
    Result<std::string> readText(const std::string& sql);
    // Closes now and says whether that went well; the destructor closes in silence.
    Status close();

    [[nodiscard]] sqlite3* handle() const { return m_handle.get(); }
    [[nodiscard]] const std::string& path() const { return m_path; }
    [[nodiscard]] Error lastError(const std::string& what) const;

private:
    struct Closer {
        void operator()(sqlite3* handle) const { sqlite3_close_v2(handle); }
    };
    explicit SqliteDatabase(std::string path) : m_path(std::move(path)) {}

    std::string m_path;
    std::unique_ptr<sqlite3, Closer> m_handle;
};

// Parameters count from 1, columns from 0. A bind that fails shows in the next step().
class SqliteStatement {
public:
    SqliteStatement(const SqliteDatabase& database, sqlite3_stmt* statement);

    SqliteStatement& bind(int parameter, std::string_view text);
    SqliteStatement& bindBlob(int parameter, std::string_view bytes);
    SqliteStatement& bind(int parameter, double value);
    SqliteStatement& bind(int parameter, std::int64_t value);
    SqliteStatement& bind(int parameter, std::optional<double> value);  // unset: NULL
    Status execute();     // for statements without rows; ready for the next binds afterwards
    Result<bool> step();  // true: there is a row

    [[nodiscard]] bool isNull(int column) const;
    [[nodiscard]] std::string text(int column) const;  // bytes of a text or a blob
    [[nodiscard]] double number(int column) const;
    [[nodiscard]] std::int64_t integer(int column) const;
    [[nodiscard]] std::optional<double> optional(int column) const;

private:
    struct Finalizer {
        void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
    };
    const SqliteDatabase* m_database;
    std::unique_ptr<sqlite3_stmt, Finalizer> m_statement;
};

}  // namespace leaktide
