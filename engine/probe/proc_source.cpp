#include "engine/probe/proc_source.h"

#include "engine/base/text.h"
#include "engine/probe/footprint.h"
#include "engine/probe/probe_words.h"
#include "engine/probe/proc_sockets.h"

namespace leaktide {

namespace {

constexpr auto SearchEvery = std::chrono::seconds(1);  // looking through every process costs

void add(const std::optional<double>& value, const char* signal, Gauges& gauges) {
    if (value) {
        gauges.values[signal] += *value;
    }
}

std::string nameOf(ProcessId pid) {
    return "pid " + std::to_string(pid) + " (" +
           printable(trim(readProcFile("/proc/" + std::to_string(pid) + "/comm")), 32) + ")";
}

}  // namespace

Result<std::unique_ptr<ProcSource>> ProcSource::ofPort(std::uint16_t port, ProbeConnects connects) {
    std::unique_ptr<ProcSource> source(new ProcSource(connects));
    source->m_byPort = true;
    source->m_ports = {port};
    if (!source->findAgain()) {
        return Error{ErrorKind::NotFound,
                     "no process that we may read listens on port " + std::to_string(port)};
    }
    return source;
}

Result<std::unique_ptr<ProcSource>> ProcSource::ofProcess(ProcessId pid, ProbeConnects connects) {
    std::unique_ptr<ProcSource> source(new ProcSource(connects));
    source->m_pids = {pid};
    if (!readProcess(pid)) {
        return Error{ErrorKind::NotFound, "there is no process " + std::to_string(pid)};
    }
    source->m_ports = findListeningPorts(pid);
    source->lookAtLeader();
    return source;
}

bool ProcSource::findAgain() {
    const SteadyTime now = std::chrono::steady_clock::now();
    if (m_searchedAt && now - *m_searchedAt < SearchEvery) {
        return false;
    }
    m_searchedAt = now;
    auto pids = findHolders(readSockets(m_ports.front()).listeners);
    if (pids.empty()) {
        return false;  // the old ones are kept: they are still to be described
    }
    m_pids = std::move(pids);
    lookAtLeader();
    return true;
}

void ProcSource::lookAtLeader() {
    m_cgroup = readCgroupLimits(m_pids.front());
    m_runtime = runtimeOf(m_pids.front());
}

Result<Gauges> ProcSource::read() {
    auto gauges = readAll();
    return !gauges && m_byPort && findAgain() ? readAll() : gauges;
}

Result<Gauges> ProcSource::readAll() const {
    Gauges gauges;
    gauges.collects = m_runtime.collects;
    std::optional<double> fdsLimit;
    for (const ProcessId pid : m_pids) {
        const auto figures = readProcess(pid);
        const bool leader = pid == m_pids.front();
        if (!figures && leader) {
            break;
        }
        if (!figures) {
            continue;  // a worker has ended; its successors are found with the next leader
        }
        add(figures->rss, "rss", gauges);
        add(figures->fds, "fds", gauges);
        add(figures->threads, "threads", gauges);
        if (!m_runtime.lightTasks) {
            add(figures->threads, "tasks", gauges);
        }
        if (leader) {
            gauges.identity =
                "pid " + std::to_string(pid) + " started " + std::to_string(figures->startTicks.value_or(0));
            fdsLimit = figures->fdsLimit;
        }
    }
    if (gauges.values.empty()) {
        return Error{ErrorKind::NotFound,
                     m_byPort ? "no process listens on port " + std::to_string(m_ports.front()) + " any more"
                              : "process " + std::to_string(m_pids.front()) + " has ended"};
    }
    addSockets(gauges);
    addLimits(gauges, fdsLimit);
    return gauges;
}

void ProcSource::addSockets(Gauges& gauges) const {
    for (const std::uint16_t port : m_ports) {
        const SocketCounts counts = readSockets(port, m_pids.front());
        gauges.values["open_connections"] += static_cast<double>(counts.established);
        gauges.values["close_wait"] += static_cast<double>(counts.closeWait);
    }
    if (m_connects == ProbeConnects::Yes) {
        takeOffOurs(gauges, "open_connections");
        takeOffOurs(gauges, "fds");
    }
}

void ProcSource::addLimits(Gauges& gauges, const std::optional<double>& fdsLimit) const {
    // A limit holds for one process; the sum of several has none.
    if (fdsLimit && m_pids.size() == 1) {
        gauges.limits["fds"] = *fdsLimit;
    }
    if (m_cgroup.memory) {
        gauges.limits["rss"] = *m_cgroup.memory;
    }
    if (m_cgroup.tasks) {
        gauges.limits["threads"] = *m_cgroup.tasks;
    }
}

Phrases ProcSource::describe() const {
    const std::string leader = nameOf(m_pids.front());
    if (!m_byPort) {
        return {probeSay(ProbeSay::Process, {leader})};
    }
    const std::string port = std::to_string(m_ports.front());
    return {m_pids.size() > 1
                ? probeSay(ProbeSay::ProcessesOnPort, {leader, port, std::to_string(m_pids.size() - 1)})
                : probeSay(ProbeSay::ProcessOnPort, {leader, port})};
}

}  // namespace leaktide
