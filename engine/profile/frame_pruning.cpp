#include "engine/profile/frame_pruning.h"

#include <re2/re2.h>

#include <utility>

namespace leaktide {

namespace {

constexpr std::int64_t MostPatternMemory = std::int64_t{8} << 20U;

std::unique_ptr<re2::RE2> compile(const std::string& pattern) {
    re2::RE2::Options options;
    options.set_log_errors(false);
    options.set_max_mem(MostPatternMemory);
    auto compiled = std::make_unique<re2::RE2>(pattern, options);
    return compiled->ok() ? std::move(compiled) : nullptr;
}

// Without a list of arguments: "f(int)" is matched as "f", while "(anonymous namespace)" and "operator()"
// stay.
std::string_view withoutArguments(std::string_view name) {
    constexpr std::string_view Reserved[] = {"(anonymous namespace)", "operator()"};
    if (name.starts_with('.')) {
        name.remove_prefix(1);
    }
    for (std::size_t at = name.find('('); at != std::string_view::npos; at = name.find('(', at + 1)) {
        bool reserved = false;
        for (const std::string_view word : Reserved) {
            const std::size_t before = word.find('(');
            reserved = reserved || (at >= before && name.substr(at - before).starts_with(word));
        }
        if (!reserved) {
            return name.substr(0, at);
        }
    }
    return name;
}

}  // namespace

FramePruning::FramePruning() = default;
FramePruning::~FramePruning() = default;

void FramePruning::setPatterns(const std::string& drop, const std::string& keep) {
    m_drop = drop.empty() ? nullptr : compile(drop);
    m_keep = keep.empty() ? nullptr : compile(keep);
    if (!m_keep && !keep.empty()) {
        m_drop = nullptr;
    }
}

bool FramePruning::hides(std::string_view function) const {
    if (function.empty()) {
        return false;
    }
    const std::string_view name = withoutArguments(function);
    const re2::StringPiece text(name.data(), name.size());
    return re2::RE2::FullMatch(text, *m_drop) && (!m_keep || !re2::RE2::FullMatch(text, *m_keep));
}

std::size_t FramePruning::hiddenLines(std::uint64_t location, const std::vector<std::string_view>& names) {
    if (!m_drop) {
        return 0;
    }
    for (std::size_t i = names.size(); i > 0; --i) {
        if (hides(names[i - 1])) {
            m_matches[location] = i == names.size() ? Hides::Itself : Hides::Below;
            return i;
        }
    }
    return 0;
}

std::size_t FramePruning::hiddenLocations(const std::vector<std::uint64_t>& stack) const {
    if (m_matches.empty()) {
        return 0;
    }
    bool foundUser = false;
    for (std::size_t i = stack.size(); i > 0; --i) {
        const auto match = m_matches.find(stack[i - 1]);
        if (match == m_matches.end()) {
            foundUser = true;
        } else if (foundUser) {
            return match->second == Hides::Itself ? i : i - 1;
        }
    }
    return 0;
}

}  // namespace leaktide
