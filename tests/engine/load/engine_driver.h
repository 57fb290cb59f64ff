// Runs a load engine to its end for a test, collecting as a session would.
#pragma once

#include <chrono>
#include <thread>

#include "engine/load/load_engine.h"

namespace leaktide::test {

struct EngineRun {
    bool finished = false;  // within the patience given
    double seconds = 0;     // from start to idle
    LoadInterval total;
    WorkCounters work;
    std::vector<std::string> examples;
    RequestSamples samples;  // since the load began
};

inline Plan planFor(const std::string& url, ExchangeChoice exchange = ExchangeChoice::Auto) {
    Plan plan;
    plan.requests.push_back(
        {.name = {}, .method = "GET", .url = url, .headers = {}, .body = {}, .checks = {}});
    plan.connection.timeout = std::chrono::seconds(5);  // generous: the machine may be busy
    plan.connection.connectTimeout = std::chrono::seconds(5);
    plan.load.connections = 4;
    plan.load.exchange = exchange;
    return plan;
}

inline const char* nameOf(ExchangeChoice exchange) {
    return exchange == ExchangeChoice::Curl ? "curl" : "direct";
}

inline EngineRun drive(LoadEngine& engine, Nanos patience = std::chrono::seconds(15)) {
    EngineRun run;
    const auto begun = std::chrono::steady_clock::now();
    if (!engine.start()) {
        return run;
    }
    while (!run.finished && std::chrono::steady_clock::now() - begun < patience) {
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
        run.finished = engine.idle();
        run.total.add(engine.collect());
    }
    run.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
    run.total.add(engine.collect());
    run.work = engine.work();
    run.examples = engine.failureExamples();
    run.samples = engine.samples(begun);
    return run;
}

}  // namespace leaktide::test
