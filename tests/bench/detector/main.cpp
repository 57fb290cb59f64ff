// leaktide_detector_bench: how good the detector is, on servers that leak and servers that do not, as a
// table.
//   --traces N   per family (default 200)        --set tune|report   which seeds (default tune)
//   --threads N  (default 2)                     --only TEXT         families whose name holds it
//   --baselines  what others would have said     --markdown          a table for docs/leak_method.md
//   --quick      verdicts only, without the looks while the load runs
#include <algorithm>
#include <atomic>
#include <cstdio>
#include <iostream>
#include <string>
#include <thread>
#include <vector>

#include "engine/base/text.h"
#include "tests/bench/detector/score.h"

using namespace leaktide;
using namespace leaktide::bench;

namespace {

constexpr std::uint64_t TuneSeeds = 1'000'000;
constexpr std::uint64_t ReportSeeds = 8'000'000;
constexpr int TracesPerTask = 10;

struct Options {
    int traces = 200;
    int threads = 2;
    std::uint64_t seeds = TuneSeeds;
    std::string only;
    bool baselines = false;
    bool markdown = false;
    bool quick = false;
};

bool readOptions(int argc, char** argv, Options& options) {
    for (int i = 1; i < argc; ++i) {
        const std::string flag = argv[i];
        if (flag == "--baselines" || flag == "--markdown" || flag == "--quick") {
            (flag == "--baselines" ? options.baselines
             : flag == "--quick"   ? options.quick
                                   : options.markdown) = true;
            continue;
        }
        if (i + 1 == argc) {
            return false;
        }
        const std::string value = argv[++i];
        if (flag == "--only") {
            options.only = value;
        } else if (flag == "--set" && (value == "tune" || value == "report")) {
            options.seeds = value == "tune" ? TuneSeeds : ReportSeeds;
        } else if (const auto count = parseCount(value);
                   count && (flag == "--traces" || flag == "--threads")) {
            (flag == "--traces" ? options.traces : options.threads) = static_cast<int>(*count);
        } else {
            return false;
        }
    }
    return true;
}

// By name, so that a family sees the same seeds whatever else is run.
std::uint64_t seedsOf(const Family& family, std::uint64_t set) {
    std::uint64_t hash = 14695981039346656037U;
    for (const char letter : family.name) {
        hash = (hash ^ static_cast<unsigned char>(letter)) * 1099511628211U;
    }
    return set + hash % 100'000 * 10'000'000;
}

std::vector<Score> scoreAll(const std::vector<Family>& families, const Options& options) {
    const int tasksPerFamily = (options.traces + TracesPerTask - 1) / TracesPerTask;
    const int tasks = tasksPerFamily * static_cast<int>(families.size());
    std::vector<std::vector<Score>> perThread(static_cast<std::size_t>(options.threads),
                                              std::vector<Score>(families.size()));
    std::atomic<int> next = 0;
    const auto work = [&](std::vector<Score>& mine) {
        for (int task = next++; task < tasks; task = next++) {
            const auto family = static_cast<std::size_t>(task / tasksPerFamily);
            const int first = task % tasksPerFamily * TracesPerTask;
            mine[family].add(scoreFamily(
                families[family],
                {.firstSeed = seedsOf(families[family], options.seeds) + static_cast<std::uint64_t>(first),
                 .traces = std::min(TracesPerTask, options.traces - first),
                 .baselines = options.baselines,
                 .quick = options.quick}));
        }
    };
    std::vector<std::thread> threads;
    for (auto& mine : perThread) {
        threads.emplace_back(work, std::ref(mine));
    }
    for (std::thread& thread : threads) {
        thread.join();
    }
    std::vector<Score> scores(families.size());
    for (const auto& mine : perThread) {
        for (std::size_t i = 0; i < scores.size(); ++i) {
            scores[i].add(mine[i]);
        }
    }
    return scores;
}

std::string share(double part, double whole) {
    return whole > 0 ? formatFixed(100 * part / whole, 1) : "";
}

using Row = std::vector<std::string>;

Row headOf(const Options& options) {
    Row row{"family",  "leak",       "undecided", "leak x4",    "undecided x4", "leak x4, best input",
            "growing", "bound true", "covered",   "half-width", "growing after"};
    if (options.baselines) {
        row.insert(row.end(), BaselineNames.begin(), BaselineNames.end());
    }
    return row;
}

Row rowOf(const std::string& name, Score score, const Options& options) {
    const double n = score.traces;
    Row row{name,
            share(score.leaks, n),
            share(score.undecided, n),
            share(score.leaksExtended, n),
            share(score.undecidedExtended, n),
            share(score.leaksBestInput, n),
            share(score.everGrowing, n),
            share(score.bounded, score.stable),
            share(score.covered, score.told),
            share(score.halfWidths, score.told)};
    std::string after;
    if (!score.growingAfter.empty()) {
        std::sort(score.growingAfter.begin(), score.growingAfter.end());
        after = formatFixed(score.growingAfter[score.growingAfter.size() / 2], 0);
    }
    row.push_back(after);
    for (std::size_t i = 0; options.baselines && i < score.byBaseline.size(); ++i) {
        row.push_back(share(score.byBaseline[i], n));
    }
    return row;
}

// The mean over families, each with the same weight (all have the same number of traces).
void printTable(const std::string& title, const std::vector<Row>& rows, const Options& options) {
    std::cout << (options.markdown ? "\n### " : "\n") << title << "\n\n";
    std::vector<std::size_t> widths(rows.front().size());
    for (const Row& row : rows) {
        for (std::size_t i = 0; i < row.size(); ++i) {
            widths[i] = std::max(widths[i], row[i].size());
        }
    }
    const std::string bar = options.markdown ? "| " : "  ";
    for (std::size_t r = 0; r < rows.size(); ++r) {
        for (std::size_t i = 0; i < rows[r].size(); ++i) {
            const std::string pad(widths[i] - rows[r][i].size(), ' ');
            std::cout << bar << (i == 0 ? rows[r][i] + pad : pad + rows[r][i]) << " ";
        }
        std::cout << (options.markdown ? "|\n" : "\n");
        for (std::size_t i = 0; r == 0 && options.markdown && i < widths.size(); ++i) {
            std::cout << (i == 0 ? "|---" : "|---:") << (i + 1 == widths.size() ? "|\n" : "");
        }
    }
}

void runTable(const std::string& title, std::vector<Family> families, const Options& options) {
    std::erase_if(families,
                  [&](const Family& family) { return family.name.find(options.only) == std::string::npos; });
    if (families.empty()) {
        return;
    }
    const auto scores = scoreAll(families, options);
    std::vector<Row> rows{headOf(options)};
    Score all;
    for (std::size_t i = 0; i < families.size(); ++i) {
        rows.push_back(rowOf(families[i].name, scores[i], options));
        all.add(scores[i]);
    }
    rows.push_back(rowOf("mean", all, options));
    printTable(title, rows, options);
}

}  // namespace

int main(int argc, char** argv) {
    Options options;
    if (!readOptions(argc, argv, options)) {
        std::cerr
            << "usage: leaktide_detector_bench [--traces N] [--set tune|report] [--threads N] [--only TEXT] "
               "[--baselines] [--markdown] [--quick]\n";
        return 2;
    }
    runTable("Servers that do not leak: % called so", healthyFamilies(), options);
    runTable("Servers that leak: % called so", leakingFamilies(), options);
    runTable("Leaks of one exact size: % called so", goalFamilies(), options);
    if (options.seeds == ReportSeeds) {  // not to be seen while tuning
        runTable("Never tuned on, healthy: % called so", unseenHealthyFamilies(), options);
        runTable("Never tuned on, leaking: % called so", unseenLeakingFamilies(), options);
    }
    runTable("A third set, healthy: % called so", thirdHealthyFamilies(), options);
    runTable("A third set, leaking: % called so", thirdLeakingFamilies(), options);
    return 0;
}
