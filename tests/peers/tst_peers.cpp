// leaktide-cli against real services that know nothing of it: healthy ones must not be called leaky, and each
// leak must be found in the signal that it is in.
#include <QStandardPaths>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QtTest>
#include <fstream>
#include <nlohmann/json.hpp>

#include "tests/peers/peer_service.h"

using leaktide::test::PeerService;

namespace {

const QString Peers = LEAKTIDE_SOURCE_DIR "/tests/peers/";

struct Outcome {
    int code = -1;
    QString said;
    nlohmann::json report;

    [[nodiscard]] QString verdict(const std::string& signal) const {
        for (const auto& one : report.value("signals", nlohmann::json::array())) {
            if (one.value("name", "") == signal) {
                return QString::fromStdString(one.value("verdict", ""));
            }
        }
        return "missing";
    }
    // What the profiles say of the signal's growth.
    [[nodiscard]] QString evidence(const std::string& signal) const {
        for (const auto& one : report.value("signals", nlohmann::json::array())) {
            if (one.value("name", "") == signal && one["profile"].is_object()) {
                return QString::fromStdString(one["profile"].value("sentence", ""));
            }
        }
        return {};
    }
    [[nodiscard]] QByteArray all() const {
        return (said + QString::fromStdString(report.value("probe", ""))).toUtf8() +
               report.value("signals", nlohmann::json()).dump(1).c_str();
    }
};

Outcome load(const QStringList& target, const QStringList& more = {}) {
    const QTemporaryDir folder;
    QProcess cli;
    cli.setProcessChannelMode(QProcess::MergedChannels);
    cli.start(LEAKTIDE_BIN_DIR "/leaktide-cli",
              QStringList{"run", "-c", "4", "-q", "100", "-z", "12s", "--drain", "3s", "--quiet", "--json",
                          folder.filePath("run.json")} +
                  target + more);
    Outcome outcome;
    if (cli.waitForFinished(180'000)) {
        outcome.code = cli.exitCode();
    }
    outcome.said = QString::fromUtf8(cli.readAll());
    std::ifstream file(folder.filePath("run.json").toStdString());
    outcome.report = nlohmann::json::parse(file, nullptr, false);
    return outcome;
}

void rows(const std::initializer_list<std::pair<const char*, const char*>>& modes) {
    QTest::addColumn<QString>("mode");
    QTest::addColumn<QString>("leaks");
    for (const auto& [mode, leaks] : modes) {
        QTest::newRow(mode) << mode << leaks;
    }
}

QString find(const QString& program) {
    const QString found = QStandardPaths::findExecutable(program);
    return found.isEmpty() ? QStandardPaths::findExecutable(program, {"/usr/sbin", "/sbin"}) : found;
}

// The service that leaks on errors is asked for them: one request in ten.
QString writePlan(const QTemporaryDir& folder, const QString& url) {
    const QString path = folder.filePath("plan.json");
    const nlohmann::json plan{{"requests",
                               {{{"url", (url + "/json").toStdString()}, {"weight", 9}},
                                {{"url", (url + "/fail").toStdString()}, {"weight", 1}}}}};
    std::ofstream(path.toStdString()) << plan;
    return path;
}

// Builds the Gin service once; its compiler's cache is kept beside it.
bool buildGin(const QString& program) {
    const QString tests = LEAKTIDE_TESTS_DIR;
    QProcess go;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert("GO111MODULE", "off");
    environment.insert("GOPATH", "/usr/share/gocode");
    environment.insert("GOFLAGS", "");
    environment.insert("GOCACHE", tests + "/gocache");
    go.setProcessEnvironment(environment);
    go.setWorkingDirectory(Peers + "gin");
    go.setProcessChannelMode(QProcess::ForwardedChannels);
    go.start("go", {"build", "-o", program, "."});
    return go.waitForFinished(300'000) && go.exitCode() == 0;
}

// The Node service with prom-client beside it, where npm can fetch that; its path.
QString prepareNode() {
    const QString folder = LEAKTIDE_TESTS_DIR "/node";
    QDir().mkpath(folder);
    for (const char* file : {"service.js", "package.json", "package-lock.json"}) {
        QFile::remove(folder + "/" + file);
        QFile::copy(Peers + "node/" + file, folder + "/" + file);
    }
    const QString npm = find("npm");
    if (!npm.isEmpty() && !QFile::exists(folder + "/node_modules/prom-client")) {
        QProcess install;
        install.setWorkingDirectory(folder);
        install.setProcessChannelMode(QProcess::MergedChannels);
        install.start(npm, {"ci", "--no-audit", "--no-fund"});
        if (!install.waitForFinished(120'000) || install.exitCode() != 0) {
            qWarning("npm could not fetch prom-client: the service writes its metrics itself.");
        }
    }
    return folder + "/service.js";
}

}  // namespace

class TestPeers : public QObject {
    Q_OBJECT

private slots:
    void gin_data() {
        QTest::addColumn<QString>("mode");
        QTest::addColumn<QString>("expose");
        QTest::addColumn<QString>("leaks");
        const auto add = [](const char* mode, const char* expose, const char* leaks) {
            QTest::addRow("%s, %s", mode, expose) << mode << expose << leaks;
        };
        for (const char* mode : {"healthy", "ring", "warm-up", "garbage", "backlog"}) {
            add(mode, "metrics,pprof", "");
        }
        for (const char* mode : {"goroutine", "context", "time", "errors"}) {
            add(mode, "metrics,pprof", "tasks");
        }
        add("cache", "metrics,pprof", "heap_in_use");
        add("cache", "pprof", "heap_in_use");
        // What is let go of seconds after its request, seen through less and less.
        for (const char* expose : {"metrics", "expvar", "heap"}) {
            add("linger", expose, "");
        }
        for (const char* expose : {"metrics", "heap"}) {
            add("backlog", expose, "");
        }
        add("healthy", "heap", "");
        add("warm-up", "expvar", "");  // which cannot be asked to collect
        add("warm-up", "none", "");    // and here only in the resident memory
    }
    void gin() {
        if (find("go").isEmpty() || !QFile::exists("/usr/share/gocode/src/github.com/gin-gonic/gin") ||
            !QFile::exists("/usr/share/gocode/src/github.com/prometheus/client_golang")) {
            QSKIP(
                "golang-go, golang-github-gin-gonic-gin-dev or golang-github-prometheus-client-golang-dev is "
                "not installed");
        }
        const QString program = LEAKTIDE_TESTS_DIR "/gin_service";
        QVERIFY(QFile::exists(program) || buildGin(program));
        QFETCH(QString, mode);
        QFETCH(QString, expose);
        check(program, {"-mode", mode, "-expose", expose}, {"-q", "200", "-z", "20s"},
              mode == "cache"       ? "was allocated in main.cacheWithoutLimit"
              : mode == "goroutine" ? "wait in main.keepGoroutines"
                                    : "");
    }

    void python_data() { rows({{"healthy", ""}, {"threads", "tasks"}, {"files", "fds"}}); }
    void python() {
        if (QProcess::execute("/usr/bin/python3", {"-c", "import prometheus_client"}) != 0) {
            QSKIP("python3-prometheus-client is not installed");
        }
        QFETCH(QString, mode);
        check("/usr/bin/python3", {Peers + "python_service.py", mode});
    }

    void node_data() { rows({{"healthy", ""}, {"handles", "tasks"}, {"heap", "heap_in_use"}}); }
    void node() {
        const QString program = find("node");
        if (program.isEmpty()) {
            QSKIP("nodejs is not installed");
        }
        QFETCH(QString, mode);
        check(program, {prepareNode(), mode}, {"-q", "200", "-z", "20s"});
    }

    void java_data() { rows({{"healthy", ""}, {"threads", "tasks"}}); }
    void java() {
        const QString program = find("java");
        if (program.isEmpty() || find("javac").isEmpty()) {
            QSKIP("no JDK is installed (default-jdk-headless)");
        }
        QFETCH(QString, mode);
        check(program, {"-Xmx256m", "-Xint", Peers + "JavaService.java", mode});
    }

    void nginx() {
        const QString program = find("nginx");
        if (program.isEmpty()) {
            QSKIP("nginx is not installed (nginx-light)");
        }
        QTcpServer free;
        QVERIFY(free.listen(QHostAddress::LocalHost));
        const quint16 port = free.serverPort();
        free.close();
        const QTemporaryDir folder;
        QFile config(folder.filePath("nginx.conf"));
        QVERIFY(config.open(QFile::WriteOnly));
        config.write(
            "daemon off; worker_processes 2; pid nginx.pid; error_log stderr;\n"
            "events {}\nhttp { access_log off; client_body_temp_path b; proxy_temp_path p; fastcgi_temp_path "
            "f;\n"
            "uwsgi_temp_path u; scgi_temp_path s;\n"
            "server { listen 127.0.0.1:" +
            QByteArray::number(port) + "; location / { return 200 ok; } } }\n");
        config.close();
        QProcess server;
        server.start(program, {"-p", folder.path(), "-c", config.fileName()});
        QVERIFY(server.waitForStarted());
        const Outcome outcome = load({"http://127.0.0.1:" + QString::number(port) + "/json"});
        server.terminate();
        server.waitForFinished(5000);
        QVERIFY2(outcome.code == 0, outcome.all());
        QVERIFY2(QString::fromStdString(outcome.report.value("probe", "")).startsWith("/proc of pid"),
                 outcome.all());
        for (const char* signal : {"tasks", "fds", "rss", "open_connections"}) {
            QVERIFY2(outcome.verdict(signal) != "leak" && outcome.verdict(signal) != "missing",
                     outcome.all());
        }
    }

private:
    static void check(const QString& program, const QStringList& arguments, const QStringList& flags = {},
                      const QString& blamed = {}) {
        QFETCH(QString, leaks);
        PeerService service(program, arguments);
        QVERIFY2(!service.url().isEmpty(), service.errors().toUtf8());
        const QTemporaryDir folder;
        const bool errors = arguments.contains("errors");
        const Outcome outcome = errors ? load({"--config", writePlan(folder, service.url())}, flags)
                                       : load({service.url() + "/json"}, flags);
        if (leaks.isEmpty()) {
            QVERIFY2(outcome.code == 0, outcome.all());
        } else {
            QVERIFY2(outcome.code == 98, outcome.all());
            QVERIFY2(outcome.verdict(leaks.toStdString()) == "leak", outcome.all());
            QVERIFY2(outcome.evidence(leaks.toStdString()).contains(blamed), outcome.all());
        }
    }
};

QTEST_GUILESS_MAIN(TestPeers)
#include "tst_peers.moc"
