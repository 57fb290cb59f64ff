// What tests of the load engine have in common: a plan run to its end on either exchange.
#pragma once

#include <QtTest>

#include "tests/engine/load/engine_driver.h"

namespace leaktide::test {

inline std::unique_ptr<LoadEngine> engineFor(const Plan& plan) {
    auto engine = LoadEngine::create(plan);
    if (!engine) {
        qFatal("%s", engine.error().message.c_str());
    }
    return std::move(engine).value();
}

inline EngineRun runPlan(const Plan& plan) {
    const auto engine = engineFor(plan);
    return drive(*engine);
}

// To its end, its connections closed and counted.
inline EngineRun runAndClose(const Plan& plan) {
    const auto engine = engineFor(plan);
    EngineRun run = drive(*engine);
    engine->closeConnections();
    for (int i = 0; i < 400 && engine->openConnections() > 0; ++i) {
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    run.total.add(engine->collect());
    run.total.add(engine->collect());
    return run;
}

// Why a plan is not run at all; "" when it would be.
inline std::string refusalOf(const Plan& plan) {
    const auto engine = LoadEngine::create(plan);
    return engine ? std::string() : engine.error().message;
}

inline std::uint64_t countOf(const EngineRun& run, FailureKind kind) {
    return run.total.counters.failures[static_cast<std::size_t>(kind)];
}

// What happened, for a message that a test fails with.
inline std::string inWords(const EngineRun& run) {
    const LoadCounters& counters = run.total.counters;
    std::string text = "requests " + std::to_string(counters.requests) + ", ok " +
                       std::to_string(counters.ok) + ", http errors " + std::to_string(counters.httpErrors) +
                       ", attempts " + std::to_string(counters.attempts) + ", retries " +
                       std::to_string(counters.retries);
    for (std::size_t i = 0; i < FailureKindCount; ++i) {
        if (counters.failures[i] != 0) {
            text += ", " + std::string(nameOf(static_cast<FailureKind>(i))) + " " +
                    std::to_string(counters.failures[i]);
        }
    }
    for (const std::string& example : run.examples) {
        text += "; " + example;
    }
    return text + "; " + std::to_string(run.seconds) + " s";
}

// A row for each exchange, and the one of the row at hand.
inline void addExchanges() {
    QTest::addColumn<int>("exchange");
    QTest::newRow("curl") << static_cast<int>(ExchangeChoice::Curl);
    QTest::newRow("direct") << static_cast<int>(ExchangeChoice::Direct);
}
inline ExchangeChoice exchangeOf() {
    QFETCH(int, exchange);
    return static_cast<ExchangeChoice>(exchange);
}

}  // namespace leaktide::test
