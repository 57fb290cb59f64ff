#include "app/cli/run_flags.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "app/cli/connection_flags.h"
#include "app/cli/did_you_mean.h"
#include "app/cli/flag_values.h"
#include "app/cli/goal_flags.h"
#include "app/cli/request_flags.h"
#include "engine/base/text.h"
#include "engine/measure/signal.h"
#include "engine/plan/plan_json.h"
#include "engine/plan/url.h"

namespace leaktide::app {

namespace {

void addLoadFlags(OptionTable& table, RunDraft& draft) {
    LoadPlan& load = draft.options.plan.load;
    table.group("Load");
    table.add(
        {{"-c", "--connections"}, "N", "keep-alive connections (10)", setCount(load.connections, 100'000)});
    table.add({{"-z", "--duration"},
               "TIME",
               "how long to send: 30s, 5m, 1h (30s)",
               [&draft, &load](const std::string& text) {
                   draft.durationGiven = true;
                   return setDuration(load.duration)(text);
               }});
    table.add({{"-n", "--requests"},
               "N",
               "send this many, then stop: 10k, 1m",
               [&load](const std::string& text) -> Status {
                   const auto parsed = parseCount(text);
                   if (!parsed || *parsed == 0) {
                       return parsed ? bad("must be > 0") : parsed.error();
                   }
                   load.requests = *parsed;
                   return {};
               }});
    table.add({{"-q", "--rate", "-R"},
               "RATE",
               "requests per second in all, at an even pace: 2000, 1.75, 300/1m",
               [&load](const std::string& text) -> Status {
                   const auto parsed = parseRate(text);
                   if (!parsed || parsed->count == 0) {
                       return parsed ? bad("must be > 0") : parsed.error();
                   }
                   load.model = LoadModel::ConstantRate;
                   load.rate = *parsed;
                   return {};
               }});
    table.add({{"-s", "--stage"},
               "TIME:RATE",
               "move to RATE over TIME (0s: jump), then the next; may be given more than once",
               [&load](const std::string& text) -> Status {
                   auto stage = parseStage(text);
                   if (!stage) {
                       return stage.error();
                   }
                   load.stages.push_back(*stage);
                   return {};
               }});
    table.add({{"--find-endpoint"},
               "",
               "of 2 to 16 requests tell which leaks: sends each now more, now less often; needs -q and 16 s",
               does([&load] { load.findEndpoint = true; })});
    table.add({{"--poisson"}, "", "requests are due at random moments of the same mean rate", does([&load] {
                   load.arrivals = Arrivals::Poisson;
               })});
    table.add({{"--think"},
               "TIME",
               "pause of each connection between result and next request",
               setDuration(load.thinkTime)});
    table.add({{"-t", "--threads"}, "N", "threads that send (1)", setCount(load.threads, 256)});
}

// "auto", "none", "pid:1234", or a URL.
Status setProbe(const std::string& text, ProbePlan& probe) {
    if (text.rfind("pid:", 0) == 0) {
        const auto pid = parseCount(text.substr(4));
        if (!pid || *pid == 0 || *pid > std::numeric_limits<std::int32_t>::max()) {
            return bad("must be pid:N with the number of a process");
        }
        probe.mode = ProbeMode::Pid;
        probe.pid = static_cast<std::uint32_t>(*pid);
        return {};
    }
    probe.mode = text == "auto" ? ProbeMode::Auto : text == "none" ? ProbeMode::None : ProbeMode::Url;
    probe.url = probe.mode == ProbeMode::Url ? text : std::string();
    const auto url = parseUrl(text);
    return probe.mode != ProbeMode::Url || url ? Status() : Status(url.error());
}

// "tasks=jobs", "my_queue=app_queue_depth".
Status addSignal(const std::string& text, ProbePlan& probe) {
    const std::size_t equals = text.find('=');
    if (equals == 0 || equals == std::string::npos) {
        return bad("must be NAME=METRIC");
    }
    const std::string name = text.substr(0, equals);
    std::vector<std::string> known;
    for (const SignalSpec& spec : canonicalSignals()) {
        known.push_back(spec.name);
    }
    const std::string near = nearestWord(name, known);
    if (!near.empty() && near != name) {
        return bad("there is no signal \"" + printable(name) + "\"; did you mean " + near + "?");
    }
    if (!isSignalName(name)) {
        return bad("the name of a signal is made of lower-case letters, digits and underscores");
    }
    probe.signalChoices.push_back({name, text.substr(equals + 1)});
    return {};
}

void addTargetFlags(OptionTable& table, RunDraft& draft) {
    Plan& plan = draft.options.plan;
    table.group("Target and phases");
    table.add({{"--probe"},
               "auto|URL|pid:N|none",
               "where the server shows its gauges (auto)",
               [&plan](const std::string& text) { return setProbe(text, plan.probe); }});
    table.add(
        {{"--signal"},
         "NAME=METRIC",
         "read a signal from this metric, e.g. tasks=jobs{state=\"on\"}; any other name is one of your own",
         [&plan](const std::string& text) { return addSignal(text, plan.probe); }});
    table.add({{"--probe-header"},
               "LINE",
               "sent with each reading, e.g. a bearer token",
               appendHeader(plan.probe.headers)});
    table.add({{"--i-am-allowed"},
               "HOST",
               "you may put load on this public host",
               appendText(draft.options.allowed)});
    table.add({{"--fault"},
               "NAME[=every:N,path:PATH]",
               "let the bundled target leak, may be given more than once",
               appendText(draft.options.faults)});
    table.add({{"--path"},
               "PATH",
               "path on the bundled target (/json); several are mixed",
               appendText(draft.options.paths)});
    table.add({{"--baseline"}, "TIME", "readings before the load (1.5s)", setDuration(plan.phases.baseline)});
    table.add({{"--drain"}, "TIME", "readings after the load (6s)", setDuration(plan.phases.drain)});
    table.add({{"--cycles"}, "N", "load and drain this many times (1)", setCount(plan.phases.cycles, 1000)});
    table.add({{"--extend"},
               "N",
               "while a verdict is undecided go on, up to N times the load (1: never)",
               setCount(plan.phases.extendTo, 64)});
}

void addRunFlags(OptionTable& table, RunDraft& draft) {
    RunOptions& options = draft.options;
    addOutputFlags(table, options.outputs);
    table.add({{"--save"},
               "FILE",
               "record the run as it goes: one file, e.g. a.leaktide",
               setText(options.outputs.runFile)});
    table.add({{"--no-profiles"}, "", "never ask the target for heap and task profiles", does([&options] {
                   options.profiles = ProfileUse::None;
               })});
    table.group("This run");
    table.add({{"--name"}, "TEXT", "a name for this run", setText(options.plan.name)});
    table.add({{"--control"},
               "",
               "orders on standard input, even from a pipe: rate 500, +10%, mark, stop",
               does([&options] { options.orders = Orders::FromInput; })});
    table.add(
        {{"--quiet"}, "", "say nothing but errors", does([&options] { options.chatter = Chatter::Quiet; })});
    table.add({{"--no-color", "--no-colour"}, "", "no colours (NO_COLOR does the same)", does([&options] {
                   options.colours = ColourWish::Never;
               })});
    table.add({{"--config"},
               "FILE",
               "a plan as JSON; flags win over it",
               [&draft](const std::string& path) -> Status {
                   const auto text = readFile(path);
                   if (!text) {
                       return text.error();
                   }
                   auto plan = planFromJson(*text);
                   if (!plan) {
                       return Error{plan.error().kind, "'" + printable(path) + "': " + plan.error().message};
                   }
                   draft.options.plan = std::move(plan).value();
                   draft.durationGiven = true;
                   if (!draft.options.plan.requests.empty()) {
                       draft.request = draft.options.plan.requests.front();
                   }
                   return {};
               }});
    table.add({{"-h", "--help"}, "", "this text", does([&options] { options.wanted = Wanted::Help; })});
}

}  // namespace

OptionTable runFlags(RunDraft& draft) {
    OptionTable table("leaktide-cli run [URL] [flags]",
                      "Loads a server, watches it and says whether it leaks. Without a URL the bundled "
                      "target is started and loaded.");
    addLoadFlags(table, draft);
    addRequestFlags(table, draft);
    addAnswerFlags(table, draft);
    addConnectionFlags(table, draft.options.plan);
    addProtocolFlags(table, draft.options.plan.connection);
    addGoalFlags(table, draft);
    addTargetFlags(table, draft);
    addRunFlags(table, draft);
    return table;
}

}  // namespace leaktide::app
