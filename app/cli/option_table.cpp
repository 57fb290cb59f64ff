#include "app/cli/option_table.h"

#include <algorithm>

#include "app/cli/did_you_mean.h"
#include "engine/base/text.h"

namespace leaktide::app {

namespace {

Error usageError(const std::string& sentence) {
    return {ErrorKind::InvalidInput, sentence};
}

Error needsValue(const std::string& name, const Option& option) {
    std::string sentence = name;
    sentence.append(" needs a value: ").append(name).append(" ").append(option.argument);
    return usageError(sentence);
}

std::string shown(const Option& option) {
    std::string text;
    for (const std::string& name : option.names) {
        text += (text.empty() ? "" : ", ") + name;
    }
    return option.argument.empty() ? text : text + " " + option.argument;
}

}  // namespace

void OptionTable::add(Option option) {
    if (m_groups.empty()) {
        group("Options");
    }
    m_groups.back().options.push_back(std::move(option));
}

const Option* OptionTable::find(std::string_view name) const {
    for (const Group& group : m_groups) {
        for (const Option& option : group.options) {
            if (std::find(option.names.begin(), option.names.end(), name) != option.names.end()) {
                return &option;
            }
        }
    }
    return nullptr;
}

Error OptionTable::unknown(const std::string& typed) const {
    std::vector<std::string> names;
    for (const Group& group : m_groups) {
        for (const Option& option : group.options) {
            names.insert(names.end(), option.names.begin(), option.names.end());
        }
    }
    const std::string near = nearestWord(typed, names);
    return usageError("unknown flag " + printable(typed, 60) +
                      (near.empty() ? "" : ", did you mean " + near + "?"));
}

Status OptionTable::takeLong(const Arguments& arguments, std::size_t& at, std::vector<Match>& matches) const {
    const std::string& argument = arguments[at];
    const std::size_t equals = argument.find('=');
    const std::string name = argument.substr(0, equals);
    const Option* option = find(name);
    if (option == nullptr) {
        return unknown(name);
    }
    if (option->argument.empty()) {
        if (equals != std::string::npos) {
            return usageError(name + " takes no value");
        }
        matches.push_back({option, name, {}});
    } else if (equals != std::string::npos) {
        matches.push_back({option, name, argument.substr(equals + 1)});
    } else if (at + 1 < arguments.size()) {
        matches.push_back({option, name, arguments[++at]});
    } else {
        return needsValue(name, *option);
    }
    return {};
}

Status OptionTable::takeShort(const Arguments& arguments, std::size_t& at,
                              std::vector<Match>& matches) const {
    const std::string& cluster = arguments[at];
    for (std::size_t i = 1; i < cluster.size(); ++i) {
        const std::string name{'-', cluster[i]};
        const Option* option = find(name);
        if (option == nullptr) {
            return unknown(i == 1 ? cluster : name);
        }
        if (option->argument.empty()) {
            matches.push_back({option, name, {}});
        } else if (i + 1 < cluster.size()) {
            matches.push_back({option, name, cluster.substr(i + 1)});
            break;
        } else if (at + 1 < arguments.size()) {
            matches.push_back({option, name, arguments[++at]});
        } else {
            return needsValue(name, *option);
        }
    }
    return {};
}

Result<OptionTable::Split> OptionTable::split(const Arguments& arguments) const {
    Split split;
    for (std::size_t at = 0; at < arguments.size(); ++at) {
        const std::string& argument = arguments[at];
        if (argument == "--") {
            split.rest.insert(split.rest.end(), arguments.begin() + static_cast<std::ptrdiff_t>(at) + 1,
                              arguments.end());
            break;
        }
        if (argument.size() < 2 || argument.front() != '-') {
            split.rest.push_back(argument);
            continue;
        }
        const Status taken = argument[1] == '-' ? takeLong(arguments, at, split.matches)
                                                : takeShort(arguments, at, split.matches);
        if (!taken) {
            return taken.error();
        }
    }
    return split;
}

Result<Arguments> OptionTable::parse(const Arguments& arguments,
                                     const std::vector<std::string>& early) const {
    Result<Split> split = this->split(arguments);
    if (!split) {
        return split.error();
    }
    std::stable_partition(split->matches.begin(), split->matches.end(), [this, &early](const Match& match) {
        return std::any_of(early.begin(), early.end(),
                           [&](const std::string& name) { return find(name) == match.option; });
    });
    for (const Match& match : split->matches) {
        if (const Status applied = match.option->apply(match.value); !applied) {
            return Error{applied.error().kind, match.typed + ": " + applied.error().message};
        }
    }
    return std::move(split->rest);
}

std::string OptionTable::help() const {
    constexpr std::size_t Column = 32;
    std::string text = "Usage: " + m_usage + "\n\n" + m_about + "\n";
    for (const Group& group : m_groups) {
        text += "\n" + group.title + ":\n";
        for (const Option& option : group.options) {
            std::string left = "  " + shown(option);
            left += left.size() + 2 <= Column ? std::string(Column - left.size(), ' ')
                                              : "\n" + std::string(Column, ' ');
            text += left + option.help + "\n";
        }
    }
    return text;
}

}  // namespace leaktide::app
