// Every coroutine of the server is on this list for as long as it lives: what kind it is, since when, and
// where it was spawned. What a Go engineer knows as the goroutine profile. Thread-safe. A ticket may be given
// back on another thread than the one that took it.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <mutex>
#include <source_location>
#include <string>
#include <string_view>
#include <vector>

namespace leaktide::target {

class TaskRegistry;

// Membership in the registry: whoever owns the coroutine owns its ticket. Movable into a coroutine's frame.
class TaskTicket {
public:
    // `kind` must outlive the ticket: a string literal.
    TaskTicket(TaskRegistry& registry, std::string_view kind,
               std::source_location where = std::source_location::current());
    ~TaskTicket();
    TaskTicket(const TaskTicket&) = delete;
    TaskTicket& operator=(const TaskTicket&) = delete;

    // What the task does from now on, and where it does that.
    void rename(std::string_view kind, std::source_location where = std::source_location::current());

private:
    friend class TaskRegistry;
    TaskRegistry& m_registry;
    std::string_view m_kind;
    std::source_location m_where;
    std::chrono::steady_clock::time_point m_since = std::chrono::steady_clock::now();
    TaskTicket* m_previous = nullptr;  // guarded by the registry's mutex, as is m_next
    TaskTicket* m_next = nullptr;
};

class TaskRegistry {
public:
    struct Group {  // live tasks of one kind, spawned at one place
        std::string kind;
        std::string function;
        std::string file;
        std::uint32_t line = 0;
        std::int64_t count = 0;
        std::chrono::nanoseconds oldest{};
        std::chrono::nanoseconds youngest{};
    };

    [[nodiscard]] std::int64_t total() const;
    [[nodiscard]] std::map<std::string, std::int64_t> byKind() const;
    [[nodiscard]] std::vector<Group> groups() const;  // largest first

private:
    friend class TaskTicket;
    void add(TaskTicket& ticket);
    void remove(TaskTicket& ticket);
    void rename(TaskTicket& ticket, std::string_view kind, std::source_location where);

    mutable std::mutex m_mutex;  // guards all below
    TaskTicket* m_first = nullptr;
    std::int64_t m_total = 0;
    std::map<std::string_view, std::int64_t> m_byKind;  // kinds stay listed at zero once seen
};

}  // namespace leaktide::target
