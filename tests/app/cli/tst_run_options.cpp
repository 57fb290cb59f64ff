#include <QTest>

#include <QFile>
#include <QTemporaryDir>

#include "app/cli/run_options.h"

using namespace leaktide;
using leaktide::app::Arguments;
using leaktide::app::checkRunPlan;
using leaktide::app::parseRunOptions;
using leaktide::app::RunOptions;

namespace {

RunOptions accepted(const Arguments& arguments) {
    auto options = parseRunOptions(arguments);
    if (!options) {
        qFatal("%s", options.error().message.c_str());
    }
    return std::move(options).value();
}

// The sentence a run would be refused with; "" when it would not.
QString refusal(const Arguments& arguments) {
    const auto options = parseRunOptions(arguments);
    if (!options) {
        return QString::fromStdString(options.error().message);
    }
    const Status status = checkRunPlan(*options);
    return status ? QString() : QString::fromStdString(status.error().message);
}

constexpr const char* Local = "http://127.0.0.1:1/";

}  // namespace

class TestRunOptions : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void loadFlagsReachThePlan();
    void requestFlagsReachThePlan();
    void connectionFlagsReachThePlan();
    void answerFlagsReachThePlan();
    void requestsFromLists();
    void requestsFromACurlCommand();
    void otherFlagsReachThePlan();
    void defaultsSuitTheBundledTarget();
    void bodiesMakePosts();
    void requestsAloneAreNotCutByTime();
    void stagesSetRateAndTime();
    void plansFromFiles();
    void mistakesNameTheFlag_data();
    void mistakesNameTheFlag();
    void publicHostsNeedAWord();
    void secretsAreNotRepeated();
};

void TestRunOptions::loadFlagsReachThePlan() {
    const Plan plan = accepted({Local, "-c", "20", "-n", "10k", "-z", "1m30s", "-q", "1.75", "-t", "2"}).plan;
    QCOMPARE(plan.load.connections, 20U);
    QCOMPARE(plan.load.requests, std::optional<std::uint64_t>(10'000));
    QVERIFY(plan.load.duration == std::chrono::seconds(90));
    QVERIFY(plan.load.model == LoadModel::ConstantRate);
    QVERIFY(plan.load.rate == (Rate{7, std::chrono::seconds(4)}));
    QCOMPARE(plan.load.threads, 2U);
}

void TestRunOptions::requestFlagsReachThePlan() {
    const RunOptions options =
        accepted({Local, "-m", "PUT", "-H", "Accept: a:b", "-H", "X-Empty:", "-d", "body", "--timeout=250ms",
                  "--connect-timeout=2s", "-k", "--no-keepalive"});
    QVERIFY(checkRunPlan(options).ok());
    const RequestSpec& request = options.plan.requests.at(0);
    QCOMPARE(options.plan.requests.size(), 1U);
    QCOMPARE(request.method, std::string("PUT"));
    QVERIFY(request.headers == (std::vector<Header>{{"Accept", "a:b"}, {"X-Empty", ""}}));
    QCOMPARE(request.body, std::string("body"));
    const ConnectionPlan& connection = options.plan.connection;
    QVERIFY(connection.timeout == std::chrono::milliseconds(250));
    QVERIFY(connection.connectTimeout == std::chrono::seconds(2));
    QVERIFY(!connection.keepAlive && !connection.verifyTls);
}

void TestRunOptions::connectionFlagsReachThePlan() {
    const Plan plan = accepted({"https://127.0.0.1/", "--http2", "--streams=8", "--cacert=ca", "--cert=c",
                                "--key=k", "--unix-socket=s", "--resolve=a:1:b", "--connect-to=a:1:b:2",
                                "--idle-timeout=1s", "--max-lifetime=2s", "--max-requests-per-connection=3",
                                "--tcp-keepalive", "--think=5ms", "--exchange=curl"})
                          .plan;
    const ConnectionPlan& connection = plan.connection;
    QVERIFY(connection.httpVersion == HttpVersion::Http2 && connection.streams == 8);
    QVERIFY(connection.caFile == "ca" && connection.certFile == "c" && connection.keyFile == "k");
    QVERIFY(connection.unixSocket == "s" && connection.resolve.size() == 1 &&
            connection.connectTo.size() == 1);
    QVERIFY(connection.idleTimeout == std::chrono::seconds(1) &&
            connection.maxLifetime == std::chrono::seconds(2));
    QVERIFY(connection.maxRequests == 3 && connection.tcpKeepAlive);
    QVERIFY(plan.load.thinkTime == std::chrono::milliseconds(5) &&
            plan.load.exchange == ExchangeChoice::Curl);
}

void TestRunOptions::answerFlagsReachThePlan() {
    const Plan plan = accepted({Local, "--check", "status=2xx", "--check=json:/a=1", "--trace", "--data-csv",
                                "u.csv", "--data-random", "--keep-cookies", "--misbehave",
                                "read-slowly=every:7,bytes:16,after:2s", "-u", "me:pw", "--bearer", "t"})
                          .plan;
    QCOMPARE(plan.checks, (std::vector<std::string>{"status=2xx", "json:/a=1"}));
    QVERIFY(plan.trace && plan.connection.keepCookies);
    QVERIFY(plan.data.file == "u.csv" && plan.data.order == DataOrder::Random);
    QVERIFY(plan.load.misbehaviour ==
            (Misbehaviour{Misbehaviour::Kind::ReadSlowly, 7, std::chrono::seconds(2), 16}));
    QVERIFY(plan.requests[0].headers == (std::vector<Header>{{"Authorization", "Bearer t"}}));
    const Plan basic = accepted({Local, "-u", "me:pw", "--misbehave", "leave-after-time"}).plan;
    QVERIFY(basic.requests[0].headers == (std::vector<Header>{{"Authorization", "Basic bWU6cHc="}}));
    QVERIFY(basic.load.misbehaviour == Misbehaviour());
}

void TestRunOptions::requestsFromLists() {
    QTemporaryDir folder;
    const auto write = [&folder](const char* name, const QByteArray& text) {
        QFile file(folder.filePath(name));
        file.open(QIODevice::WriteOnly);
        file.write(text);
        return folder.filePath(name).toStdString();
    };
    const std::string body = write("body", "hello");
    const std::string targets =
        write("targets", "POST http://127.0.0.1:1/a\nX-A: mine\n@" + QByteArray::fromStdString(body) +
                             "\n\nGET http://127.0.0.1:1/b\n");
    const Plan plan = accepted({"--targets", targets, "-H", "X-A: all", "--bearer", "t"}).plan;
    QCOMPARE(plan.requests.size(), 2U);
    QCOMPARE(plan.requests[0].body, std::string("hello"));
    QVERIFY(plan.requests[0].headers ==
            (std::vector<Header>{{"X-A", "mine"}, {"Authorization", "Bearer t"}}));
    QVERIFY(plan.requests[1].headers == (std::vector<Header>{{"X-A", "all"}, {"Authorization", "Bearer t"}}));
    const std::string urls = write("urls", "http://127.0.0.1:1/a 3\nhttp://127.0.0.1:1/b\n");
    QCOMPARE(accepted({"--urls", urls}).plan.requests[0].weight, 3U);
    QVERIFY(refusal({Local, "--urls", urls}).contains("bring URL, method and body"));
    const std::string broken = write("broken", "GET http://127.0.0.1/\n@/no/such/file\n");
    QVERIFY(refusal({"--targets", broken}).contains("--targets: '/no/such/file' cannot be read"));
    const std::string far = write("far", "GET http://127.0.0.1/\nGET http://example.com/\n");
    QVERIFY(refusal({"--targets", far}).contains("--i-am-allowed example.com"));
}

void TestRunOptions::requestsFromACurlCommand() {
    const RunOptions options = accepted({"-H", "X-Mine: 1", "--timeout", "3s", "--curl",
                                         "curl -kL -X PUT -d '{}' -H 'X-Theirs: 2' --max-time 9 "
                                         "https://127.0.0.1:1/x"});
    const RequestSpec& request = options.plan.requests.at(0);
    QVERIFY(request.method == "PUT" && request.body == "{}" && request.url == "https://127.0.0.1:1/x");
    QVERIFY(request.headers == (std::vector<Header>{{"X-Theirs", "2"}, {"X-Mine", "1"}}));
    QVERIFY(!options.plan.connection.verifyTls);
    QVERIFY(options.plan.connection.timeout == std::chrono::seconds(3));  // the flag wins
    QCOMPARE(options.notes.size(), 1U);
    QVERIFY(
        refusal({"--curl", "curl http://a/ -o x"}).contains("--curl: the curl command cannot be taken: "));
    QVERIFY(refusal({"--curl", "curl http://example.com/"}).contains("--i-am-allowed example.com"));
}

void TestRunOptions::otherFlagsReachThePlan() {
    const std::string probe = "http://127.0.0.1:9090/metrics";
    const RunOptions options = accepted({Local, "--probe", probe, "--probe-header", "Authorization: Bearer x",
                                         "--baseline=2s", "--drain=3s", "--cycles=4", "--csv=dir", "--json=-",
                                         "--name=n", "--quiet", "--no-color", "--fail-on=undecided"});
    const Plan& plan = options.plan;
    QVERIFY(plan.probe.mode == ProbeMode::Url && plan.probe.url == probe);
    QCOMPARE(plan.probe.headers.size(), 1U);
    QVERIFY(plan.phases.baseline == std::chrono::seconds(2) && plan.phases.drain == std::chrono::seconds(3));
    QCOMPARE(plan.phases.cycles, 4U);
    QCOMPARE(plan.name, std::string("n"));
    QVERIFY(options.outputs.csvFolder == "dir" && options.outputs.stdoutIsTaken());
    QVERIFY(options.outputs.failOn == FailOn::Undecided);
    QVERIFY(options.chatter == app::Chatter::Quiet && options.colours == app::ColourWish::Never);
}

void TestRunOptions::defaultsSuitTheBundledTarget() {
    const RunOptions options = accepted({"--fault", "task-stuck=every:50", "--fault=cache-unbounded"});
    QVERIFY(options.plan.requests.at(0).url.empty());
    QCOMPARE(options.faults, (std::vector<std::string>{"task-stuck=every:50", "cache-unbounded"}));
    QVERIFY(options.plan.probe.mode == ProbeMode::Auto && options.plan.connection.verifyTls);
    QVERIFY(options.plan.load.model == LoadModel::Closed);
}

void TestRunOptions::bodiesMakePosts() {
    QCOMPARE(accepted({Local, "-d", "x"}).plan.requests[0].method, std::string("POST"));
    QCOMPARE(accepted({Local, "-d", "x", "-X", "GET"}).plan.requests[0].method, std::string("GET"));
    QCOMPARE(accepted({Local}).plan.requests[0].method, std::string("GET"));
    QTemporaryDir folder;
    const QString path = folder.filePath("body");
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(QByteArray("a\0\r\nb", 5)) == 5);
    file.close();
    const std::string content("a\0\r\nb", 5);
    QCOMPARE(accepted({Local, "-D", path.toStdString()}).plan.requests[0].body, content);
    QCOMPARE(accepted({Local, "-d", "@" + path.toStdString()}).plan.requests[0].body, content);
    QVERIFY(file.resize(0));
    QCOMPARE(accepted({Local, "-D", path.toStdString()}).plan.requests[0].body, std::string());
}

void TestRunOptions::requestsAloneAreNotCutByTime() {
    QVERIFY(accepted({Local, "-n", "1000"}).plan.load.duration >= std::chrono::hours(1));
    QVERIFY(accepted({Local, "-n", "1000", "-z", "5s"}).plan.load.duration == std::chrono::seconds(5));
    QVERIFY(accepted({Local}).plan.load.duration == std::chrono::seconds(30));
    QVERIFY(accepted({Local, "--exchange", "curl"}).plan.load.exchange == ExchangeChoice::Curl);
}

void TestRunOptions::stagesSetRateAndTime() {
    const LoadPlan load = accepted({Local, "-s", "10s:100", "--stage=1m:1.5k", "-b", "a=b"}).plan.load;
    QVERIFY(load.model == LoadModel::Stages && load.stages.size() == 2 && !load.rate);
    QVERIFY(load.stages[1].duration == std::chrono::seconds(60) && load.stages[1].rate.count == 1500);
    QVERIFY(load.duration == std::chrono::seconds(70));
    QCOMPARE(refusal({Local, "-s", "10s:100"}), QString());
}

void TestRunOptions::plansFromFiles() {
    QTemporaryDir folder;
    const QString path = folder.filePath("plan.json");
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(
        R"({"name": "from file", "requests": [{"url": "http://127.0.0.1:7/x"}], "load": {"connections": 3, "duration": 4}})");
    file.close();
    const RunOptions options = accepted({"-c", "5", "--config", path.toStdString()});
    QCOMPARE(options.plan.name, std::string("from file"));
    QCOMPARE(options.plan.load.connections, 5U);  // the flag wins, although it stands before the file
    QCOMPARE(options.plan.requests.at(0).url, std::string("http://127.0.0.1:7/x"));
    QVERIFY(options.plan.load.duration == std::chrono::seconds(4));
}

void TestRunOptions::mistakesNameTheFlag_data() {
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("part");
    const auto row = [](const QStringList& arguments, const QString& part) {
        QTest::newRow(qPrintable(arguments.join(' '))) << arguments << part;
    };
    row({"--duraton", "3s"}, "--duraton, did you mean --duration?");
    row({"-c", "0"}, "-c: must be from 1 to 100,000");
    row({"-c", "many"}, "-c: 'many'");
    row({"-c", "-5"}, "-c: '-5'");
    row({"--connections=1e9"}, "--connections:");
    row({"-q", "0"}, "-q: must be > 0");
    row({"-q", "fast"}, "-q: 'fast' is not a rate");
    row({"-R", "99999999999"}, "-q/--rate: must be at most");
    row({"-s", "10s"}, "-s: '10s' is not a stage");
    row({"-s", "10s:fast"}, "-s: 'fast' is not a rate");
    row({"-s", "0s:5"}, "-s/--stage: must take some time together");
    row({"-s", "10s:5", "-q", "5"}, "-q/--rate: does not go with --stage");
    row({"--exchange", "pigeon"}, "--exchange: must be auto, curl or direct");
    row({"--poisson"}, "--poisson: do not go with load.model \"closed\"");
    row({"--think", "1s", "-q", "5"}, "--think: only goes with");
    row({"--resolve", "x"}, "--resolve: must be HOST:PORT:ADDRESS");
    row({"--connect-to", "x"}, "--connect-to: must be");
    row({"--http2"}, "--http2: HTTP/2 needs https://");
    row({"--http3"}, "--http3: this libcurl has no HTTP/3");
    row({"--streams", "5"}, "--streams: only goes with");
    row({"--key", "k"}, "--cert: a certificate and its key go together");
    row({"--max-lifetime", "0"}, "--max-lifetime: must be > 0");
    row({"--proxy", "http://p", "--unix-socket", "s"}, "-x/--proxy: does not go with");
    row({"-z", "0"}, "-z/--duration: must be > 0");
    row({"-z", "10 parsecs"}, "-z: '10 parsecs'");
    row({"-n", "1.5"}, "-n: '1.5' is not a whole number");
    row({"-t", "20", "-c", "10"}, "-t/--threads");
    row({"-m", "GE T"}, "-m/--method");
    row({"-H", "no colon"}, "-H: a header is written");
    row({"-H", "Bad Name: x"}, "-H/--header");
    row({"-D", "/no/such/file"}, "-D: '/no/such/file' cannot be read");
    row({"-D", "/"}, "-D: '/' cannot be read");
    row({"-D", "/dev/zero"}, "-D: '/dev/zero' is larger than 64 MiB");
    row({"--timeout", "0"}, "--timeout: must be > 0");
    row({"--probe", "ftp://x"}, "--probe:");
    row({"--cycles", "5000"}, "--cycles:");
    row({"--config", "/no/such/plan"}, "--config:");
    row({"http://127.0.0.1:2/"}, "one URL is enough");
    row({"--fault", "task-stuck"}, "--fault: only the bundled target");
    row({"--csv", ""}, "--csv: must not be empty");
    row({"--check", "statis=200"}, "--check: the check 'statis=200' is not one");
    row({"--check", "latency<soon"}, "--check: the check 'latency<soon' needs a time above 0");
    row({"--misbehave", "rudely"}, "--misbehave: must be leave-after-time");
    row({"--misbehave", "read-slowly=often:3"}, "--misbehave: 'often:3' is none of every:N");
    row({"--misbehave", "read-slowly=every:0"}, "--misbehave: must be from 1");
    row({"--misbehave", "read-slowly=after:0"}, "--misbehave: must be > 0");
    row({"--misbehave", ""}, "--misbehave: must not be empty");
    row({"-u", "me"}, "-u: must be USER:PASSWORD");
}

void TestRunOptions::mistakesNameTheFlag() {
    QFETCH(QStringList, arguments);
    QFETCH(QString, part);
    Arguments words{Local};
    for (const QString& argument : arguments) {
        words.push_back(argument.toStdString());
    }
    const QString sentence = refusal(words);
    QVERIFY2(sentence.contains(part), qPrintable("'" + sentence + "' does not say '" + part + "'"));
    QVERIFY(!sentence.contains('\n'));
}

void TestRunOptions::publicHostsNeedAWord() {
    QVERIFY(refusal({"http://example.com/"}).contains("--i-am-allowed example.com"));
    QVERIFY(refusal({"http://8.8.8.8/", "--i-am-allowed", "8.8.4.4"}).contains("--i-am-allowed 8.8.8.8"));
    QCOMPARE(refusal({"http://example.com/", "--i-am-allowed", "EXAMPLE.com"}), QString());
    for (const char* local :
         {"http://127.0.0.1/", "http://[::1]:8080/", "http://localhost/", "http://10.1.2.3/"}) {
        QCOMPARE(refusal({local}), QString());
    }
    QVERIFY(!refusal({"http://127.0.0.1.example.com/"}).isEmpty());
}

void TestRunOptions::secretsAreNotRepeated() {
    for (const Arguments& arguments :
         {Arguments{Local, "-H", "Bearer c4nary"}, Arguments{Local, "-u", "c4nary"},
          Arguments{Local, "--curl", "curl -u c4nary http://127.0.0.1/"},
          Arguments{"http://me:c4nary@exam ple:99999/"}, Arguments{Local, "-H", "Authorization: c4nary\nx"},
          Arguments{Local, "--probe", "http://me:c4nary@h:99999/"}}) {
        const QString sentence = refusal(arguments);
        QVERIFY(!sentence.isEmpty());
        QVERIFY2(!sentence.contains("c4nary"), qPrintable(sentence));
    }
}

QTEST_APPLESS_MAIN(TestRunOptions)
#include "tst_run_options.moc"
