// A value, or the sentence that says why there is none. The sentence is for a person and names what was
// wrong.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <variant>

namespace leaktide::target {

struct Refusal {
    std::string sentence;
};

template <typename T>
class [[nodiscard]] Result {
public:
    Result(T value) : m_state(std::in_place_index<0>, std::move(value)) {}  // NOLINT: implicit on purpose
    Result(Refusal refusal)
        : m_state(std::in_place_index<1>, std::move(refusal)) {}  // NOLINT: implicit on purpose

    explicit operator bool() const { return m_state.index() == 0; }
    T& operator*() { return std::get<0>(m_state); }
    const T& operator*() const { return std::get<0>(m_state); }
    T* operator->() { return &std::get<0>(m_state); }
    const T* operator->() const { return &std::get<0>(m_state); }
    [[nodiscard]] const std::string& sentence() const { return std::get<1>(m_state).sentence; }

private:
    std::variant<T, Refusal> m_state;
};

using Status = std::optional<Refusal>;  // unset: it worked

}  // namespace leaktide::target
