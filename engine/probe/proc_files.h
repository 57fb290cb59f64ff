// Reads what Linux tells of a process under /proc, and of its cgroup's limits. A file that cannot be read
// (another user's process, an older kernel) leaves its figure unset. Pure parsers, and readers without state;
// thread-safe.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace leaktide {

using ProcessId = std::int32_t;

struct ProcessFigures {
    std::optional<double> rss;      // bytes
    std::optional<double> threads;  // of the kernel
    std::optional<double> fds;
    std::optional<double> fdsLimit;           // the soft limit
    std::optional<std::uint64_t> startTicks;  // since boot: with the pid, the identity of a process
};

// Unset: there is no such process.
std::optional<ProcessFigures> readProcess(ProcessId pid);

struct CgroupLimits {
    std::optional<double> memory;  // bytes, the lowest on the way to the root
    std::optional<double> tasks;   // pids.max
};
CgroupLimits readCgroupLimits(ProcessId pid);

// "VmRSS:   1234 kB" of status -> 1234.
std::optional<double> statusField(std::string_view status, std::string_view name);
// Field 22 of stat; the program's name may hold blanks and parentheses.
std::optional<std::uint64_t> startTicksOf(std::string_view stat);
// The soft limit of "Max open files" of limits; unset when unlimited.
std::optional<double> openFilesLimit(std::string_view limits);

// The whole file, up to a bound; "" when it cannot be read.
std::string readProcFile(const std::string& path);

}  // namespace leaktide
