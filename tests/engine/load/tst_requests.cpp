// What a request is: data files, trace ids, cookies, the requests
// that are kept, slow readers. Over real sockets, on both exchanges, against a server that keeps what it saw.
#include <QTemporaryDir>
#include <QtTest>
#include <algorithm>
#include <fstream>
#include <regex>
#include <set>

#include "tests/engine/load/engine_runs.h"
#include "tests/support/fault_server.h"

using namespace leaktide;
using namespace leaktide::test;
using namespace std::chrono_literals;

namespace {

std::string fieldOf(const std::string& head, const std::string& name) {
    const std::size_t at = head.find("\r\n" + name + ": ");
    if (at == std::string::npos) {
        return {};
    }
    const std::size_t from = at + name.size() + 4;
    return head.substr(from, head.find("\r\n", from) - from);
}

void write(const QTemporaryDir& folder, const char* text) {
    std::ofstream(folder.filePath("data.csv").toStdString(), std::ios::binary) << text;
}

}  // namespace

class TestRequests : public QObject {
    Q_OBJECT

private slots:
    void dataRowsFollowTheSchedule_data() { addExchanges(); }
    void dataRowsFollowTheSchedule();
    void workersShareTheRowsOfAClosedLoad();
    void cellsCannotBreakARequest_data() { addExchanges(); }
    void cellsCannotBreakARequest();
    void dataMistakesAreNamed();
    void traceIdsAreValidAndKept_data() { addExchanges(); }
    void traceIdsAreValidAndKept();
    void slowestAndFailedAreKept_data() { addExchanges(); }
    void slowestAndFailedAreKept();
    void cookiesAreKeptByEachConnection();
    void slowReaders();
};

void TestRequests::dataRowsFollowTheSchedule() {
    const QTemporaryDir folder;
    write(folder, "id,word\n1,one\n2,two\n3,three\n");
    FaultServer server;
    Plan plan = planFor(server.url("/ok?n={{id}}"), exchangeOf());
    plan.data.file = folder.filePath("data.csv").toStdString();
    plan.requests[0].method = "POST";
    plan.requests[0].headers = {{"X-Word", "<{{word}}>"}};
    plan.requests[0].body = "{{word}}{{word}} {{ id }} {not} {{\"a\":1}}";
    plan.load.requests = 30;
    plan.load.threads = 2;
    QCOMPARE(runPlan(plan).total.counters.ok, 30U);
    std::map<std::string, int> seen;
    std::size_t bodyBytes = 0;
    for (const std::string& head : server.heads()) {
        const std::string word = fieldOf(head, "X-Word");
        ++seen[head.substr(0, head.find(" HTTP")) + " " + word];
        bodyBytes += 2 * (word.size() - 2) + 25;
    }
    QVERIFY(seen ==
            (std::map<std::string, int>{
                {"POST /ok?n=1 <one>", 10}, {"POST /ok?n=2 <two>", 10}, {"POST /ok?n=3 <three>", 10}}));
    QCOMPARE(server.counts().bodyBytes, bodyBytes);
    plan.data.order = DataOrder::Random;
    plan.load.requests = 300;
    plan.load.threads = 1;
    plan.load.connections = 1;
    QCOMPARE(runPlan(plan).total.counters.ok, 300U);
    const std::vector<std::string> heads = server.heads();
    std::set<std::string> words;
    int repeated = 0;  // in turn: never the same word twice in a row
    for (std::size_t i = 31; i < heads.size(); ++i) {
        words.insert(fieldOf(heads[i], "X-Word"));
        repeated += fieldOf(heads[i], "X-Word") == fieldOf(heads[i - 1], "X-Word") ? 1 : 0;
    }
    QVERIFY(words.size() == 3 && repeated > 30);
}

// Without a number of requests each worker counts for itself, but no row is used twice before all were.
void TestRequests::workersShareTheRowsOfAClosedLoad() {
    const QTemporaryDir folder;
    std::string rows = "id\n";
    for (int i = 0; i < 5000; ++i) {
        rows += std::to_string(i) + "\n";
    }
    write(folder, rows.c_str());
    FaultServer server;
    Plan plan = planFor(server.url("/delay?ms=2&n={{id}}"));
    plan.data.file = folder.filePath("data.csv").toStdString();
    plan.load.duration = 300ms;
    plan.load.threads = 2;
    QVERIFY(runPlan(plan).total.counters.ok > 20);
    const std::vector<std::string> targets = server.targets();
    QCOMPARE(std::set<std::string>(targets.begin(), targets.end()).size(), targets.size());
}

void TestRequests::cellsCannotBreakARequest() {
    const QTemporaryDir folder;
    write(folder, "word\n\"a b&c=d%20/\xC3\xA9#?\"\n\"x\r\nX-Evil: 1\"\n");
    FaultServer server;
    Plan plan = planFor(server.url("/ok?w={{word}}"), exchangeOf());
    plan.data.file = folder.filePath("data.csv").toStdString();
    plan.load.requests = 2;
    plan.load.connections = 1;
    QCOMPARE(runPlan(plan).total.counters.ok, 2U);
    QCOMPARE(server.targets(),
             (std::vector<std::string>{"/ok?w=a%20b&c=d%20/%C3%A9%23?", "/ok?w=x%0D%0AX-Evil:%201"}));
    for (const std::string& head : server.heads()) {
        QVERIFY(fieldOf(head, "X-Evil").empty());
    }
    plan.requests[0].headers = {{"X-Word", "{{word}}"}};
    QCOMPARE(refusalOf(plan),
             std::string("the data file, line 3: 'word' holds a line break and cannot stand in a header"));
}

void TestRequests::dataMistakesAreNamed() {
    const QTemporaryDir folder;
    write(folder, "id,userName\n1,me\n");
    FaultServer server;
    Plan plan = planFor(server.url("/ok?n={{userName}}"));
    plan.data.file = folder.filePath("data.csv").toStdString();
    plan.load.requests = 1;
    QCOMPARE(runPlan(plan).total.counters.ok, 1U);
    plan.requests[0].body = "{{user_name}}";
    const std::string unknown = refusalOf(plan);
    QVERIFY2(unknown.find("{{user_name}} is not known") != std::string::npos &&
                 unknown.find("id userName") != std::string::npos,
             unknown.c_str());
    plan.requests[0].body = "{{UserName}}";
    QVERIFY(refusalOf(plan).find("{{UserName}} is not known") != std::string::npos);
    plan.data.file.clear();
    QVERIFY(refusalOf(plan).empty());  // without a data file that is plain text
    plan.data.file = folder.filePath("none.csv").toStdString();
    QVERIFY(refusalOf(plan).find("none.csv' cannot be read") != std::string::npos);
}

void TestRequests::traceIdsAreValidAndKept() {
    FaultServer server;
    Plan plan = planFor(server.url("/nth?every=4&mode=500"), exchangeOf());
    plan.trace = true;
    plan.load.requests = 60;
    plan.load.threads = 2;
    const EngineRun run = runPlan(plan);
    QCOMPARE(run.total.counters.requests, 60U);
    std::set<std::string> ids;
    const std::regex traceparent("00-([0-9a-f]{32})-([0-9a-f]{16})-01");
    for (const std::string& head : server.heads()) {
        std::smatch parts;
        const std::string parent = fieldOf(head, "traceparent");
        QVERIFY2(std::regex_match(parent, parts, traceparent), parent.c_str());
        QCOMPARE(fieldOf(head, "X-Trace-ID"), parts[1].str());
        QCOMPARE(fieldOf(head, "X-Span-ID"), parts[2].str());
        QVERIFY(parts[1].str() != std::string(32, '0') && parts[2].str() != std::string(16, '0'));
        ids.insert(parts[1].str());
    }
    QCOMPARE(ids.size(), 60U);
    QCOMPARE(run.samples.failed().size(), 15U);
    QCOMPARE(run.samples.slowest().size(), RequestSamples::MostSlowest);
    for (const auto& list : {run.samples.failed(), run.samples.slowest()}) {
        for (const RequestSample& sample : list) {
            QVERIFY(ids.count(sample.traceId) == 1 && sample.spanId.size() == 16);
        }
    }
    plan.requests[0].headers = {{"traceparent", "mine"}};
    plan.load.requests = 1;
    runPlan(plan);
    QCOMPARE(fieldOf(server.heads().back(), "traceparent"), std::string("mine"));
    QCOMPARE(fieldOf(server.heads().back(), "X-Trace-ID").size(), 32U);
}

void TestRequests::slowestAndFailedAreKept() {
    FaultServer server;
    Plan plan = planFor(server.url("/bimodal?every=50&slow=80&seq={{seq}}"), exchangeOf());
    plan.requests[0].name = "search";
    plan.load.requests = 300;
    plan.load.threads = 2;
    const EngineRun slow = runPlan(plan);
    QCOMPARE(slow.samples.slowest().size(), RequestSamples::MostSlowest);
    QVERIFY(slow.samples.failed().empty());
    for (std::size_t i = 0; i < 6; ++i) {  // 300 / 50
        const RequestSample& sample = slow.samples.slowest()[i];
        QVERIFY(sample.serviceTime() >= 80ms && sample.status == 200 && !sample.failure);
        QVERIFY(sample.name == "search" && sample.target.find("/bimodal?every=50&slow=80&seq=") == 0);
        QVERIFY(sample.traceId.empty() && sample.sent > Nanos(0) && sample.due <= sample.sent);
        QVERIFY(sample.done <= Nanos(std::llround(slow.seconds * 1e9)));
    }
    QVERIFY(slow.samples.slowest()[0].serviceTime() == slow.total.serviceTime.max());
    plan = planFor(server.url("/rst-before-response"), exchangeOf());
    plan.load.requests = 100;
    const EngineRun failed = runPlan(plan);
    QCOMPARE(failed.samples.failed().size(), RequestSamples::MostFailed);
    QVERIFY(failed.samples.slowest().empty());
    const RequestSample& first = failed.samples.failed().front();
    QVERIFY(first.failure == FailureKind::Reset && first.status == 0 && !first.detail.empty());
    QVERIFY(first.name == "GET /rst-before-response" && first.target == "/rst-before-response");
}

// The first request of each connection has no cookie, every later one has, beside the plan's own.
void TestRequests::cookiesAreKeptByEachConnection() {
    FaultServer server;
    Plan plan = planFor(server.url("/set-cookie"));
    plan.connection.keepCookies = true;
    plan.requests[0].headers = {{"Cookie", "mine=1"}};
    plan.load.connections = 3;
    plan.load.requests = 30;
    auto engine = LoadEngine::create(plan);
    QVERIFY(engine.ok());
    QCOMPARE((*engine)->exchange(), std::string("curl"));
    QCOMPARE(drive(**engine).total.counters.ok, 30U);
    int without = 0;
    for (const std::string& head : server.heads()) {
        const std::string cookie = fieldOf(head, "Cookie");
        QVERIFY(head.find("Cookie: ") == head.rfind("Cookie: "));
        QVERIFY2(cookie.find("mine=1") != std::string::npos, cookie.c_str());
        without += cookie.find("sid=c4nary") == std::string::npos ? 1 : 0;
    }
    QCOMPARE(without, 3);
    plan.load.exchange = ExchangeChoice::Direct;
    QVERIFY(refusalOf(plan).find("keeping cookies needs the curl exchange") != std::string::npos);
}

// Every fourth request takes its answer in sips. It is whole, but its times are no times of the target's.
void TestRequests::slowReaders() {
    FaultServer server;
    Plan plan = planFor(server.url("/ok"), ExchangeChoice::Direct);
    plan.load.misbehaviour = Misbehaviour{Misbehaviour::Kind::ReadSlowly, 4, 20ms, 10};
    plan.load.requests = 16;
    plan.load.connections = 2;
    const EngineRun whole = runPlan(plan);
    QVERIFY(whole.finished);
    QCOMPARE(whole.total.counters.ok, 16U);
    QVERIFY(whole.seconds > 0.08);  // some 50 bytes, 10 every 20 ms, four times on two connections
    QCOMPARE(whole.total.serviceTime.count(), 12U);
    QVERIFY(std::all_of(whole.samples.slowest().begin(), whole.samples.slowest().end(),
                        [](const RequestSample& sample) { return sample.serviceTime() < 80ms; }));
    plan.requests[0].url = server.url("/two-mebibytes");
    plan.connection.timeout = 300ms;
    plan.load.misbehaviour->every = 1;
    plan.load.requests = 4;
    const EngineRun cut = runPlan(plan);
    QVERIFY(cut.finished);
    QCOMPARE(countOf(cut, FailureKind::Aborted), 4U);
    QVERIFY(cut.total.counters.bytesIn <= 4U * 16U * 10U);  // 300 ms of 20 ms each
    plan.load.exchange = ExchangeChoice::Curl;
    QVERIFY(refusalOf(plan).find("misbehaviour needs the direct exchange") != std::string::npos);
}

QTEST_GUILESS_MAIN(TestRequests)
#include "tst_requests.moc"
