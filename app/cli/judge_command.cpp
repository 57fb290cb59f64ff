#include "app/cli/judge_command.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <iostream>
#include <nlohmann/json.hpp>
#include <optional>
#include <thread>

#include "app/cli/commands.h"
#include "app/cli/flag_values.h"
#include "engine/base/text.h"
#include "engine/store/detail_json.h"
#include "engine/trend/judge.h"

namespace leaktide::app {

namespace {

using nlohmann::ordered_json;

constexpr std::size_t MostThreads = 16;
constexpr std::size_t FilesPerRound = 256;  // judged before their lines are written, in order

struct JudgeFlags {
    JudgeSettings settings;
    bool json = false;
    bool details = false;
    bool help = false;
};

OptionTable optionsFor(JudgeFlags& flags) {
    OptionTable table(
        "leaktide-cli judge [flags] FILE.csv …",
        "Says whether a recorded series leaks. Columns by name: t_s, value; optional requests, errors,\n"
        "aborted, gc_cycles (all cumulative) and phase (idle, load, drain). Without requests, time is\n"
        "used. Several files give one JSON line each. Exits 98 if any of them leaks.");
    table.group("Flags");
    table.add({{"--kind"},
               "bytes|items",
               "what value is (default: told from the numbers)",
               [&flags](const std::string& text) -> Status {
                   if (text != "bytes" && text != "items") {
                       return bad("must be bytes or items");
                   }
                   flags.settings.unit = text == "bytes" ? SignalUnit::Bytes : SignalUnit::Items;
                   return {};
               }});
    table.add({{"--json"}, "", "one JSON line a file", does([&flags] { flags.json = true; })});
    table.add(
        {{"--details"}, "", "the views and gates behind each verdict too (implies --json)", does([&flags] {
             flags.json = flags.details = true;
         })});
    table.add({{"-h", "--help"}, "", "show this", does([&flags] { flags.help = true; })});
    return table;
}

struct Judged {
    TrendVerdict verdict;
    std::vector<ViewDetail> details;
};

Result<Judged> judgeFile(const std::string& path, const JudgeFlags& flags) {
    const auto content = readFile(path);
    if (!content) {
        return content.error();
    }
    auto verdict = judgeCsv(*content, flags.settings);
    if (!verdict) {
        return bad("'" + printable(path) + "': " + verdict.error().message);
    }
    Judged judged{std::move(verdict).value(), {}};
    if (flags.details) {
        judged.details = detailsOfCsv(*content, flags.settings);
    }
    return judged;
}

ordered_json orNull(const std::optional<double>& value) {
    return value && std::isfinite(*value) ? ordered_json(*value) : ordered_json(nullptr);
}

std::string jsonLine(const std::string& path, const Result<Judged>& result, const JudgeFlags& flags) {
    ordered_json line{{"file", path}};
    if (!result) {
        line["verdict"] = wordOf(Verdict::NotMeasured);
        line["error"] = result.error().message;
    } else {
        const TrendVerdict& verdict = result->verdict;
        line["verdict"] = wordOf(verdict.verdict);
        line["first_growing_t_s"] = orNull(verdict.firstGrowingTS);
        line["per_request"] = nullptr;
        if (verdict.perRequest) {
            line["per_request"] = {{"value", orNull(verdict.perRequest->value)},
                                   {"low", orNull(verdict.perRequest->low)},
                                   {"high", orNull(verdict.perRequest->high)}};
        }
        line["counter"] = verdict.counter;
        line["detectable_above"] = orNull(verdict.detectableAbove);
        line["longer_run_factor"] = orNull(verdict.longerRunFactor);
        line["kept_share"] = orNull(verdict.keptShare);
        line["evidence"] = english(verdict.evidence);
        if (flags.details) {
            line["details"] = detailsJson(result->details);
        }
    }
    return line.dump(-1, ' ', false, ordered_json::error_handler_t::replace);
}

// Judges `paths` on all cores; the results are in the order of the paths.
std::vector<Result<Judged>> judgeAll(const std::vector<std::string>& paths, const JudgeFlags& flags) {
    std::vector<Result<Judged>> results(paths.size(), Result<Judged>(Judged{}));
    std::atomic<std::size_t> next = 0;
    const auto work = [&] {
        for (std::size_t i = next++; i < paths.size(); i = next++) {
            results[i] = judgeFile(paths[i], flags);
        }
    };
    const std::size_t cores = std::clamp<std::size_t>(std::thread::hardware_concurrency(), 1, MostThreads);
    std::vector<std::thread> threads;
    for (std::size_t i = 1; i < std::min(cores, paths.size()); ++i) {
        threads.emplace_back(work);
    }
    work();
    for (std::thread& thread : threads) {
        thread.join();
    }
    return results;
}

struct Tally {
    bool leak = false;
    bool unreadable = false;
};

void show(const std::string& path, const Result<Judged>& result, const JudgeFlags& flags, Tally& tally) {
    tally.unreadable = tally.unreadable || !result;
    tally.leak = tally.leak || (result && result->verdict.verdict == Verdict::Leak);
    if (flags.json) {
        std::cout << jsonLine(path, result, flags) << '\n';
    }
    if (!result) {
        fail(result.error());
    } else if (!flags.json) {
        std::cout << labelOf(result->verdict.verdict) << ". " << english(result->verdict.evidence) << '\n';
    }
}

}  // namespace

int judgeCommand(const Arguments& arguments) {
    JudgeFlags flags;
    const OptionTable table = optionsFor(flags);
    const auto files = table.parse(arguments, {"--help"});
    if (flags.help) {
        std::cout << table.help() << std::flush;
        return ExitFine;
    }
    if (!files) {
        return fail(files.error());
    }
    if (files->empty()) {
        return fail(bad("judge needs the name of a CSV file, see leaktide-cli judge --help"));
    }
    flags.json = flags.json || files->size() > 1;
    Tally tally;
    for (std::size_t first = 0; first < files->size(); first += FilesPerRound) {
        const std::size_t last = std::min(files->size(), first + FilesPerRound);
        const std::vector<std::string> paths(files->begin() + static_cast<std::ptrdiff_t>(first),
                                             files->begin() + static_cast<std::ptrdiff_t>(last));
        const auto results = judgeAll(paths, flags);
        for (std::size_t i = 0; i < results.size(); ++i) {
            show(paths[i], results[i], flags, tally);
        }
    }
    std::cout.flush();
    if (!std::cout) {
        std::cerr << "leaktide-cli: the verdicts could not be written to stdout" << std::endl;
        return ExitOutput;
    }
    return tally.leak ? ExitLeak : tally.unreadable ? ExitUsage : ExitFine;
}

}  // namespace leaktide::app
