#include "engine/run/child_process.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>

namespace leaktide {

namespace {

constexpr std::size_t MostLines = 200;

Error systemError(const std::string& what) {
    return {ErrorKind::Io, what + ": " + std::strerror(errno)};
}

// Between fork and exec only async-signal-safe calls: everything they need was made before.
[[noreturn]] void becomeChild(const char* program, char* const* arguments, int output, int failure,
                              pid_t parent) {
    prctl(PR_SET_PDEATHSIG, SIGTERM);
    if (getppid() != parent) {
        _exit(127);  // the parent ended before the line above
    }
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, nullptr);
    for (const int signal : {SIGINT, SIGPIPE, SIGXFSZ, SIGHUP}) {
        ::signal(signal, SIG_DFL);
    }
    setpgid(0, 0);  // a Ctrl-C in the terminal is for us: we end the child when we have our report
    dup2(output, STDOUT_FILENO);
    dup2(output, STDERR_FILENO);
    execv(program, arguments);
    const int reason = errno;
    [[maybe_unused]] const ssize_t written = write(failure, &reason, sizeof(reason));
    _exit(127);
}

}  // namespace

Result<std::unique_ptr<ChildProcess>> ChildProcess::start(const std::string& program,
                                                          const std::vector<std::string>& arguments) {
    std::array<int, 2> output{};
    std::array<int, 2> failure{};
    if (pipe2(output.data(), O_CLOEXEC) != 0) {
        return systemError("cannot start " + program);
    }
    if (pipe2(failure.data(), O_CLOEXEC) != 0) {
        close(output[0]);
        close(output[1]);
        return systemError("cannot start " + program);
    }
    std::vector<std::string> words{program};
    words.insert(words.end(), arguments.begin(), arguments.end());
    std::vector<char*> pointers;
    for (std::string& word : words) {
        pointers.push_back(word.data());
    }
    pointers.push_back(nullptr);

    const pid_t parent = getpid();
    const pid_t pid = fork();
    if (pid == 0) {
        becomeChild(program.c_str(), pointers.data(), output[1], failure[1], parent);
    }
    close(output[1]);
    close(failure[1]);
    int reason = 0;
    const bool failed = pid < 0 || read(failure[0], &reason, sizeof(reason)) > 0;
    close(failure[0]);
    if (failed) {
        close(output[0]);
        errno = pid < 0 ? errno : reason;
        if (pid > 0) {
            waitpid(pid, nullptr, 0);
        }
        return systemError("cannot start " + program);
    }
    std::unique_ptr<ChildProcess> child(new ChildProcess);
    child->m_pid = pid;
    child->m_output = output[0];
    child->m_reader = std::thread([raw = child.get()] { raw->readOutput(); });
    return child;
}

ChildProcess::~ChildProcess() {
    if (running()) {
        kill(-m_pid, SIGTERM);  // it leads a group of its own
        for (int waited = 0; waited < 200 && running(); ++waited) {
            usleep(10'000);
        }
        if (running()) {
            kill(-m_pid, SIGKILL);
            reap(0);
        }
    }
    m_reader.join();  // the pipe ends with the child
    close(m_output);
}

// Runs on m_reader until the child closes its output, so that the child never blocks on a full pipe.
void ChildProcess::readOutput() {
    std::string pending;
    std::array<char, 4096> buffer{};
    while (true) {
        const ssize_t count = read(m_output, buffer.data(), buffer.size());
        if (count < 0 && errno == EINTR) {
            continue;
        }
        if (count <= 0) {
            break;
        }
        pending.append(buffer.data(), static_cast<std::size_t>(count));
        const std::lock_guard lock(m_mutex);
        for (std::size_t end = pending.find('\n'); end != std::string::npos; end = pending.find('\n')) {
            m_lines.push_back(pending.substr(0, end));
            pending.erase(0, end + 1);
        }
        if (pending.size() > 65536) {
            pending.clear();  // no line is that long
        }
        if (m_lines.size() > MostLines) {
            m_lines.erase(m_lines.begin(), m_lines.end() - static_cast<std::ptrdiff_t>(MostLines));
        }
        m_newLine.notify_all();
    }
    const std::lock_guard lock(m_mutex);
    m_outputEnded = true;
    m_newLine.notify_all();
}

std::optional<std::string> ChildProcess::waitForLine(const std::string& prefix, Nanos timeout) {
    std::unique_lock lock(m_mutex);
    std::optional<std::string> found;
    m_newLine.wait_for(lock, timeout, [&] {
        for (const std::string& line : m_lines) {
            if (line.rfind(prefix, 0) == 0) {
                found = line.substr(prefix.size());
            }
        }
        return found.has_value() || m_outputEnded;
    });
    return found;
}

std::vector<std::string> ChildProcess::lastLines() const {
    const std::lock_guard lock(m_mutex);
    return m_lines;
}

void ChildProcess::reap(int options) {
    int status = 0;
    if (!m_waitStatus && waitpid(m_pid, &status, options) == m_pid) {
        m_waitStatus = status;
    }
}

bool ChildProcess::running() {
    reap(WNOHANG);
    return !m_waitStatus;
}

std::string ChildProcess::howItEnded() {
    if (running()) {
        return {};
    }
    return WIFSIGNALED(*m_waitStatus) ? "was ended by signal " + std::to_string(WTERMSIG(*m_waitStatus))
                                      : "exited with status " + std::to_string(WEXITSTATUS(*m_waitStatus));
}

}  // namespace leaktide
