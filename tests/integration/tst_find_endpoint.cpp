// Which of several requests leaks: asked of the real target, one of whose paths does.
#include "engine/report/csv_report.h"
#include "engine/report/endpoint_facts.h"
#include "engine/report/html_report.h"
#include "engine/report/json_report.h"
#include "engine/report/text_report.h"
#include "engine/store/run_file_reader.h"
#include "tests/integration/live_run.h"

using namespace leaktide;
using namespace leaktide::testing;
using namespace std::chrono_literals;

namespace {

Plan planOf(const BundledTarget& target, const std::vector<std::string>& paths) {
    Plan plan = planFor(target, paths.front(), 20s, 600);
    for (std::size_t i = 1; i < paths.size(); ++i) {
        plan.requests.push_back(plan.requests.front());
        plan.requests.back().url = target.url() + paths[i];
    }
    plan.load.findEndpoint = true;
    return plan;
}

std::string outcomes(const SignalRecord& signal) {
    std::string text;
    for (std::size_t i = 0; signal.endpoints && i < signal.endpoints->requests.size(); ++i) {
        text += (i == 0 ? "" : " ") + std::string(wordOf(signal.endpoints->requests[i].outcome));
    }
    return text;
}

}  // namespace

class TestFindEndpoint : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theLeakingPathIsNamedInEveryReport() {
        const auto target = startTarget({"task-stuck=every:2,path:/echo"});
        QVERIFY(target);
        const QTemporaryDir folder;
        RunSettings settings;
        settings.runFile = folder.filePath("run.leaktide").toStdString();
        const auto session =
            startSession(planOf(*target, {"/json", "/echo", "/bytes?size=100", "/work?us=50"}), settings);
        QVERIFY(session);
        const RunSnapshotPtr end = session->wait();
        const RunRecord& record = end->record;
        const SignalRecord* tasks = findSignal(record, "tasks");
        QVERIFY(tasks);
        QVERIFY2(tasks->verdict.verdict == Verdict::Leak, english(saidOf(*tasks)).c_str());
        QCOMPARE(outcomes(*tasks), std::string("none grows none none"));
        const Interval per = tasks->endpoints->requests[1].perCount;
        QVERIFY2(per.low <= 0.5 && 0.5 <= per.high && per.high - per.low < 0.05,
                 english(saidOf(*tasks)).c_str());
        QVERIFY(wordOf(tasks->endpoints->time.outcome) != std::string_view("grows"));

        std::uint64_t all = 0;
        for (const std::uint64_t one : record.totals.counters.byRequest) {
            all += one;
        }
        QCOMPARE(all, record.totals.counters.requests);
        QVERIFY(textReport(record, Colours::Off).find("\nWhich request leaks\n") != std::string::npos);
        QVERIFY(jsonReport(record).find("\"outcome\": \"grows\"") != std::string::npos);
        QVERIFY(htmlReport(record).find("Which request leaks") != std::string::npos);
        QVERIFY(endpointsCsv(record).find("tasks,items,GET /echo,") != std::string::npos);
        QVERIFY(timelineCsv(record).find(";") != std::string::npos);
        const auto loaded = readRunFile(settings.runFile);
        QVERIFY2(loaded, loaded ? "" : loaded.error().message.c_str());
        QCOMPARE(jsonReport(loaded->record), jsonReport(record));
    }

    void whereNothingLeaksNobodyIsNamed() {
        const auto target = startTarget();
        QVERIFY(target);
        const auto session = startSession(planOf(*target, {"/json", "/echo"}));
        QVERIFY(session);
        const RunSnapshotPtr end = session->wait();
        for (const SignalRecord& signal : end->record.signals) {
            QVERIFY2(!signal.endpoints || outcomes(signal).find("grows") == std::string::npos,
                     english(saidOf(signal)).c_str());
        }
        QVERIFY(endpointRows(end->record).empty());
        QVERIFY(textReport(end->record, Colours::Off).find("no request to name") != std::string::npos);
    }

    void oneRequestAloneIsRefusedInOneSentence() {
        const auto target = startTarget();
        QVERIFY(target);
        const auto refused = RunSession::create(planOf(*target, {"/json"}), {}, {});
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, ErrorKind::InvalidInput);
        QVERIFY2(refused.error().message.find("two or more") != std::string::npos,
                 refused.error().message.c_str());
    }
};

QTEST_GUILESS_MAIN(TestFindEndpoint)
#include "tst_find_endpoint.moc"
