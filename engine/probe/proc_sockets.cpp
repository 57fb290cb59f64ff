#include "engine/probe/proc_sockets.h"

#include <dirent.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <functional>
#include <memory>
#include <optional>

namespace leaktide {

namespace {

constexpr unsigned Established = 0x01;
constexpr unsigned CloseWait = 0x08;
constexpr unsigned Listen = 0x0A;

// As the kernel writes them: each 32-bit word in the machine's (little-endian) order.
constexpr std::array LoopbackReaches{"00000000", "0100007F", "00000000000000000000000000000000",
                                     "00000000000000000000000001000000", "0000000000000000FFFF00000100007F"};

struct SocketRow {
    std::string_view address;
    std::uint16_t port = 0;
    unsigned state = 0;
    std::uint64_t inode = 0;
};

template <typename Number>
bool parse(std::string_view text, int base, Number& into) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), into, base);
    return error == std::errc() && end == text.data() + text.size() && !text.empty();
}

std::optional<SocketRow> parseRow(std::string_view line) {
    std::array<std::string_view, 10> fields;
    for (std::string_view& field : fields) {
        line.remove_prefix(std::min(line.find_first_not_of(' '), line.size()));
        field = line.substr(0, line.find(' '));
        line.remove_prefix(field.size());
    }
    SocketRow row;
    const std::size_t colon = fields[1].find(':');
    if (colon == std::string_view::npos || !parse(fields[1].substr(colon + 1), 16, row.port) ||
        !parse(fields[3], 16, row.state) || !parse(fields[9], 10, row.inode)) {
        return std::nullopt;
    }
    row.address = fields[1].substr(0, colon);
    return row;
}

void eachRow(std::string_view table, const std::function<void(const SocketRow&)>& take) {
    while (!table.empty()) {
        const std::size_t end = std::min(table.find('\n'), table.size());
        if (const auto row = parseRow(table.substr(0, end))) {
            take(*row);
        }
        table.remove_prefix(std::min(end + 1, table.size()));
    }
}

bool loopbackReaches(std::string_view address) {
    return std::find(LoopbackReaches.begin(), LoopbackReaches.end(), address) != LoopbackReaches.end();
}

void eachEntry(const std::string& folder, const std::function<void(const std::string&)>& take) {
    const std::unique_ptr<DIR, int (*)(DIR*)> entries(opendir(folder.c_str()), &closedir);
    while (const dirent* entry = entries ? readdir(entries.get()) : nullptr) {
        take(entry->d_name);
    }
}

// The sockets that a process holds, by inode.
std::set<std::uint64_t> socketsOf(ProcessId pid) {
    std::set<std::uint64_t> inodes;
    const std::string folder = "/proc/" + std::to_string(pid) + "/fd/";
    eachEntry(folder, [&](const std::string& name) {
        char target[64];
        const ssize_t length = readlink((folder + name).c_str(), target, sizeof target);
        const std::string_view link(target, length > 0 ? static_cast<std::size_t>(length) : 0);
        std::uint64_t inode = 0;
        if (link.starts_with("socket:[") && parse(link.substr(8, link.size() - 9), 10, inode)) {
            inodes.insert(inode);
        }
    });
    return inodes;
}

std::string tablePath(ProcessId pid, const char* table) {
    return "/proc/" + (pid == 0 ? std::string("self") : std::to_string(pid)) + "/net/" + table;
}

}  // namespace

void countSockets(std::string_view table, std::uint16_t port, SocketCounts& counts) {
    eachRow(table, [&](const SocketRow& row) {
        if (row.port != port) {
            return;
        }
        counts.established += row.state == Established ? 1 : 0;
        counts.closeWait += row.state == CloseWait ? 1 : 0;
        if (row.state == Listen && loopbackReaches(row.address)) {
            counts.listeners.insert(row.inode);
        }
    });
}

SocketCounts readSockets(std::uint16_t port, ProcessId pid) {
    SocketCounts counts;
    countSockets(readProcFile(tablePath(pid, "tcp")), port, counts);
    countSockets(readProcFile(tablePath(pid, "tcp6")), port, counts);
    return counts;
}

std::vector<ProcessId> findHolders(const std::set<std::uint64_t>& inodes) {
    std::vector<ProcessId> holders;
    eachEntry("/proc", [&](const std::string& name) {
        ProcessId pid = 0;
        if (!parse(name, 10, pid)) {
            return;
        }
        const auto held = socketsOf(pid);
        if (std::any_of(inodes.begin(), inodes.end(), [&](auto inode) { return held.count(inode) > 0; })) {
            holders.push_back(pid);
        }
    });
    std::sort(holders.begin(), holders.end());
    return holders;
}

std::vector<std::uint16_t> findListeningPorts(ProcessId pid) {
    const auto held = socketsOf(pid);
    std::set<std::uint16_t> ports;
    for (const char* table : {"tcp", "tcp6"}) {
        const std::string text = readProcFile(tablePath(pid, table));
        eachRow(text, [&](const SocketRow& row) {
            if (row.state == Listen && held.count(row.inode) > 0) {
                ports.insert(row.port);
            }
        });
    }
    return {ports.begin(), ports.end()};
}

}  // namespace leaktide
