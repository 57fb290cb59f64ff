#include "target-server/core/task_registry.h"

#include <algorithm>
#include <tuple>

namespace leaktide::target {

TaskTicket::TaskTicket(TaskRegistry& registry, std::string_view kind, std::source_location where)
    : m_registry(registry), m_kind(kind), m_where(where) {
    m_registry.add(*this);
}

TaskTicket::~TaskTicket() {
    m_registry.remove(*this);
}

void TaskTicket::rename(std::string_view kind, std::source_location where) {
    m_registry.rename(*this, kind, where);
}

void TaskRegistry::add(TaskTicket& ticket) {
    const std::lock_guard lock(m_mutex);
    ticket.m_next = m_first;
    if (m_first != nullptr) {
        m_first->m_previous = &ticket;
    }
    m_first = &ticket;
    ++m_total;
    ++m_byKind[ticket.m_kind];
}

void TaskRegistry::remove(TaskTicket& ticket) {
    const std::lock_guard lock(m_mutex);
    (ticket.m_previous != nullptr ? ticket.m_previous->m_next : m_first) = ticket.m_next;
    if (ticket.m_next != nullptr) {
        ticket.m_next->m_previous = ticket.m_previous;
    }
    --m_total;
    --m_byKind[ticket.m_kind];
}

void TaskRegistry::rename(TaskTicket& ticket, std::string_view kind, std::source_location where) {
    const std::lock_guard lock(m_mutex);
    --m_byKind[ticket.m_kind];
    ++m_byKind[kind];
    ticket.m_kind = kind;
    ticket.m_where = where;
}

std::int64_t TaskRegistry::total() const {
    const std::lock_guard lock(m_mutex);
    return m_total;
}

std::map<std::string, std::int64_t> TaskRegistry::byKind() const {
    const std::lock_guard lock(m_mutex);
    return {m_byKind.begin(), m_byKind.end()};
}

namespace {

// "void a::B::run(a::B::run()::_ZN1a1B3runEv.Frame*)", as GCC names a coroutine, is "a::B::run".
std::string plainName(std::string_view function) {
    const std::string_view head = function.substr(0, function.find('('));
    const std::size_t space = head.rfind(' ');
    return std::string(space == std::string_view::npos ? head : head.substr(space + 1));
}

}  // namespace

std::vector<TaskRegistry::Group> TaskRegistry::groups() const {
    using Place = std::tuple<std::string_view, std::string_view, std::uint32_t>;
    std::map<Place, Group> places;
    {
        const std::lock_guard lock(m_mutex);
        const auto now = std::chrono::steady_clock::now();
        for (const TaskTicket* ticket = m_first; ticket != nullptr; ticket = ticket->m_next) {
            const std::source_location& where = ticket->m_where;
            const std::chrono::nanoseconds age = now - ticket->m_since;
            Group& group = places[Place(ticket->m_kind, where.file_name(), where.line())];
            if (group.count == 0) {
                group = {std::string(ticket->m_kind),
                         plainName(where.function_name()),
                         where.file_name(),
                         where.line(),
                         0,
                         age,
                         age};
            }
            ++group.count;
            group.oldest = std::max(group.oldest, age);
            group.youngest = std::min(group.youngest, age);
        }
    }
    std::vector<Group> groups;
    for (auto& [place, group] : places) {
        groups.push_back(std::move(group));
    }
    std::stable_sort(groups.begin(), groups.end(),
                     [](const Group& a, const Group& b) { return a.count > b.count; });
    return groups;
}

}  // namespace leaktide::target
