// leaktide-cli: the runs of Leaktide without a window.
#include <csignal>
#include <exception>
#include <iostream>

#include "app/cli/commands.h"
#include "app/cli/did_you_mean.h"
#include "engine/base/text.h"
#include "engine/report/record_facts.h"

namespace leaktide::app {

namespace {

std::string overview() {
    std::string text =
        "Usage: leaktide-cli COMMAND [flags]\n\n"
        "Puts an HTTP server under load and proves whether it leaks.\n\nCommands:\n";
    for (const Command& command : commands()) {
        const std::string name(command.name);
        text += "  " + name + std::string(name.size() < 10 ? 10 - name.size() : 1, ' ') +
                std::string(command.summary) + "\n";
    }
    return text +
           "\nleaktide-cli COMMAND --help shows the flags of a command; leaktide-cli --version the version.\n"
           "Exit codes: 0 fine, 98 leak, 99 threshold broken, 97 both, 2 usage, 3 target unreachable or "
           "lost, "
           "4 output not written, 105 interrupted.\n";
}

int dispatch(Arguments arguments) {
    if (arguments.empty()) {
        std::cerr << overview();
        return ExitUsage;
    }
    std::string name = arguments.front();
    arguments.erase(arguments.begin());
    if (name == "help" && !arguments.empty()) {
        name = arguments.front();
        arguments = {"--help"};
    }
    if (name == "--help" || name == "-h" || name == "help") {
        std::cout << overview() << std::flush;
        return ExitFine;
    }
    if (name == "--version" || name == "-V") {
        std::cout << "leaktide-cli " << programVersion() << std::endl;
        return ExitFine;
    }
    std::vector<std::string> names;
    for (const Command& command : commands()) {
        if (command.name == name) {
            return command.run(arguments);
        }
        names.emplace_back(command.name);
    }
    const std::string near = nearestWord(name, names);
    return fail({ErrorKind::InvalidInput,
                 "unknown command '" + printable(name, 60) + "'" +
                     (near.empty() ? ", see leaktide-cli --help" : ", did you mean " + near + "?")});
}

}  // namespace

}  // namespace leaktide::app

int main(int argc, char** argv) {
    // A reader that went away and a file size limit are errors of one write, not the end of a run.
    std::signal(SIGPIPE, SIG_IGN);
    std::signal(SIGXFSZ, SIG_IGN);
    try {
        return leaktide::app::dispatch({argv + 1, argv + argc});
    } catch (const std::exception& error) {  // out of memory, a bug: one sentence, not a core dump
        std::cerr << "leaktide-cli: internal error: " << error.what() << std::endl;
        return leaktide::app::ExitInternalError;
    }
}
