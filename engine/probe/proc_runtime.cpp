#include "engine/probe/proc_runtime.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <string>
#include <string_view>

namespace leaktide {

namespace {

constexpr std::size_t MostBytes = std::size_t{128} << 20U;
constexpr std::size_t Chunk = std::size_t{1} << 20U;
constexpr std::string_view GoMark = "\xff Go buildinf:";  // in each program that Go's linker made since 1.13
constexpr std::array LightByName{"node", "nodejs", "deno", "bun", "beam.smp"};
constexpr std::array CollectsByName{"java", "dotnet"};

template <typename Names>
bool isOneOf(const Names& names, std::string_view name) {
    return std::any_of(names.begin(), names.end(), [name](const char* one) { return name == one; });
}

std::string programOf(const std::string& link) {
    char target[4096];
    const ssize_t length = readlink(link.c_str(), target, sizeof target);
    return length > 0 ? std::string(target, static_cast<std::size_t>(length)) : std::string();
}

bool isMadeByGo(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    std::string text;
    for (std::size_t seen = 0; file && seen < MostBytes; seen += Chunk) {
        text.erase(0, text.size() - std::min(text.size(), GoMark.size()));
        const std::size_t kept = text.size();
        text.resize(kept + Chunk);
        file.read(text.data() + kept, static_cast<std::streamsize>(Chunk));
        text.resize(kept + static_cast<std::size_t>(file.gcount()));
        if (text.find(GoMark) != std::string::npos) {
            return true;
        }
    }
    return false;
}

}  // namespace

ProcessRuntime runtimeOf(ProcessId pid) {
    const std::string link = "/proc/" + std::to_string(pid) + "/exe";
    const std::string path = programOf(link);
    const std::string name = path.substr(path.rfind('/') + 1);
    if (isOneOf(LightByName, name)) {
        return {.lightTasks = true, .collects = true};
    }
    if (isOneOf(CollectsByName, name)) {
        return {.lightTasks = false, .collects = true};
    }
    const bool go = isMadeByGo(link);
    return {.lightTasks = go, .collects = go};
}

}  // namespace leaktide
