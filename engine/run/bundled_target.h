// Starts leaktide-target as a child process on a free loopback port and stops it again. The child dies with
// us (PR_SET_PDEATHSIG), even after a crash.
#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "engine/base/result.h"
#include "engine/plan/plan.h"

namespace leaktide {

class ChildProcess;

struct BundledTargetSettings {
    std::string program;                 // empty: leaktide-target beside the running program, then in PATH
    std::vector<std::string> faults;     // "task-stuck=every:50"
    std::vector<std::string> arguments;  // further flags, as they are
};

class BundledTarget {
public:
    // Waits until it says it listens. A fault it does not know is InvalidInput with the target's own
    // sentence.
    static Result<std::unique_ptr<BundledTarget>> start(const BundledTargetSettings& settings);
    ~BundledTarget();  // SIGTERM, then SIGKILL after two seconds; reaps the child
    BundledTarget(const BundledTarget&) = delete;
    BundledTarget& operator=(const BundledTarget&) = delete;

    [[nodiscard]] const std::string& url() const { return m_url; }            // "http://127.0.0.1:43117"
    [[nodiscard]] const std::string& debugUrl() const { return m_debugUrl; }  // "http://127.0.0.1:43118"
    [[nodiscard]] const std::string& token() const { return m_token; }  // for state-changing debug requests
    // How it is best read: through its debug listener, which no load can starve, and with the right to ask
    // for collections.
    [[nodiscard]] ProbePlan probe() const;
    [[nodiscard]] int pid() const;
    // May be called from any thread. When it has ended, howItEnded() says how: "exited with status 1".
    [[nodiscard]] bool running() const;
    [[nodiscard]] std::string howItEnded() const;

    // Live switch: PUT /debug/faults/NAME on the debug listener. `setting` like "every:50" or "on"; "off"
    // ends it.
    Status setFault(const std::string& name, const std::string& setting);

private:
    explicit BundledTarget(std::unique_ptr<ChildProcess> process);

    mutable std::mutex m_mutex;  // guards m_process
    std::unique_ptr<ChildProcess> m_process;
    std::string m_url;
    std::string m_debugUrl;
    std::string m_token;
};

}  // namespace leaktide
