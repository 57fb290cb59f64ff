// Flags and plans of several requests together.
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include "app/cli/run_options.h"
#include "engine/plan/plan_rules.h"

using namespace leaktide;
using leaktide::app::Arguments;
using leaktide::app::checkRunPlan;
using leaktide::app::parseRunOptions;

namespace {

using Headers = std::vector<Header>;

Plan accepted(const Arguments& arguments) {
    auto options = parseRunOptions(arguments);
    if (!options) {
        qFatal("%s", options.error().message.c_str());
    }
    return std::move(options->plan);
}

// The sentence a run would be refused with; "" when it would not.
QString refusal(const Arguments& arguments) {
    const auto options = parseRunOptions(arguments);
    const Status status = options ? checkRunPlan(*options) : Status(options.error());
    return status ? QString() : QString::fromStdString(status.error().message);
}

}  // namespace

class TestPlanFlags : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;

    std::string write(const char* name, const QByteArray& text) const {
        QFile file(m_folder.filePath(name));
        file.open(QIODevice::WriteOnly);
        file.write(text);
        return file.fileName().toStdString();
    }

private Q_SLOTS:
    void headersReachEveryRequestOfAPlan() {
        const std::string two =
            write("two.json",
                  "{\"requests\": [{\"url\": \"http://127.0.0.1:1/a\"}, {\"url\": \"http://127.0.0.1:1/b\", "
                  "\"headers\": [{\"name\": \"authorization\", \"value\": \"own\"}]}]}");
        const std::vector<RequestSpec> both = accepted({"--config", two, "--bearer", "t", "-H", "X-A: 1",
                                                        "-H", "X-A: 2", "-b", "a=1", "-b", "b=2"})
                                                  .requests;
        QCOMPARE(both.size(), 2U);
        QVERIFY(both[0].headers ==
                (Headers{{"Authorization", "Bearer t"}, {"X-A", "1"}, {"X-A", "2"}, {"Cookie", "a=1; b=2"}}));
        QVERIFY(both[1].headers ==
                (Headers{{"Authorization", "Bearer t"}, {"X-A", "1"}, {"X-A", "2"}, {"Cookie", "a=1; b=2"}}));
    }

    void flagsWinOverAPlan() {
        const std::string one =
            write("one.json",
                  "{\"requests\": [{\"url\": \"http://127.0.0.1:1/b\", \"headers\": [{\"name\": "
                  "\"authorization\", \"value\": \"own\"}, {\"name\": \"X-B\", \"value\": \"2\"}]}]}");
        QVERIFY(accepted({"--config", one, "-u", "me:pw"}).requests[0].headers ==
                (Headers{{"X-B", "2"}, {"Authorization", "Basic bWU6cHc="}}));
    }

    void findEndpointNeedsSeveralRequestsAtARate() {
        const std::string urls =
            write("urls", "http://127.0.0.1:1/a 98\nhttp://127.0.0.1:1/b\nhttp://127.0.0.1:1/c\n");
        const Plan plan = accepted({"--urls", urls, "-q", "100", "--find-endpoint"});
        QVERIFY(plan.load.findEndpoint && findMistakes(plan).empty());
        QVERIFY(refusal({"--urls", urls, "--find-endpoint"})
                    .contains("--find-endpoint: needs a constant rate (-q"));
        QVERIFY(refusal({"http://127.0.0.1:1/", "-q", "100", "--find-endpoint"}).contains("two or more"));
        QVERIFY(
            refusal({"--urls", urls, "-q", "100", "-z", "5s", "--find-endpoint"}).contains("16 s or more"));
        QVERIFY(
            refusal({"--urls", urls, "-q", "100", "-n", "9", "--find-endpoint"}).contains("--find-endpoint"));
        QVERIFY(refusal({"--path", ""}).contains("must not be empty"));
    }
};

QTEST_GUILESS_MAIN(TestPlanFlags)
#include "tst_plan_flags.moc"
