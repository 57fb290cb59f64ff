#include "engine/run/bundled_target.h"

#include <unistd.h>

#include <array>
#include <cstdlib>
#include <filesystem>
#include <thread>

#include "engine/base/text.h"
#include "engine/run/child_process.h"
#include "engine/run/http_put.h"

namespace leaktide {

namespace {

constexpr const char* ProgramName = "leaktide-target";

bool isProgram(const std::filesystem::path& path) {
    return access(path.c_str(), X_OK) == 0;
}

// Beside the running program first, so that an installed and a built version never mix.
Result<std::string> findProgram() {
    std::error_code failed;
    const std::filesystem::path self = std::filesystem::read_symlink("/proc/self/exe", failed);
    if (const auto beside = self.parent_path() / ProgramName; !failed && isProgram(beside)) {
        return beside.string();
    }
    const char* path = std::getenv("PATH");
    std::string_view folders = path == nullptr ? "" : path;
    while (!folders.empty()) {
        const std::size_t end = std::min(folders.find(':'), folders.size());
        if (const auto candidate = std::filesystem::path(folders.substr(0, end)) / ProgramName;
            isProgram(candidate)) {
            return candidate.string();
        }
        folders.remove_prefix(std::min(end + 1, folders.size()));
    }
    return Error{ErrorKind::NotFound,
                 std::string(ProgramName) + " was found neither beside this program nor in PATH"};
}

// The target's own last sentence, for a start that failed.
std::string lastSentence(const ChildProcess& process) {
    const auto lines = process.lastLines();
    return lines.empty() ? std::string() : printable(lines.back(), 400);
}

}  // namespace

BundledTarget::BundledTarget(std::unique_ptr<ChildProcess> process) : m_process(std::move(process)) {}
BundledTarget::~BundledTarget() = default;

Result<std::unique_ptr<BundledTarget>> BundledTarget::start(const BundledTargetSettings& settings) {
    auto program = settings.program.empty() ? findProgram() : Result<std::string>(settings.program);
    if (!program) {
        return program.error();
    }
    std::vector<std::string> arguments{"--port", "0"};
    for (const std::string& fault : settings.faults) {
        arguments.insert(arguments.end(), {"--fault", fault});
    }
    arguments.insert(arguments.end(), settings.arguments.begin(), settings.arguments.end());
    auto process = ChildProcess::start(*program, arguments);
    if (!process) {
        return process.error();
    }
    ChildProcess& child = **process;
    const auto load = child.waitForLine("listening on ", std::chrono::seconds(10));
    const auto debug = load ? child.waitForLine("debug on ", std::chrono::seconds(10)) : std::nullopt;
    const auto token = debug ? child.waitForLine("token ", std::chrono::seconds(10)) : std::nullopt;
    if (!token) {
        const std::string sentence = lastSentence(child);
        // Its output ends a moment before it does.
        for (int waited = 0; waited < 100 && child.running(); ++waited) {
            std::this_thread::sleep_for(std::chrono::milliseconds(10));
        }
        const bool refused = !child.running();
        return Error{
            refused && !sentence.empty() ? ErrorKind::InvalidInput : ErrorKind::Internal,
            sentence.empty() ? "the bundled target did not start: it " + child.howItEnded() : sentence};
    }
    std::unique_ptr<BundledTarget> target(new BundledTarget(std::move(process).value()));
    target->m_url = "http://" + *load;
    target->m_debugUrl = "http://" + *debug;
    target->m_token = *token;
    return target;
}

ProbePlan BundledTarget::probe() const {
    ProbePlan plan;
    plan.mode = ProbeMode::Url;
    plan.url = m_debugUrl + "/debug/stats";
    plan.headers = {{"X-Leaktide-Token", m_token}};
    return plan;
}

int BundledTarget::pid() const {
    return m_process->pid();
}

bool BundledTarget::running() const {
    const std::lock_guard lock(m_mutex);
    return m_process->running();
}

std::string BundledTarget::howItEnded() const {
    const std::lock_guard lock(m_mutex);
    return m_process->howItEnded();
}

Status BundledTarget::setFault(const std::string& name, const std::string& setting) {
    return httpPut(m_debugUrl + "/debug/faults/" + name, m_token, setting);
}

}  // namespace leaktide
