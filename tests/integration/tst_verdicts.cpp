#include <curl/curl.h>

#include <memory>

#include "engine/base/text.h"
#include "tests/integration/live_run.h"

using namespace leaktide;
using namespace leaktide::testing;
using namespace std::chrono_literals;

namespace {

std::string fetch(const std::string& url) {
    const std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> handle(curl_easy_init(), &curl_easy_cleanup);
    std::string body;
    curl_easy_setopt(handle.get(), CURLOPT_URL, url.c_str());
    curl_easy_setopt(handle.get(), CURLOPT_PROXY, "");
    curl_easy_setopt(handle.get(), CURLOPT_TIMEOUT_MS, 3000L);
    curl_easy_setopt(handle.get(), CURLOPT_WRITEDATA, &body);
    curl_easy_setopt(
        handle.get(), CURLOPT_WRITEFUNCTION,
        +[](char* data, std::size_t size, std::size_t count, void* into) {
            static_cast<std::string*>(into)->append(data, size * count);
            return size * count;
        });
    curl_easy_perform(handle.get());
    return body;
}

// The target's own count, out of its statistics as text.
std::uint64_t served(const BundledTarget& target) {
    const std::string stats = fetch(target.debugUrl() + "/debug/stats");
    const std::size_t at = stats.find("\"served\":");
    return at == std::string::npos ? 0 : std::strtoull(stats.c_str() + at + 9, nullptr, 10);
}

}  // namespace

class TestVerdicts : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aStuckTaskIsALeakAtItsTrueRate() {
        const auto target = startTarget({"task-stuck=every:50"});
        QVERIFY(target);
        const auto session = startSession(planFor(*target, "/json", 12s, 1000));
        QVERIFY(session);
        const RunSnapshotPtr end = session->wait();
        QCOMPARE(nameOf(end->record.stopReason), std::string_view("finished"));
        const SignalRecord* tasks = findSignal(end->record, "tasks");
        QVERIFY(tasks);
        QVERIFY2(tasks->verdict.verdict == Verdict::Leak, english(tasks->verdict.evidence).c_str());
        QVERIFY(tasks->verdict.perRequest);
        QVERIFY2(tasks->verdict.perRequest->low <= 0.02 && tasks->verdict.perRequest->high >= 0.02,
                 english(tasks->verdict.evidence).c_str());
        QVERIFY(anyLeak(end->record));
        const SignalRecord* pool = findSignal(end->record, "pool_in_use");
        QVERIFY(pool);
        QVERIFY2(pool->verdict.verdict != Verdict::Leak, english(pool->verdict.evidence).c_str());
    }

    void aHealthyServerIsNoLeakAndTheCountsAgree() {
        const auto target = startTarget();
        QVERIFY(target);
        const auto session = startSession(planFor(*target, "/json", 12s, 1000));
        QVERIFY(session);
        const RunSnapshotPtr end = session->wait();
        for (const SignalRecord& signal : end->record.signals) {
            QVERIFY2(signal.verdict.verdict != Verdict::Leak,
                     (signal.spec.name + ": " + english(signal.verdict.evidence)).c_str());
            QVERIFY2(signal.verdict.verdict != Verdict::NotMeasured, signal.spec.name.c_str());
        }
        const LoadCounters& counters = end->record.totals.counters;
        QCOMPARE(counters.requests, std::uint64_t{12'000});
        QCOMPARE(counters.ok, counters.requests);
        QCOMPARE(counters.attempts, counters.requests);
        QCOMPARE(counters.dropped, std::uint64_t{0});
        QCOMPARE(served(*target), counters.requests);
    }
};

QTEST_GUILESS_MAIN(TestVerdicts)
#include "tst_verdicts.moc"
