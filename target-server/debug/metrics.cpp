#include <string_view>

#include "target-server/core/text.h"
#include "target-server/debug/figures.h"

namespace leaktide::target {

namespace {

// Writes the Prometheus text format, version 0.0.4.
class MetricsWriter {
public:
    void family(std::string_view name, std::string_view type, std::string_view help) {
        m_name = name;
        m_text.append("# HELP ").append(name).append(" ").append(help).append("\n# TYPE ");
        m_text.append(name).append(" ").append(type).append("\n");
    }
    void sample(std::string_view value) { m_text.append(m_name).append(" ").append(value).append("\n"); }
    void sample(std::int64_t value) { sample(numberText(value)); }
    void sample(std::string_view label, std::string_view labelValue, std::int64_t value) {
        m_text.append(m_name).append("{").append(label).append("=\"").append(labelValue).append("\"} ");
        m_text.append(numberText(value)).append("\n");
    }
    void gauge(std::string_view name, std::string_view help, std::int64_t value) {
        family(name, "gauge", help);
        sample(value);
    }
    void counter(std::string_view name, std::string_view help, std::int64_t value) {
        family(name, "counter", help);
        sample(value);
    }
    std::string take() { return std::move(m_text); }

private:
    std::string m_text;
    std::string_view m_name;
};

void writeTraffic(MetricsWriter& out, const Lab& lab, const Figures& now) {
    const Counters& counters = lab.counters;
    out.counter("leaktide_requests_served_total", "Requests answered to their last byte.", counters.served);
    out.gauge("leaktide_requests_in_flight", "Requests read whose response has not ended.",
              counters.inFlight);
    out.counter("leaktide_client_disconnects_total",
                "Clients that went away while their request was handled.", counters.disconnects);
    out.counter("leaktide_requests_overdue_total", "Requests cancelled by their deadline.", counters.overdue);
    out.counter("leaktide_requests_recovered_total", "Handlers that threw.", counters.recovered);
    out.counter("leaktide_requests_malformed_total", "Requests refused by the parser or a rule of HTTP.",
                counters.badRequests);
    out.gauge("leaktide_connections_open", "Open connections of the load listener.", counters.open);
    out.counter("leaktide_connections_accepted_total", "Connections accepted by the load listener.",
                counters.accepted);
    out.gauge("leaktide_pool_in_use", "Contexts taken from the pool and not given back.", now.pool.inUse);
    out.gauge("leaktide_pool_idle", "Contexts that wait in the pool.", now.pool.idle);
    out.counter("leaktide_pool_created_total", "Contexts made since the start.", now.pool.created);
    out.gauge("leaktide_pool_high_water", "Most contexts in use at once.", now.pool.highWater);
    out.gauge("leaktide_buffers_in_use", "Pooled buffers taken and not given back.", now.buffers.inUse);
    out.gauge("leaktide_db_in_use", "Database connections taken and not given back.", now.db.inUse);
    out.gauge("leaktide_db_idle", "Database connections that wait in the pool.", now.db.idle);
    out.gauge("leaktide_db_waiters", "Requests that wait for a database connection.", now.db.waiters);
    out.family("leaktide_responses_total", "counter", "Responses by class of status.");
    for (std::size_t i = 1; i < counters.byClass.size(); ++i) {
        out.sample("class", numberText(i) + "xx", counters.byClass[i]);
    }
    out.family("leaktide_tasks", "gauge", "Live tasks (coroutines).");
    for (const auto& [kind, count] : now.tasks) {
        out.sample("kind", kind, count);
    }
}

void writeMemory(MetricsWriter& out, const Lab& lab, const Figures& now) {
    out.gauge("leaktide_heap_in_use_bytes", "Bytes in pages that hold live objects.", now.heap.inUse);
    out.gauge("leaktide_heap_allocated_bytes", "Bytes allocated and not freed.", now.heap.allocated);
    out.gauge("leaktide_heap_resident_bytes", "Bytes of the allocator that are in RAM.", now.heap.resident);
    out.counter("leaktide_gc_cycles_total", "Times POST /debug/gc ran.", lab.heap.purges());
}

// The names every Prometheus client library uses.
void writeProcess(MetricsWriter& out, const Figures& now) {
    out.gauge("process_resident_memory_bytes", "Resident memory size in bytes.", now.process.rss);
    out.gauge("process_open_fds", "Number of open file descriptors.", now.process.fds);
    out.gauge("process_max_fds", "Maximum number of open file descriptors.", now.process.fdsLimit);
    out.gauge("process_threads", "Number of OS threads.", now.process.threads);
    out.family("process_start_time_seconds", "gauge",
               "Start time of the process since unix epoch in seconds.");
    out.sample(fixedText(static_cast<double>(now.startUnixMs) / 1000.0, 3));
}

void writeFaults(MetricsWriter& out, const FaultBoard& board) {
    out.gauge("leaktide_leak_ceiling_reached", "1 when every fault has stopped at the ceiling.",
              board.ceiling().reached() ? 1 : 0);
    out.family("leaktide_fault_on", "gauge", "1 while the fault is switched on.");
    for (const auto& fault : board.all()) {
        out.sample("fault", fault->traits().name, fault->on() ? 1 : 0);
    }
    out.family("leaktide_fault_triggered_total", "counter", "Times the fault has struck.");
    for (const auto& fault : board.all()) {
        out.sample("fault", fault->traits().name, static_cast<std::int64_t>(fault->triggered()));
    }
}

}  // namespace

std::string metricsText(const Lab& lab) {
    const Figures now = readFigures(lab);
    MetricsWriter out;
    writeTraffic(out, lab, now);
    writeMemory(out, lab, now);
    writeProcess(out, now);
    writeFaults(out, lab.faults);
    return out.take();
}

}  // namespace leaktide::target
