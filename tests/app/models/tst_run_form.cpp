// From the words in the form to a plan, or to a sentence and the field it speaks of.
#include <QTest>

#include "app/models/run_form.h"

using namespace leaktide;
using namespace leaktide::app;

class TestRunForm : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void closedModelWithoutARate() {
        const FormOutcome outcome = planFromForm({"http://127.0.0.1:8080/json", 20, "", "20s"});
        QVERIFY(outcome.plan.has_value());
        QCOMPARE(outcome.plan->load.model, LoadModel::Closed);
        QCOMPARE(outcome.plan->load.connections, 20U);
        QCOMPARE(outcome.plan->load.duration, Nanos(std::chrono::seconds(20)));
        QCOMPARE(QString::fromStdString(outcome.plan->requests.front().url), "http://127.0.0.1:8080/json");
    }

    void aRateMakesItOpen() {
        const FormOutcome outcome = planFromForm({"localhost:8080/x", 5, "1.75", "1h 30m"});
        QVERIFY(outcome.plan.has_value());
        QCOMPARE(outcome.plan->load.model, LoadModel::ConstantRate);
        QCOMPARE(outcome.plan->load.rate->perSecond(), 1.75);
        QCOMPARE(outcome.plan->load.duration, Nanos(std::chrono::minutes(90)));
        QCOMPARE(QString::fromStdString(outcome.plan->requests.front().url), "http://localhost:8080/x");
    }

    void mistakesNameTheirField_data() {
        QTest::addColumn<QString>("url");
        QTest::addColumn<QString>("rate");
        QTest::addColumn<QString>("duration");
        QTest::addColumn<int>("field");
        QTest::addColumn<QString>("part");
        const QString good = "http://127.0.0.1:1/";
        QTest::newRow("no url") << ""
                                << ""
                                << "20s" << int(FormField::Url) << "Target";
        QTest::newRow("scheme") << "ftp://127.0.0.1/"
                                << ""
                                << "20s" << int(FormField::Url) << "ftp";
        QTest::newRow("rate word") << good << "fast"
                                   << "20s" << int(FormField::Rate) << "fast";
        QTest::newRow("rate zero") << good << "0"
                                   << "20s" << int(FormField::Rate) << "above 0";
        QTest::newRow("duration word") << good << ""
                                       << "soon" << int(FormField::Duration) << "soon";
        QTest::newRow("duration zero") << good << ""
                                       << "0" << int(FormField::Duration) << "duration";
    }
    void mistakesNameTheirField() {
        QFETCH(QString, url);
        QFETCH(QString, rate);
        QFETCH(QString, duration);
        QFETCH(QString, part);
        const FormOutcome outcome = planFromForm({url, 10, rate, duration});
        QVERIFY(!outcome.plan.has_value());
        QVERIFY(outcome.mistake.has_value());
        QTEST(int(outcome.mistake->field), "field");
        QVERIFY2(outcome.mistake->sentence.contains(part), qPrintable(outcome.mistake->sentence));
    }

    void moreRequestsAreMixed() {
        FormRequests requests;
        requests.share = 3;
        requests.more = {{2, "post", "/echo?n=1", "hello"}, {1, "GET", "example.com:81/x", ""}};
        FormOutcome outcome = planFromForm({"127.0.0.1:8080/json", 5, "200", "20s"}, requests);
        QVERIFY(outcome.plan.has_value());
        const std::vector<RequestSpec>& all = outcome.plan->requests;
        QCOMPARE(all.size(), 3U);
        QCOMPARE(all[0].weight, 3U);
        QCOMPARE(QString::fromStdString(all[1].method + " " + all[1].url + " " + all[1].body),
                 "POST http://127.0.0.1:8080/echo?n=1 hello");
        QCOMPARE(all[1].weight, 2U);
        QCOMPARE(QString::fromStdString(all[2].url), "http://example.com:81/x");
        QVERIFY(!outcome.plan->load.findEndpoint);
        QCOMPARE(publicHostOf(*outcome.plan).value(), "example.com");

        requests.findEndpoint = true;
        QVERIFY(planFromForm({"127.0.0.1:1/", 5, "200", "20s"}, requests).plan->load.findEndpoint);
        QVERIFY(planFromForm({"127.0.0.1:1/", 5, "", "20s"}, requests).mistake->field == FormField::Rate);
        QVERIFY(planFromForm({"127.0.0.1:1/", 5, "200", "15s"}, requests).mistake->field ==
                FormField::Duration);
        requests.more.clear();
        QVERIFY(!planFromForm({"127.0.0.1:1/", 5, "", "5s"}, requests).plan->load.findEndpoint);
    }

    void aRequestIsReadStrictly() {
        const auto sentence = [](const FormRequest& request) { return mistakeOf(request).value_or("right"); };
        QCOMPARE(sentence({1, "GET", "/a", ""}), "right");
        QCOMPARE(sentence({1, "GET", "http://127.0.0.1:1/a", ""}), "right");
        QVERIFY(sentence({1, "G T", "/a", ""}).startsWith("\"G T\" is no method"));
        QVERIFY(sentence({1, "", "/a", ""}).contains("is no method"));
        QVERIFY(sentence({1, "GET", " ", ""}).startsWith("The address is missing"));
        QVERIFY(sentence({1, "GET", "ftp://a/", ""}).contains("ftp"));
    }

    void onlyPublicHostsAreAskedFor() {
        const auto hostOf = [](const QString& url) {
            return publicHostOf(*planFromForm({url, 1, "", "1s"}).plan);
        };
        QVERIFY(!hostOf("http://127.0.0.1:1/").has_value());
        QVERIFY(!hostOf("http://localhost/").has_value());
        QVERIFY(!hostOf("http://192.168.1.4/").has_value());
        QCOMPARE(hostOf("https://example.com/x").value(), "example.com");
    }
};

QTEST_APPLESS_MAIN(TestRunForm)
#include "tst_run_form.moc"
