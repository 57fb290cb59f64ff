// Reads a local process through /proc: resident memory, descriptors, threads, connections of its listening
// ports, sockets left in CLOSE_WAIT, and the limits of its descriptors and its cgroup. A server of several
// processes that share a listening socket (nginx) is read as their sum. Linux only.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/base/result.h"
#include "engine/probe/probe_loop.h"
#include "engine/probe/proc_files.h"
#include "engine/probe/proc_runtime.h"

namespace leaktide {

// Whether the probe itself holds a connection to the process, which is then taken off.
enum class ProbeConnects { Yes, No };

class ProcSource : public ProbeSource {
public:
    // Whoever listens on this port of loopback; after a restart, its successor.
    static Result<std::unique_ptr<ProcSource>> ofPort(std::uint16_t port, ProbeConnects connects);
    // This process alone; when it ends, so do the readings.
    static Result<std::unique_ptr<ProcSource>> ofProcess(ProcessId pid, ProbeConnects connects);

    Result<Gauges> read() override;
    [[nodiscard]] Phrases describe() const override;

private:
    explicit ProcSource(ProbeConnects connects) : m_connects(connects) {}
    bool findAgain();
    void lookAtLeader();
    Result<Gauges> readAll() const;
    void addSockets(Gauges& gauges) const;
    void addLimits(Gauges& gauges, const std::optional<double>& fdsLimit) const;

    ProbeConnects m_connects;
    bool m_byPort = false;
    std::vector<std::uint16_t> m_ports;
    std::vector<ProcessId> m_pids;  // lowest first; the first one stands for the server's identity
    CgroupLimits m_cgroup;          // of the first one
    ProcessRuntime m_runtime;       // of the first one
    std::optional<SteadyTime> m_searchedAt;
};

}  // namespace leaktide
