#include "engine/probe/metric_table.h"

#include <array>

namespace leaktide {

namespace {

using enum MetricRole;

constexpr std::string_view Leaktide = "leaktide-target";
constexpr std::string_view Go = "Go";

constexpr std::array Table{
    MetricRule{Value, "pool_in_use", Leaktide, "leaktide_pool_in_use"},

    MetricRule{Value, "tasks", Leaktide, "leaktide_tasks"},
    MetricRule{Value, "tasks", Go, "go_goroutines"},
    MetricRule{Value, "tasks", Go, "go_sched_goroutines_goroutines"},

    MetricRule{Value, "heap_in_use", Leaktide, "leaktide_heap_in_use_bytes"},
    MetricRule{Value, "heap_in_use", Go, "go_memstats_heap_inuse_bytes"},
    MetricRule{Value, "heap_in_use", Go,
               "go_memory_classes_heap_objects_bytes + go_memory_classes_heap_unused_bytes"},
    MetricRule{Value, "heap_in_use", Go, "go_memstats_heap_alloc_bytes"},

    MetricRule{Value, "heap_allocated", Leaktide, "leaktide_heap_allocated_bytes"},
    MetricRule{Value, "heap_allocated", Go, "go_memstats_heap_alloc_bytes"},
    MetricRule{Value, "heap_allocated", Go, "go_memory_classes_heap_objects_bytes"},

    MetricRule{Value, "rss", "", "process_resident_memory_bytes"},
    MetricRule{Value, "fds", "", "process_open_fds"},
    MetricRule{Limit, "fds", "", "process_max_fds"},

    MetricRule{Value, "threads", Leaktide, "process_threads"},
    MetricRule{Value, "threads", Go, "go_threads"},
    MetricRule{Value, "threads", Go, "go_sched_threads_total_threads"},

    MetricRule{Value, "open_connections", Leaktide, "leaktide_connections_open"},
    MetricRule{Value, "db_in_use", Leaktide, "leaktide_db_in_use"},
    MetricRule{Limit, "db_in_use", Leaktide, "leaktide_db_max_open"},
    MetricRule{Value, "db_in_use", Go, "go_sql_in_use_connections"},
    MetricRule{Limit, "db_in_use", Go, "go_sql_max_open_connections"},
    MetricRule{Value, "buffers_in_use", Leaktide, "leaktide_buffers_in_use"},

    MetricRule{GcCycles, "", Leaktide, "leaktide_gc_cycles_total"},
    MetricRule{GcCycles, "", Go, "go_gc_duration_seconds_count"},
    MetricRule{GcCycles, "", Go, "go_gc_cycles_total_gc_cycles_total"},
    MetricRule{StartTime, "", "", "process_start_time_seconds"},
    MetricRule{RequestsServed, "", Leaktide, "leaktide_requests_served_total"},
};

}  // namespace

std::span<const MetricRule> metricTable() {
    return Table;
}

}  // namespace leaktide
