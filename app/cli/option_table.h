// The flags of one command: strict parsing in the spelling people know (-c 20, -c20, --rate=5, --rate 5, --),
// help text, and one clear sentence per mistake that names the flag. Not thread-safe.
//
// Own code, because the parsers at hand guess: CLI11 splits "[a,b]" given as a header into two, getopt_long
// accepts shortened names and prints its own messages.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.h"

namespace leaktide::app {

using Arguments = std::vector<std::string>;

struct Option {
    std::vector<std::string> names;  // {"-c", "--connections"}
    std::string argument;            // "N", shown in help; empty: the flag takes none
    std::string help;                // one line
    std::function<Status(const std::string&)>
        apply;  // may be called more than once; its sentence needs no flag
};

class OptionTable {
public:
    OptionTable(std::string usage, std::string about)
        : m_usage(std::move(usage)), m_about(std::move(about)) {}

    void group(std::string title) { m_groups.push_back({std::move(title), {}}); }
    void add(Option option);

    // Takes the arguments apart and applies each flag in order; what is no flag is returned. The flags of
    // `early` are applied before all others, wherever they stand. InvalidInput names the flag as it was
    // typed.
    Result<Arguments> parse(const Arguments& arguments, const std::vector<std::string>& early = {}) const;

    [[nodiscard]] std::string help() const;

private:
    struct Group {
        std::string title;
        std::vector<Option> options;
    };
    struct Match {
        const Option* option;
        std::string typed;  // the name as written
        std::string value;
    };
    struct Split {
        std::vector<Match> matches;
        Arguments rest;
    };

    [[nodiscard]] const Option* find(std::string_view name) const;
    [[nodiscard]] Error unknown(const std::string& typed) const;
    [[nodiscard]] Result<Split> split(const Arguments& arguments) const;
    // Takes the flag (or the cluster of short flags) at `at` apart and moves `at` to its last argument.
    [[nodiscard]] Status takeLong(const Arguments& arguments, std::size_t& at,
                                  std::vector<Match>& matches) const;
    [[nodiscard]] Status takeShort(const Arguments& arguments, std::size_t& at,
                                   std::vector<Match>& matches) const;

    std::string m_usage;
    std::string m_about;
    std::vector<Group> m_groups;
};

}  // namespace leaktide::app
