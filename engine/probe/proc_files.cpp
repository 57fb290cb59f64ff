#include "engine/probe/proc_files.h"

#include <dirent.h>

#include <algorithm>
#include <charconv>
#include <fstream>
#include <memory>

#include "engine/base/text.h"

namespace leaktide {

namespace {

constexpr std::size_t MostBytes = std::size_t{64} << 20U;
constexpr double AbsurdLimit = 4e18;

std::string_view word(std::string_view& rest) {
    rest = trim(rest);
    const std::string_view first = rest.substr(0, rest.find_first_of(" \t\n"));
    rest.remove_prefix(first.size());
    return first;
}

std::optional<double> countEntries(const std::string& folder) {
    const std::unique_ptr<DIR, int (*)(DIR*)> entries(opendir(folder.c_str()), &closedir);
    if (!entries) {
        return std::nullopt;
    }
    double count = 0;
    while (const dirent* entry = readdir(entries.get())) {
        count += entry->d_name[0] == '.' ? 0 : 1;
    }
    return count;
}

void lower(std::optional<double>& limit, const std::string& file) {
    const auto value = parseDouble(trim(readProcFile(file)));
    if (value && *value > 0 && *value < AbsurdLimit && (!limit || *value < *limit)) {
        limit = value;
    }
}

}  // namespace

std::string readProcFile(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    std::string text;
    char buffer[16384];
    while (file && text.size() < MostBytes) {
        file.read(buffer, sizeof buffer);
        text.append(buffer, static_cast<std::size_t>(file.gcount()));
    }
    return text;
}

std::optional<double> statusField(std::string_view status, std::string_view name) {
    while (!status.empty()) {
        const std::size_t end = std::min(status.find('\n'), status.size());
        std::string_view line = status.substr(0, end);
        status.remove_prefix(std::min(end + 1, status.size()));
        if (line.starts_with(name) && line.substr(name.size()).starts_with(':')) {
            line.remove_prefix(name.size() + 1);
            return parseDouble(word(line));
        }
    }
    return std::nullopt;
}

std::optional<std::uint64_t> startTicksOf(std::string_view stat) {
    const std::size_t close = stat.rfind(')');
    if (close == std::string_view::npos) {
        return std::nullopt;
    }
    std::string_view rest = stat.substr(close + 1);
    std::string_view field;
    for (int number = 3; number <= 22; ++number) {
        field = word(rest);
    }
    std::uint64_t ticks = 0;
    const auto [end, error] = std::from_chars(field.data(), field.data() + field.size(), ticks);
    return error == std::errc() && end == field.data() + field.size() ? std::optional(ticks) : std::nullopt;
}

std::optional<double> openFilesLimit(std::string_view limits) {
    constexpr std::string_view Name = "Max open files";
    const std::size_t at = limits.find(Name);
    if (at == std::string_view::npos) {
        return std::nullopt;
    }
    std::string_view rest = limits.substr(at + Name.size());
    return parseDouble(word(rest));
}

std::optional<ProcessFigures> readProcess(ProcessId pid) {
    const std::string folder = "/proc/" + std::to_string(pid);
    const std::string status = readProcFile(folder + "/status");
    if (status.empty()) {
        return std::nullopt;
    }
    ProcessFigures figures;
    if (const auto kilobytes = statusField(status, "VmRSS")) {
        figures.rss = *kilobytes * 1024;
    }
    figures.threads = statusField(status, "Threads");
    figures.fds = countEntries(folder + "/fd");
    figures.fdsLimit = openFilesLimit(readProcFile(folder + "/limits"));
    figures.startTicks = startTicksOf(readProcFile(folder + "/stat"));
    return figures;
}

CgroupLimits readCgroupLimits(ProcessId pid) {
    CgroupLimits limits;
    std::string_view rest;
    const std::string groups = readProcFile("/proc/" + std::to_string(pid) + "/cgroup");
    for (rest = groups; !rest.empty();) {
        const std::size_t end = std::min(rest.find('\n'), rest.size());
        const std::string_view line = rest.substr(0, end);
        rest.remove_prefix(std::min(end + 1, rest.size()));
        const std::size_t path = line.find(":/");
        const std::size_t names = line.find(':');
        if (path == std::string_view::npos || line.find("..") != std::string_view::npos) {
            continue;
        }
        const std::string controllers(line.substr(names + 1, path - std::min(path, names + 1)));
        const std::string root = "/sys/fs/cgroup" + (controllers.empty() ? "" : "/" + controllers);
        for (std::string group(line.substr(path + 1));; group.erase(group.rfind('/'))) {
            lower(limits.memory, root + group + "/memory.max");
            lower(limits.memory, root + group + "/memory.limit_in_bytes");
            lower(limits.tasks, root + group + "/pids.max");
            if (group.rfind('/') == std::string::npos) {
                break;
            }
        }
    }
    return limits;
}

}  // namespace leaktide
