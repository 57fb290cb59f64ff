#include "app/cli/metrics_command.h"

#include <iostream>

#include "app/cli/commands.h"
#include "app/cli/flag_values.h"
#include "engine/base/text.h"
#include "engine/probe/series_list.h"

namespace leaktide::app {

namespace {

struct MetricsFlags {
    Plan plan;
    std::string filter;
    bool help = false;
};

OptionTable optionsFor(MetricsFlags& flags) {
    OptionTable table(
        "leaktide-cli metrics URL [flags]",
        "Lists the series that a target shows, each as `run --signal NAME=SERIES` takes it. URL is the\n"
        "target's, or that of its metrics. Exits 3 when none can be read.");
    table.group("Flags");
    table.add({{"--filter"}, "TEXT", "only those that contain it", setText(flags.filter)});
    table.add({{"--probe-header"},
               "LINE",
               "sent with the request, e.g. a bearer token",
               appendHeader(flags.plan.probe.headers)});
    table.add({{"-k", "--insecure"}, "", "do not verify the TLS certificate", does([&flags] {
                   flags.plan.connection.verifyTls = false;
               })});
    table.add({{"-h", "--help"}, "", "show this", does([&flags] { flags.help = true; })});
    return table;
}

}  // namespace

int metricsCommand(const Arguments& arguments) {
    MetricsFlags flags;
    const OptionTable table = optionsFor(flags);
    const auto rest = table.parse(arguments);
    if (!rest) {
        return fail(rest.error());
    }
    if (flags.help) {
        std::cout << table.help();
        return ExitFine;
    }
    if (rest->size() != 1) {
        return fail(bad("metrics needs one URL"));
    }
    flags.plan.probe.mode = ProbeMode::Url;
    flags.plan.probe.url = rest->front();
    auto list = listSeries(flags.plan);
    if (!list) {
        // The address of a service, not of its metrics: what is usual beside it.
        flags.plan.probe.mode = ProbeMode::Auto;
        flags.plan.requests.emplace_back().url = rest->front();
        if (auto beside = listSeries(flags.plan)) {
            list = std::move(beside);
        }
    }
    if (!list) {
        return fail(list.error());
    }
    std::size_t shown = 0;
    for (const TargetSeries& series : list->series) {
        if (series.metrics.find(flags.filter) != std::string::npos) {
            ++shown;
            std::cout << series.metrics << " = " << formatExact(series.value)
                      << (series.type.empty() ? "" : "  [" + series.type + "]")
                      << (series.help.empty() ? "" : "  " + series.help) << '\n';
        }
    }
    if (shown == 0) {
        return fail(bad("none of " + formatCount(list->series.size()) + " series contains '" +
                        printable(flags.filter, 60) + "'"));
    }
    if (list->cut) {
        std::cout << "… and more\n";
    }
    return ExitFine;
}

}  // namespace leaktide::app
