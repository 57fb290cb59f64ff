#include "engine/store/sqlite_database.h"

#include "engine/base/text.h"

namespace leaktide {

Result<SqliteDatabase> SqliteDatabase::open(const std::string& path, int flags) {
    SqliteDatabase database(path);
    sqlite3* handle = nullptr;
    const int code = sqlite3_open_v2(path.c_str(), &handle, flags, nullptr);
    database.m_handle.reset(handle);
    if (code != SQLITE_OK) {
        return database.lastError("cannot open");
    }
    sqlite3_extended_result_codes(handle, 1);
    sqlite3_busy_timeout(handle, 2000);
    return database;
}

Error SqliteDatabase::lastError(const std::string& what) const {
    return {ErrorKind::Io, what + " '" + printable(m_path) + "': " + sqlite3_errmsg(m_handle.get())};
}

Status SqliteDatabase::run(const std::string& sql) {
    const int code = sqlite3_exec(m_handle.get(), sql.c_str(), nullptr, nullptr, nullptr);
    return code == SQLITE_OK ? Status() : Status(lastError("cannot write"));
}

Result<SqliteStatement> SqliteDatabase::prepare(const std::string& sql) {
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v2(m_handle.get(), sql.c_str(), -1, &statement, nullptr) != SQLITE_OK) {
        return lastError("cannot read");
    }
    return SqliteStatement(*this, statement);
}

Result<std::int64_t> SqliteDatabase::readInteger(const std::string& sql) {
    auto statement = prepare(sql);
    if (!statement) {
        return statement.error();
    }
    const auto row = statement->step();
    if (!row) {
        return row.error();
    }
    return *row ? statement->integer(0) : 0;
}

Result<std::string> SqliteDatabase::readText(const std::string& sql) {
    auto statement = prepare(sql);
    if (!statement) {
        return statement.error();
    }
    const auto row = statement->step();
    if (!row) {
        return row.error();
    }
    return *row ? statement->text(0) : std::string();
}

Status SqliteDatabase::close() {
    const int code = sqlite3_close(m_handle.get());
    if (code != SQLITE_OK) {
        return lastError("cannot close");
    }
    [[maybe_unused]] sqlite3* const closed = m_handle.release();
    return {};
}

SqliteStatement::SqliteStatement(const SqliteDatabase& database, sqlite3_stmt* statement)
    : m_database(&database), m_statement(statement) {}

SqliteStatement& SqliteStatement::bind(int parameter, std::string_view text) {
    sqlite3_bind_text64(m_statement.get(), parameter, text.data(), text.size(), SQLITE_TRANSIENT,
                        SQLITE_UTF8);
    return *this;
}

SqliteStatement& SqliteStatement::bindBlob(int parameter, std::string_view bytes) {
    sqlite3_bind_blob64(m_statement.get(), parameter, bytes.data(), bytes.size(), SQLITE_TRANSIENT);
    return *this;
}

SqliteStatement& SqliteStatement::bind(int parameter, double value) {
    sqlite3_bind_double(m_statement.get(), parameter, value);
    return *this;
}

SqliteStatement& SqliteStatement::bind(int parameter, std::int64_t value) {
    sqlite3_bind_int64(m_statement.get(), parameter, value);
    return *this;
}

SqliteStatement& SqliteStatement::bind(int parameter, std::optional<double> value) {
    if (value) {
        return bind(parameter, *value);
    }
    sqlite3_bind_null(m_statement.get(), parameter);
    return *this;
}

Status SqliteStatement::execute() {
    const auto row = step();
    sqlite3_reset(m_statement.get());
    sqlite3_clear_bindings(m_statement.get());
    return row ? Status() : Status(row.error());
}

Result<bool> SqliteStatement::step() {
    const int code = sqlite3_step(m_statement.get());
    if (code == SQLITE_ROW || code == SQLITE_DONE) {
        return code == SQLITE_ROW;
    }
    return m_database->lastError(sqlite3_stmt_readonly(m_statement.get()) != 0 ? "cannot read"
                                                                               : "cannot write");
}

bool SqliteStatement::isNull(int column) const {
    return sqlite3_column_type(m_statement.get(), column) == SQLITE_NULL;
}

std::string SqliteStatement::text(int column) const {
    const auto* bytes = static_cast<const char*>(sqlite3_column_blob(m_statement.get(), column));
    const auto size = static_cast<std::size_t>(sqlite3_column_bytes(m_statement.get(), column));
    return bytes == nullptr ? std::string() : std::string(bytes, size);
}

double SqliteStatement::number(int column) const {
    return sqlite3_column_double(m_statement.get(), column);
}

std::int64_t SqliteStatement::integer(int column) const {
    return sqlite3_column_int64(m_statement.get(), column);
}

std::optional<double> SqliteStatement::optional(int column) const {
    return isNull(column) ? std::nullopt : std::optional(number(column));
}

}  // namespace leaktide
