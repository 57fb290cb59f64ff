#include "target-server/pprof/symbols.h"

#include <cxxabi.h>
#include <dlfcn.h>

#include <charconv>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <string_view>
#include <utility>

#if LEAKTIDE_LIBBACKTRACE
#include <backtrace.h>
#endif

namespace leaktide::target {

namespace {

#if LEAKTIDE_LIBBACKTRACE

int addLine(void* frame, std::uintptr_t /*address*/, const char* file, int line, const char* function) {
    if (function != nullptr) {
        static_cast<Frame*>(frame)->lines.push_back({demangled(function), sourceName(file), line});
    }
    return 0;
}

void addName(void* frame, std::uintptr_t /*address*/, const char* name, std::uintptr_t /*value*/,
             std::uintptr_t) {
    if (name != nullptr) {
        static_cast<Frame*>(frame)->lines.push_back({demangled(name), "", 0});
    }
}

void ignore(void* /*frame*/, const char* /*message*/, int /*error*/) {}

// The line table knows inlined functions and lines; the symbol table knows the class a function belongs to.
void nameBySymbols(Frame& frame) {
    static backtrace_state* state = backtrace_create_state(nullptr, 1, ignore, nullptr);
    backtrace_pcinfo(state, frame.address, addLine, ignore, &frame);
    Frame symbol;
    backtrace_syminfo(state, frame.address, addName, ignore, &symbol);
    if (frame.lines.empty()) {
        frame.lines = std::move(symbol.lines);
    } else if (!symbol.lines.empty()) {
        frame.lines.back().function = symbol.lines.back().function;
    }
}

#else

void nameBySymbols(Frame& /*frame*/) {}

#endif

void nameByLoader(Frame& frame) {
    Dl_info info{};
    if (dladdr(reinterpret_cast<void*>(frame.address), &info) != 0 && info.dli_sname != nullptr) {
        frame.lines.push_back({demangled(info.dli_sname), "", 0});
    }
}

std::string hexName(std::uint64_t address) {
    char digits[20];
    return "0x" + std::string(digits, std::to_chars(digits, digits + sizeof digits, address, 16).ptr);
}

}  // namespace

const Frame& Symbols::at(std::uint64_t address) {
    Frame& frame = m_known[address];
    if (frame.lines.empty()) {
        frame.address = address - 1;  // a return address may belong to the next line already
        nameBySymbols(frame);
        if (frame.lines.empty()) {
            nameByLoader(frame);
        }
        if (frame.lines.empty()) {
            frame.lines.push_back({hexName(address), "", 0});
        }
    }
    return frame;
}

// "leaktide::target::(anonymous namespace)::X::f(int)" -> "leaktide::target::X::f".
std::string demangled(const char* name) {
    int status = 0;
    const std::unique_ptr<char, decltype(&std::free)> plain(
        abi::__cxa_demangle(name, nullptr, nullptr, &status), std::free);
    std::string text = status == 0 && plain ? plain.get() : name;
    constexpr std::string_view Anonymous = "(anonymous namespace)::";
    for (std::size_t at = text.find(Anonymous); at != std::string::npos; at = text.find(Anonymous)) {
        text.erase(at, Anonymous.size());
    }
    constexpr std::string_view Call = "operator()";
    const std::size_t call = text.find(Call);
    return text.substr(0, text.find('(', call == std::string::npos ? 0 : call + Call.size()));
}

std::string sourceName(const char* path) {
    if (path == nullptr) {
        return "";
    }
    const std::string_view text(path);
    const std::size_t ours = text.rfind("target-server/");
    return std::string(text.substr(ours != std::string_view::npos ? ours : text.rfind('/') + 1));
}

}  // namespace leaktide::target
