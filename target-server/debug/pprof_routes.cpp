// /debug/pprof/: the profiles that `go tool pprof` opens.
#include "target-server/core/text.h"
#include "target-server/debug/debug_routes.h"
#include "target-server/lab.h"
#include "target-server/memory/heap_profile.h"
#include "target-server/pprof/heap_frames.h"
#include "target-server/pprof/profile_writer.h"

namespace leaktide::target {

namespace {

std::int64_t unixNanos() {
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::nanoseconds>(now).count();
}

void answerProfileIndex(Context& context) {
    const Lab& lab = *context.lab;
    Response& response = context.response;
    response.status = 200;
    response.type = "text/html; charset=utf-8";
    response.body =
        "<html><head><title>/debug/pprof/</title></head><body>/debug/pprof/<br><p>Set of profiles:</p>"
        "<table><thead><td>Count</td><td>Profile</td></thead>"
        "<tr><td>" +
        numberText(lab.heap.figures().inUse) +
        "</td><td><a href=heap>heap</a></td></tr>"
        "<tr><td>" +
        numberText(lab.tasks.total()) +
        "</td><td><a href=tasks>tasks</a></td></tr></table>"
        "<p>heap: which stacks allocated what is live (a sampling; ?gc=1 collects first).<br>"
        "tasks: live coroutines by the place that spawned them.</p></body></html>\n";
}

void sendProfile(Context& context, std::string profile, std::string_view name) {
    context.response.status = 200;
    context.response.type = "application/octet-stream";
    context.response.body = std::move(profile);
    context.response.addField("Content-Disposition", "attachment; filename=\"" + std::string(name) + "\"");
}

void answerHeap(Context& context) {
    Lab& lab = *context.lab;
    if (context.request.parameter("gc").value_or("0") != "0") {
        collectGarbage(lab);
    }
    Result<HeapProfile> heap = readHeapProfile(lab.scratch.path());
    if (!heap) {
        context.response.text(503, heap.sentence());
        return;
    }
    ProfileWriter writer;
    writer.addSampleType("alloc_objects", "count");
    writer.addSampleType("alloc_space", "bytes");
    writer.addSampleType("inuse_objects", "count");
    writer.addSampleType("inuse_space", "bytes");
    writer.setPeriod("space", "bytes", heap->sampleBytes);
    writer.setDefaultType("inuse_space");
    HeapFrames frames;
    for (const HeapStack& stack : heap->stacks) {
        writer.addSample(frames.of(stack.addresses),
                         {stack.allObjects, stack.allBytes, stack.liveObjects, stack.liveBytes});
    }
    sendProfile(context, writer.finish(unixNanos()), "heap");
}

// One stack for each place that spawned tasks: the place, and under it the kind.
void answerTaskProfile(Context& context) {
    ProfileWriter writer;
    writer.addSampleType("tasks", "count");
    writer.setPeriod("tasks", "count", 1);
    std::vector<TaskRegistry::Group> groups = context.lab->tasks.groups();
    std::uint64_t address = 0;  // a task has no address of its own: any number that is another each time
    for (const TaskRegistry::Group& group : groups) {
        const Frame place{++address,
                          {{group.function, sourceName(group.file.c_str()), static_cast<int>(group.line)}}};
        const Frame kind{++address, {{"task: " + group.kind, "", 0}}};
        writer.addSample({&place, &kind}, {group.count});
    }
    sendProfile(context, writer.finish(unixNanos()), "tasks");
}

}  // namespace

void addPprofRoutes(Router& router) {
    router.add({"/debug/pprof/", {Method::Get}, PlainHandler(answerProfileIndex)});
    router.add({"/debug/pprof/heap", {Method::Get}, PlainHandler(answerHeap)});
    router.add({"/debug/pprof/tasks", {Method::Get}, PlainHandler(answerTaskProfile)});
}

}  // namespace leaktide::target
