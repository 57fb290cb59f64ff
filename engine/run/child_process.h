// A child process whose output is read line by line and which ends when we do (PR_SET_PDEATHSIG).
//
// Threading: the kernel ends the child when the *thread* that started it ends, so start it from a thread that
// lives as long as the child should: the main thread. The other calls may come from any one thread at a time.
#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "engine/base/result.h"
#include "engine/base/units.h"

namespace leaktide {

class ChildProcess {
public:
    static Result<std::unique_ptr<ChildProcess>> start(const std::string& program,
                                                       const std::vector<std::string>& arguments);
    ~ChildProcess();  // SIGTERM, SIGKILL after two seconds; reaps
    ChildProcess(const ChildProcess&) = delete;
    ChildProcess& operator=(const ChildProcess&) = delete;

    [[nodiscard]] int pid() const { return m_pid; }
    // The rest of the first line that begins with `prefix`; nothing if the child ended or the time ran out
    // before.
    std::optional<std::string> waitForLine(const std::string& prefix, Nanos timeout);
    // The last lines it wrote (standard output and error), bounded.
    [[nodiscard]] std::vector<std::string> lastLines() const;
    bool running();
    // "exited with status 2", "was ended by signal 9"; empty while it runs.
    std::string howItEnded();

private:
    ChildProcess() = default;
    void readOutput();
    void reap(int options);

    int m_pid = -1;
    int m_output = -1;
    std::optional<int> m_waitStatus;
    std::thread m_reader;
    mutable std::mutex m_mutex;  // guards the two below
    std::condition_variable m_newLine;
    std::vector<std::string> m_lines;
    bool m_outputEnded = false;
};

}  // namespace leaktide
