#include "app/cli/profile_command.h"

#include <iostream>

#include "app/cli/commands.h"
#include "app/cli/flag_values.h"
#include "engine/base/text.h"
#include "engine/profile/profile_diff.h"
#include "engine/profile/profile_growth.h"
#include "engine/profile/profile_reader.h"
#include "engine/profile/profile_text.h"

namespace leaktide::app {

namespace {

struct ProfileFlags {
    std::string type;
    SmallNodes small = SmallNodes::Drop;
    bool help = false;
};

OptionTable optionsFor(ProfileFlags& flags) {
    OptionTable table(
        "leaktide-cli profile top [flags] FILE\n"
        "       leaktide-cli profile diff [flags] BEFORE AFTER",
        "Shows which functions hold what a profile of pprof counts (heap, goroutines, tasks, …), or\n"
        "what changed between two of them. The same numbers as go tool pprof -top and -diff_base.");
    table.group("Flags");
    table.add({{"--type"},
               "NAME",
               "what to show, e.g. inuse_objects (the profile's own choice)",
               setText(flags.type)});
    table.add({{"--all"}, "", "functions below half a percent too", does([&flags] {
                   flags.small = SmallNodes::Keep;
               })});
    table.add({{"-h", "--help"}, "", "show this", does([&flags] { flags.help = true; })});
    return table;
}

Result<std::size_t> chooseType(const StackProfile& profile, const std::string& wanted) {
    if (wanted.empty()) {
        return profile.defaultType;
    }
    if (const auto found = findValueType(profile, wanted)) {
        return *found;
    }
    std::string known;
    for (const ProfileValueType& type : profile.types) {
        known += (known.empty() ? "" : ", ") + printable(type.type);
    }
    return bad("--type: the profile has no \"" + printable(wanted, 60) + "\"; it has " + known);
}

Result<std::string> showTop(const std::string& path, const ProfileFlags& flags) {
    const auto profile = readProfileFile(path);
    if (!profile) {
        return profile.error();
    }
    const auto type = chooseType(*profile, flags.type);
    return type ? Result<std::string>(topText(*profile, *type, flags.small)) : type.error();
}

Result<std::string> showDifference(const std::string& before, const std::string& after,
                                   const ProfileFlags& flags) {
    const auto first = readProfileFile(before);
    if (!first) {
        return first.error();
    }
    const auto second = readProfileFile(after);
    if (!second) {
        return second.error();
    }
    const auto difference = differenceOf(*first, *second);
    if (!difference) {
        return difference.error();
    }
    const auto type = chooseType(*difference, flags.type);
    if (!type) {
        return type.error();
    }
    return topText(*difference, *type, flags.small) + english(growthSentence(*difference, *type)) + "\n";
}

}  // namespace

int profileCommand(const Arguments& arguments) {
    ProfileFlags flags;
    const auto words = optionsFor(flags).parse(arguments, {"--help"});
    if (flags.help) {
        std::cout << optionsFor(flags).help() << std::flush;
        return ExitFine;
    }
    if (!words) {
        return fail(words.error());
    }
    const bool top = words->size() == 2 && words->front() == "top";
    const bool diff = words->size() == 3 && words->front() == "diff";
    if (!top && !diff) {
        return fail(bad("profile needs: top FILE, or diff BEFORE AFTER; see leaktide-cli profile --help"));
    }
    const auto text = top ? showTop((*words)[1], flags) : showDifference((*words)[1], (*words)[2], flags);
    if (!text) {
        const int code = fail(text.error());
        return code == ExitUnreachable ? ExitUsage : code;  // a file that is not there
    }
    std::cout << *text << std::flush;
    return std::cout ? ExitFine : ExitOutput;
}

}  // namespace leaktide::app
