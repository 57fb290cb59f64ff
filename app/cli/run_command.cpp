#include "app/cli/run_command.h"

#include <unistd.h>

#include <cstdlib>
#include <memory>
#include <optional>

#include "app/cli/commands.h"
#include "app/cli/create_session.h"
#include "app/cli/live_controls.h"
#include "app/cli/live_view.h"
#include "app/cli/run_options.h"
#include "app/cli/stop_signals.h"
#include "app/cli/terminal.h"
#include "engine/base/text.h"
#include "engine/report/load_facts.h"
#include "engine/report/text_report.h"
#include "engine/run/bundled_target.h"
#include "engine/run/run_session.h"

namespace leaktide::app {

namespace {

// The bundled target when no URL was given, otherwise nothing.
Result<std::unique_ptr<BundledTarget>> startTarget(RunOptions& options, RunSettings& settings) {
    const RequestSpec& request = options.plan.requests.front();
    if (!request.url.empty()) {
        return std::unique_ptr<BundledTarget>();
    }
    if (options.plan.requests.size() > 1) {
        return Error{
            ErrorKind::InvalidInput,
            "a plan for the bundled target has one request without a URL; give --path for each path"};
    }
    BundledTargetSettings wanted;
    wanted.faults = options.faults;
    auto started = BundledTarget::start(wanted);
    if (!started) {
        // With faults given, the target refuses in its own words: the words of the user are what is wrong.
        const bool refused = !options.faults.empty() && started.error().kind == ErrorKind::Internal;
        return Error{refused ? ErrorKind::InvalidInput : started.error().kind, started.error().message};
    }
    BundledTarget& target = **started;
    const RequestSpec pattern = request;
    options.plan.requests.clear();
    for (const std::string& path :
         options.paths.empty() ? std::vector<std::string>{"/json"} : options.paths) {
        RequestSpec& one = options.plan.requests.emplace_back(pattern);
        one.url = target.url() + (path.front() == '/' ? "" : "/") + path;
    }
    settings.targetDescription = "bundled target, pid " + std::to_string(target.pid());
    settings.howTargetEnded = [raw = started->get()] {
        return raw->running() ? std::string() : raw->howItEnded();
    };
    if (options.plan.probe.mode == ProbeMode::Auto) {
        const ProbePlan best = target.probe();
        options.plan.probe.mode = best.mode;
        options.plan.probe.url = best.url;
        options.plan.probe.headers.insert(options.plan.probe.headers.end(), best.headers.begin(),
                                          best.headers.end());
    }
    return started;
}

int report(const RunSnapshot& last, const RunOptions& options) {
    const RunRecord& record = last.record;
    const Colours colours = options.colours == ColourWish::Never ? Colours::Off : Colours::On;
    OutputReport outputs = writeOutputs(record, options.outputs);
    if (!options.outputs.runFile.empty()) {
        const bool whole = last.runFileError.empty();
        (whole ? outputs.written : outputs.problems)
            .push_back(whole ? options.outputs.runFile : last.runFileError);
    }
    Status shown;
    if (options.chatter == Chatter::Full) {
        const bool toStderr = options.outputs.stdoutIsTaken();
        const int fd = toStderr ? STDERR_FILENO : STDOUT_FILENO;
        std::string text = "\n" + textReport(record, terminalOf(fd, colours).colours);
        for (const std::string& name : outputs.written) {
            text += (name == outputs.written.front() ? "\nWrote " : ", ") + name;
        }
        text += outputs.written.empty() ? "" : "\n";
        if (toStderr) {
            writeStderr(text);
        } else {
            shown = writeStdout(text);
        }
    }
    for (const std::string& problem : outputs.problems) {
        writeStderr("leaktide-cli: " + problem + "\n");
    }
    if (!shown) {
        writeStderr("leaktide-cli: " + shown.error().message + "\n");
    }
    if (record.stopReason == StopReason::Finished && nothingWasJudged(record)) {
        writeStderr("leaktide-cli: no signal was judged: nothing says whether this target leaks\n");
    }
    const bool lost = !outputs.problems.empty() || !shown;
    const int code = exitCodeOf(record, options.outputs.failOn);
    if (options.chatter == Chatter::Quiet && !record.stopDetail.empty()) {
        writeStderr("leaktide-cli: " + record.stopDetail + "\n");
    }
    return lost ? static_cast<int>(ExitOutput) : code;
}

void obey(const LiveOrder& order, RunSession& session) {
    if (order.stop) {
        session.stop(StopCause::User);
    } else if (order.mark) {
        session.markProfiles();
    } else if (order.wish.rate) {
        session.setRate(*order.wish.rate);
    } else {
        session.scaleRate(order.wish.factor);
    }
}

// Runs what was asked for; `signals` may end it early.
int runPlan(RunOptions& options, StopSignals& signals, LiveControls& controls) {
    RunSettings settings;
    auto target = startTarget(options, settings);
    if (!target) {
        return fail(target.error());
    }
    if (const Status sensible = checkRunPlan(options); !sensible) {
        return fail(sensible.error());
    }
    settings.runFile = options.outputs.runFile;
    settings.profiles = options.profiles;
    settings.keepHistograms = !options.outputs.hdr.empty();
    LiveView view(options.colours == ColourWish::Never ? Colours::Off : Colours::On);
    const auto listener = [&](const RunSnapshotPtr& snapshot) {
        if (options.chatter == Chatter::Full) {
            view.show(*snapshot);
        }
    };
    auto created = createSession(options.plan, settings, listener, signals);
    if (!created || signals.asked()) {
        writeStderr("leaktide-cli: interrupted before the run began\n");
        created.reset();
        target->reset();
        std::_Exit(ExitInterrupted);  // a thread may still wait for the network
    }
    SessionResult& session = *created;
    if (!session) {
        return fail(session.error());
    }
    (*session)->start();
    signals.whenAsked([&session] { (*session)->stop(StopCause::Signal); });
    controls.whenAsked([&session](const LiveOrder& order) { obey(order, **session); });
    const RunSnapshotPtr last = (*session)->wait();
    signals.whenAsked({});
    controls.whenAsked({});
    session->reset();  // joins: the listener is not called any more
    view.finish();
    return report(*last, options);
}

}  // namespace

int exitCodeOf(const RunRecord& record, FailOn failOn) {
    switch (record.stopReason) {
        case StopReason::Interrupted:
        case StopReason::StoppedByUser:
            return ExitInterrupted;
        case StopReason::TargetUnreachable:
        case StopReason::TargetLost:
            return ExitUnreachable;
        case StopReason::OutputFailed:
            return ExitOutput;
        case StopReason::InternalError:
            return ExitInternalError;
        case StopReason::Finished:
            break;
    }
    return findingsCodeOf(record, failOn);
}

int findingsCodeOf(const RunRecord& record, FailOn failOn) {
    const bool leaks = anyFails(record, failOn);
    const bool missed = goalsMissed(record);
    return leaks && missed ? ExitLeakAndGoal : leaks ? ExitLeak : missed ? ExitGoal : ExitFine;
}

int runCommand(const Arguments& arguments) {
    auto options = parseRunOptions(arguments);
    if (!options) {
        return fail(options.error());
    }
    if (options->wanted == Wanted::Help) {
        const Status shown = writeStdout(runHelp());
        return shown ? static_cast<int>(ExitFine) : static_cast<int>(ExitOutput);
    }
    if (!options->plan.requests.front().url.empty()) {
        if (const Status sensible = checkRunPlan(*options); !sensible) {
            return fail(sensible.error());
        }
    }
    for (const std::string& note : options->notes) {
        writeStderr("leaktide-cli: " + printable(note) + "\n");
    }
    if (const Status writable = checkOutputs(options->outputs); !writable) {
        fail(writable.error());
        return ExitOutput;
    }
    StopSignals signals;
    const bool piped = options->orders == Orders::FromInput;
    LiveControls controls(piped ? LiveControls::Input::Read : LiveControls::Input::IfTerminal);
    return runPlan(*options, signals, controls);
}

}  // namespace leaktide::app
