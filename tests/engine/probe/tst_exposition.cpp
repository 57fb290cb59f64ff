#include <QtTest>
#include <cmath>

#include "engine/probe/exposition.h"

using namespace leaktide;

namespace {

struct Kept {
    std::string name;
    std::vector<std::pair<std::string, std::string>> labels;
    double value = 0;
};

Result<std::vector<Kept>> readAll(const std::string& text) {
    std::vector<Kept> all;
    const Status read = readExposition(text, {[](std::string_view) { return true; },
                                              [&all](const MetricSample& sample) {
                                                  Kept kept{std::string(sample.name), {}, sample.value};
                                                  for (const MetricLabel& label : sample.labels) {
                                                      kept.labels.emplace_back(label.name, label.value);
                                                  }
                                                  all.push_back(std::move(kept));
                                              }});
    return read ? Result<std::vector<Kept>>(all) : read.error();
}

}  // namespace

class TestExposition : public QObject {
    Q_OBJECT

private slots:
    void readsOneLine_data() {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<QString>("name");
        QTest::addColumn<double>("value");
        QTest::addColumn<QString>("firstLabelValue");
        const auto row = [](const char* line, const char* name, double value, const char* label = "") {
            QTest::newRow(line) << QByteArray(line) << name << value << QString::fromUtf8(label);
        };
        row("go_goroutines 11", "go_goroutines", 11);
        row("a_b:c 1.5e-3 1395066363000", "a_b:c", 0.0015);
        row("  \t a{}\t 2 \t 3 ", "a", 2);
        row("a{b=\"c\"}3", "a", 3, "c");
        row("a{ b = \"c\" , } 3", "a", 3, "c");
        row("a{b=\"x\\\\y\\n\\\"z\\q\"} 4", "a", 4, "x\\y\n\"z\\q");
        row("a{b=\"}{,=# \"} 4", "a", 4, "}{,=# ");
        row("a{b=\"naïve ☕\"} 4", "a", 4, "naïve ☕");
        row("a -Inf", "a", -INFINITY);
        row("a +Inf", "a", INFINITY);
        row("a +5", "a", 5);
        row("a 4e400 # {}", "a", 0);  // replaced below: out of range is no number
        row("foo_bucket{le=\"0.1\"} 8 # {id=\"a\"} 0.054", "foo_bucket", 8, "0.1");
        row("foo_total 17 1520879607.789 # {id=\"a\"} 0.054 1520879607.7", "foo_total", 17);
        row("{\"http.requests\", b=\"c\"} 7", "http.requests", 7, "c");
        row("{\"http.requests\"} 7", "http.requests", 7);
        row("a 1\r", "a", 1);
    }
    void readsOneLine() {
        QFETCH(QByteArray, line);
        QFETCH(QString, name);
        QFETCH(double, value);
        QFETCH(QString, firstLabelValue);
        const auto read = readAll(line.toStdString());
        if (line.contains("e400")) {
            QVERIFY(!read.ok());
            return;
        }
        QVERIFY2(read.ok(), read ? "" : read.error().message.c_str());
        QCOMPARE(read->size(), std::size_t{1});
        QCOMPARE(read->front().name, name.toStdString());
        QCOMPARE(read->front().value, value);
        QCOMPARE(read->front().labels.empty() ? std::string() : read->front().labels.front().second,
                 firstLabelValue.toStdString());
    }

    void notANumberIsRead() {
        const auto read = readAll("a NaN\nb nan\n");
        QVERIFY(read.ok());
        QVERIFY(std::isnan(read->at(0).value) && std::isnan(read->at(1).value));
    }

    void refusesMalformedLines_data() {
        QTest::addColumn<QByteArray>("line");
        for (const char* line : {"{}",
                                 "{} 1",
                                 "{A}0",
                                 "o={\"foo\"} 0",
                                 "a",
                                 "a b",
                                 "a{",
                                 "a{b",
                                 "a{b=}",
                                 "a{b=\"c} 1",
                                 "a{b=\"c\"",
                                 "a{b=\"c\\",
                                 "a{=\"c\"} 1",
                                 "a{b='c'} 1",
                                 "a 1 2 3",
                                 "a 1 x",
                                 "a 0x1p3",
                                 "a 1_000",
                                 "a +-1",
                                 "a{1=\"b\"} 1",
                                 "a{b=\"c\" d=\"e\"} 1",
                                 "a{,} 1",
                                 "{\"a\"} 1 2 3",
                                 "{\"a\",\"b\"} 1",
                                 "{\"a\"}{b=\"c\"} 1",
                                 "9a 1",
                                 "-a 1",
                                 "a{\"b\"} 1",
                                 "a{b=\"c\",,} 1",
                                 "a{b=\"c\"}} 1",
                                 "a{b:c=\"d\"} 1",
                                 "a{b=c} 1",
                                 "a{b} 1",
                                 "a{b=\"c\"}",
                                 "a {b=\"c\"}",
                                 "a 1 1.5.2",
                                 "a 1,5",
                                 "a 0xFF",
                                 "<html>",
                                 "a nan(x)"}) {
            QTest::newRow(line) << QByteArray(line);
        }
    }
    void refusesMalformedLines() {
        QFETCH(QByteArray, line);
        const auto read = readAll("# fine\nok 1\n" + line.toStdString() + "\n");
        QVERIFY(!read.ok());
        QVERIFY2(read.error().message.starts_with("line 3 of the metrics "), read.error().message.c_str());
    }

    // Whole documents of OpenMetrics, each kind of family once.
    void readsOpenMetrics_data() {
        QTest::addColumn<QByteArray>("document");
        QTest::addColumn<int>("samples");
        const auto add = [](const char* name, const char* document, int samples) {
            QTest::newRow(name) << QByteArray(document) + "# EOF\n" << samples;
        };
        add("nothing", "", 0);
        add("counter", "# TYPE a counter\n# HELP a help\na_total 1\na_created 1.5e9\n", 2);
        add("counter with its unit",
            "# TYPE a_seconds counter\n# UNIT a_seconds seconds\na_seconds_total 1\n", 1);
        add("gauge", "# TYPE a gauge\na -3.5\n", 1);
        add("unknown", "# TYPE a unknown\na 1\n", 1);
        add("no metadata", "a 1\nb{c=\"d\"} 2\n", 2);
        add("summary", "# TYPE a summary\na{quantile=\"0.5\"} 7\na_count 1\na_sum 2\na_created 3\n", 4);
        add("histogram",
            "# TYPE a histogram\na_bucket{le=\"1.0\"} 0\na_bucket{le=\"+Inf\"} 3\na_count 3\na_sum 2\n", 4);
        add("gauge histogram", "# TYPE a gaugehistogram\na_bucket{le=\"+Inf\"} 3\na_gcount 3\na_gsum -2\n",
            3);
        add("info", "# TYPE a info\na_info{version=\"1.2\",empty=\"\"} 1\n", 1);
        add("state set", "# TYPE a stateset\na{a=\"on\"} 1\na{a=\"off\"} 0\n", 2);
        add("timestamps",
            "# TYPE a gauge\na{b=\"1\"} 1 1520879607.789\na{b=\"2\"} 1 -1.5e3\na{b=\"3\"} 1 0\n", 3);
        add("exemplars",
            "# TYPE a histogram\na_bucket{le=\"1.0\"} 0 # {}\na_bucket{le=\"2.0\"} 2 # {t=\"x # }\"} 0.5\n"
            "a_bucket{le=\"+Inf\"} 3 4 # {t=\"y\"} 2.5 12\n",
            3);
        add("no number", "# TYPE a gauge\na{b=\"1\"} NaN\na{b=\"2\"} +Inf\na{b=\"3\"} -Inf\n", 3);
        add("escapes", "# TYPE a counter\n# HELP a he\\n\\\\l\\tp\na_total{b=\"c\\\"d\\ne\\\\f\"} 1\n", 1);
        add("a snowman in a help", "# TYPE a gauge\na{b=\"c\"} 1\n# HELP a \u2603\n", 1);
        add("names in quotes", "# TYPE \"a.b\" gauge\n{\"a.b\",\"c.d\"=\"e\"} 1\n", 1);
    }
    void readsOpenMetrics() {
        QFETCH(QByteArray, document);
        QFETCH(int, samples);
        const auto read = readAll(document.toStdString());
        QVERIFY2(read.ok(), read ? "" : read.error().message.c_str());
        QCOMPARE(static_cast<int>(read->size()), samples);
    }

    void commentsAndBlankLinesAreNothing() {
        const auto read = readAll("#\n# HELP a b\n#TYPE\n\n \t\na 1\n# EOF\nthis is not read {{{\n");
        QVERIFY2(read.ok(), read ? "" : read.error().message.c_str());
        QCOMPARE(read->size(), std::size_t{1});
    }

    void whatIsNotWantedIsNotExamined() {
        int taken = 0;
        const Status read =
            readExposition("other{{{ \"\nwanted 1\n", {[](std::string_view name) { return name == "wanted"; },
                                                       [&taken](const MetricSample&) { ++taken; }});
        QVERIFY(read.ok());
        QCOMPARE(taken, 1);
    }
};

QTEST_GUILESS_MAIN(TestExposition)
#include "tst_exposition.moc"
