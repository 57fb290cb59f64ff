#include "engine/probe/metric_table.h"

#include <array>

namespace leaktide {

namespace {

// clang-format off

constexpr MetricRule value(std::string_view signal, std::string_view dialect, std::string_view expression,
                           std::string_view limit = {}) {
    return {MetricRole::Value, signal, dialect, expression, limit};
}

constexpr MetricRule mark(MetricRole role, std::string_view dialect, std::string_view expression) {
    return {role, {}, dialect, expression, {}};
}

constexpr std::string_view Own = "leaktide-target";
constexpr std::string_view Go = "Go";
constexpr std::string_view GoOtel = "Go, OTel";
constexpr std::string_view Micrometer = "JVM, Micrometer";
constexpr std::string_view Java = "JVM, client_java";
constexpr std::string_view JavaOtel = "JVM, OTel";
constexpr std::string_view Node = "Node, prom-client";
constexpr std::string_view NodeOtel = "Node, OTel";
constexpr std::string_view Otel = "OTel";
constexpr std::string_view Python = "Python";
constexpr std::string_view PythonOtel = "Python, OTel";
constexpr std::string_view Dotnet = ".NET";
constexpr std::string_view Rust = "Rust";
constexpr std::string_view Exporter = "process-exporter";
constexpr std::string_view Cadvisor = "cAdvisor";
constexpr std::string_view Any = "";

constexpr std::array Table{
    // Tasks: goroutines, coroutines, threads of a runtime that has nothing lighter, handles of an event loop.
    value("tasks", Own, "leaktide_tasks"),
    value("tasks", Go, "go_goroutines"),
    value("tasks", Go, "go_sched_goroutines_goroutines"),
    value("tasks", GoOtel, "go_goroutine_count"),
    value("tasks", GoOtel, "process_runtime_go_goroutines"),
    value("tasks", Micrometer, "jvm_threads_live_threads"),
    value("tasks", Java, "jvm_threads_current"),
    value("tasks", JavaOtel, "jvm_thread_count"),
    value("tasks", Node, "nodejs_active_resources_total"),
    value("tasks", Node, "nodejs_active_handles_total + nodejs_active_requests_total"),
    value("tasks", NodeOtel, "v8js_resource_active"),
    value("tasks", Otel, "process_thread_count"),
    value("tasks", Dotnet, "process_num_threads"),
    value("tasks", Dotnet, "dotnet_thread_pool_thread_count"),
    value("tasks", Rust, "process_threads"),
    value("tasks", Exporter, "namedprocess_namegroup_num_threads"),
    value("tasks", Cadvisor, "container_threads"),

    value("threads", Go, "go_threads"),
    value("threads", Go, "go_sched_threads_total_threads"),
    value("threads", Micrometer, "jvm_threads_live_threads"),
    value("threads", Java, "jvm_threads_current"),
    value("threads", JavaOtel, "jvm_thread_count"),
    value("threads", Otel, "process_thread_count"),
    value("threads", Dotnet, "process_num_threads"),
    value("threads", Dotnet, "dotnet_thread_pool_thread_count"),
    value("threads", Rust, "process_threads"),
    value("threads", Exporter, "namedprocess_namegroup_num_threads"),
    value("threads", Cadvisor, "container_threads"),

    value("heap_in_use", Own, "leaktide_heap_in_use_bytes"),
    value("heap_in_use", Go, "go_memstats_heap_inuse_bytes", "go_gc_gomemlimit_bytes"),
    value("heap_in_use", Go, "go_memory_classes_heap_objects_bytes + go_memory_classes_heap_unused_bytes", "go_gc_gomemlimit_bytes"),
    value("heap_in_use", Go, "go_memstats_heap_alloc_bytes", "go_gc_gomemlimit_bytes"),
    value("heap_in_use", GoOtel, "go_memory_used_bytes", "go_memory_limit_bytes"),
    value("heap_in_use", GoOtel, "process_runtime_go_mem_heap_inuse_bytes"),
    value("heap_in_use", JavaOtel, "jvm_memory_used_bytes{jvm_memory_type=\"heap\"}", "jvm_memory_limit_bytes{jvm_memory_type=\"heap\"}"),
    value("heap_in_use", Micrometer, "jvm_memory_used_bytes{area=\"heap\", id!=\"\"}", "jvm_memory_max_bytes{area=\"heap\", id!=\"\"}"),
    value("heap_in_use", Java, "jvm_memory_used_bytes{area=\"heap\"}", "jvm_memory_max_bytes{area=\"heap\"}"),
    value("heap_in_use", Java, "jvm_memory_bytes_used{area=\"heap\"}", "jvm_memory_bytes_max{area=\"heap\"}"),
    value("heap_in_use", Node, "nodejs_heap_size_used_bytes"),
    value("heap_in_use", NodeOtel, "v8js_memory_heap_used_bytes"),
    value("heap_in_use", Dotnet, "dotnet_total_memory_bytes"),
    value("heap_in_use", Dotnet, "dotnet_gc_last_collection_heap_size_bytes"),

    value("heap_allocated", Own, "leaktide_heap_allocated_bytes"),
    value("heap_allocated", Go, "go_memstats_heap_alloc_bytes"),
    value("heap_allocated", Go, "go_memory_classes_heap_objects_bytes"),

    // What the last collection left: the best view of a heap that a collector sweeps.
    value("heap_live", Go, "go_gc_heap_live_bytes"),
    value("heap_live", Micrometer, "jvm_gc_live_data_size_bytes"),
    value("heap_live", Java, "jvm_memory_pool_collection_used_bytes{pool=~\".*Old.*|.*Tenured.*\"}"),
    value("heap_live", Java, "jvm_memory_pool_collection_bytes_used{pool=~\".*Old.*|.*Tenured.*\"}"),
    value("heap_live", JavaOtel, "jvm_memory_used_after_last_gc_bytes"),
    value("heap_live", Node, "nodejs_heap_space_size_used_bytes{space=\"old\"}"),
    value("heap_live", Dotnet, "dotnet_gc_last_collection_heap_size_bytes"),

    value("heap_objects", Go, "go_memstats_heap_objects"),
    value("heap_objects", Go, "go_gc_heap_objects_objects"),
    value("heap_objects", Python, "python_gc_objects_uncollectable_total"),

    // Pools of workers and of contexts.
    value("pool_in_use", Own, "leaktide_pool_in_use"),
    value("pool_idle", Own, "leaktide_pool_idle"),
    value("pool_in_use", "Go, go-redis", "pool_conn_total_current - pool_conn_idle_current"),
    value("pool_in_use", "JVM, Tomcat", "tomcat_threads_busy_threads", "tomcat_threads_config_max_threads"),
    value("pool_in_use", "JVM, executor", "executor_active_threads", "executor_pool_max_threads"),

    // Pools of database connections.
    value("db_in_use", Own, "leaktide_db_in_use"),
    value("db_in_use", "Go, database/sql", "go_sql_in_use_connections", "go_sql_max_open_connections"),
    value("db_in_use", "Go, sqlstats", "go_sql_stats_connections_in_use", "go_sql_stats_connections_max_open"),
    value("db_in_use", "Go, gorm", "gorm_dbstats_in_use", "gorm_dbstats_max_open_connections"),
    value("db_in_use", "Go, pgxpool", "pgxpool_acquired_conns", "pgxpool_max_conns"),
    value("db_in_use", Otel, "db_client_connection_count{db_client_connection_state=\"used\"}", "db_client_connection_max"),
    value("db_in_use", Otel, "db_client_connections_usage{state=\"used\"}", "db_client_connections_max"),
    value("db_in_use", "JVM, HikariCP by Micrometer", "hikaricp_connections_active", "hikaricp_connections_max"),
    value("db_in_use", "JVM, HikariCP", "hikaricp_active_connections", "hikaricp_max_connections"),
    value("db_in_use", "JVM, JDBC", "jdbc_connections_active", "jdbc_connections_max"),

    value("pool_waiting", Own, "leaktide_db_waiters"),
    value("pool_waiting", "Go, database/sql", "go_sql_wait_count_total"),
    value("pool_waiting", "Go, pgxpool", "pgxpool_empty_acquire"),
    value("pool_waiting", Otel, "db_client_connection_pending_requests"),
    value("pool_waiting", "JVM, HikariCP by Micrometer", "hikaricp_connections_pending"),
    value("pool_waiting", "JVM, HikariCP", "hikaricp_pending_threads"),
    value("pool_waiting", "JVM, executor", "executor_queued_tasks"),
    value("pool_waiting", Dotnet, "dotnet_thread_pool_queue_length"),

    value("buffers_in_use", Own, "leaktide_buffers_in_use"),
    value("buffers_in_use", Micrometer, "jvm_buffer_count_buffers"),
    value("buffers_in_use", Java, "jvm_buffer_pool_used_buffers"),

    value("open_connections", Own, "leaktide_connections_open"),
    value("open_connections", "JVM, Tomcat", "tomcat_connections_current_connections"),
    value("open_connections", "JVM, Jetty", "jetty_connections_current_connections"),
    value("open_connections", Node, "nodejs_active_handles{type=\"Socket\"}"),
    value("open_connections", Dotnet, "kestrel_active_connections"),
    value("open_connections", Cadvisor, "container_sockets"),

    value("requests_in_flight", Own, "leaktide_requests_in_flight"),
    value("requests_in_flight", Otel, "http_server_active_requests"),
    value("requests_in_flight", Micrometer, "http_server_requests_active_seconds_active_count"),

    value("fds", Any, "process_open_fds", "process_max_fds"),
    value("fds", Otel, "process_unix_file_descriptor_count"),
    value("fds", Micrometer, "process_files_open_files", "process_files_max_files"),
    value("fds", JavaOtel, "jvm_file_descriptor_count", "jvm_file_descriptor_limit"),
    value("fds", Dotnet, "process_open_handles"),
    value("fds", Exporter, "namedprocess_namegroup_open_filedesc"),
    value("fds", Cadvisor, "container_file_descriptors"),

    value("rss", Any, "process_resident_memory_bytes"),
    value("rss", Otel, "process_memory_usage_bytes"),
    value("rss", Dotnet, "process_working_set_bytes"),
    value("rss", Dotnet, "process_private_memory_bytes"),
    value("rss", Dotnet, "dotnet_process_memory_working_set_bytes"),
    value("rss", Cadvisor, "container_memory_working_set_bytes", "container_spec_memory_limit_bytes"),
    value("rss", Exporter, "namedprocess_namegroup_memory_bytes{memtype=\"resident\"}"),

    value("cpu_seconds", Any, "process_cpu_seconds_total"),
    value("cpu_seconds", Otel, "process_cpu_time_seconds_total"),
    value("cpu_seconds", Exporter, "namedprocess_namegroup_cpu_seconds_total"),

    value("loop_lag_seconds", Node, "nodejs_eventloop_lag_p99_seconds"),
    value("loop_lag_seconds", Node, "nodejs_eventloop_lag_seconds"),
    value("loop_lag_seconds", NodeOtel, "nodejs_eventloop_delay_p99"),

    mark(MetricRole::GcCycles, Own, "leaktide_gc_cycles_total"),
    mark(MetricRole::GcCycles, Go, "go_gc_duration_seconds_count"),
    mark(MetricRole::GcCycles, Go, "go_gc_cycles_total_gc_cycles_total"),
    mark(MetricRole::GcCycles, GoOtel, "go_memory_gc_cycles_total"),
    mark(MetricRole::GcCycles, Micrometer, "jvm_gc_pause_seconds_count"),
    mark(MetricRole::GcCycles, Java, "jvm_gc_collection_seconds_count"),
    mark(MetricRole::GcCycles, JavaOtel, "jvm_gc_duration_seconds_count"),
    mark(MetricRole::GcCycles, Node, "nodejs_gc_duration_seconds_count"),
    mark(MetricRole::GcCycles, NodeOtel, "v8js_gc_duration_seconds_count"),
    mark(MetricRole::GcCycles, Python, "python_gc_collections_total"),
    mark(MetricRole::GcCycles, PythonOtel, "cpython_gc_collections_total"),
    mark(MetricRole::GcCycles, Dotnet, "dotnet_collection_count_total"),
    mark(MetricRole::GcCycles, Dotnet, "dotnet_gc_collections_total"),

    mark(MetricRole::StartTime, Any, "process_start_time_seconds"),
    mark(MetricRole::Uptime, Otel, "process_uptime_seconds"),
    mark(MetricRole::RequestsServed, Own, "leaktide_requests_served_total"),
};

// clang-format on

}  // namespace

std::span<const MetricRule> metricTable() {
    return Table;
}

}  // namespace leaktide
