// Errors are values: a kind a caller can act on, and one sentence for a person that names what was wrong.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <variant>

namespace leaktide {

enum class ErrorKind {
    InvalidInput,  // the user's words: a flag, a plan, a URL, a file that cannot be parsed
    Unreachable,   // the target did not answer
    NotFound,      // a file, a process, a signal that is not there
    Io,            // the system refused: disk full, permission, descriptors
    Protocol,      // the peer answered, but not what was agreed
    Interrupted,   // asked to stop
    Internal,      // a bug of ours
};

struct Error {
    ErrorKind kind = ErrorKind::Internal;
    std::string message;  // one sentence, no full stop needed, names the thing that failed
};

// Either a T or an Error. Reading the wrong side is a bug (std::bad_variant_access).
template <typename T>
class [[nodiscard]] Result {
public:
    Result(T value) : m_state(std::in_place_index<0>, std::move(value)) {}      // NOLINT: implicit on purpose
    Result(Error error) : m_state(std::in_place_index<1>, std::move(error)) {}  // NOLINT: implicit on purpose

    [[nodiscard]] bool ok() const { return m_state.index() == 0; }
    explicit operator bool() const { return ok(); }

    T& value() & { return std::get<0>(m_state); }
    const T& value() const& { return std::get<0>(m_state); }
    T&& value() && { return std::get<0>(std::move(m_state)); }
    T& operator*() & { return value(); }
    const T& operator*() const& { return value(); }
    T* operator->() { return &value(); }
    const T* operator->() const { return &value(); }

    [[nodiscard]] const Error& error() const { return std::get<1>(m_state); }

private:
    std::variant<T, Error> m_state;
};

// The same for calls that give nothing back.
class [[nodiscard]] Status {
public:
    Status() = default;
    Status(Error error) : m_error(std::move(error)) {}  // NOLINT: implicit on purpose

    [[nodiscard]] bool ok() const { return !m_error.has_value(); }
    explicit operator bool() const { return ok(); }
    [[nodiscard]] const Error& error() const { return m_error.value(); }

private:
    std::optional<Error> m_error;
};

}  // namespace leaktide
