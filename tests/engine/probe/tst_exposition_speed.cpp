// A 20 MB exposition, mostly of series that nobody wants, is read in well under 200 ms.
#include <QtTest>

#include "engine/probe/metric_reader.h"

using namespace leaktide;

class TestExpositionSpeed : public QObject {
    Q_OBJECT

private slots:
    void readsTwentyMegabytes() {
        std::string text = "process_open_fds 7\n";
        for (int family = 0; text.size() < 20'000'000; ++family) {
            const std::string name =
                "app_request_duration_seconds_" + std::to_string(family % 2000) + "_bucket";
            text += "# HELP " + name + " Time that a request took.\n# TYPE " + name + " histogram\n";
            for (int series = 0; series < 40; ++series) {
                text += name + "{method=\"GET\",path=\"/api/v1/items/" + std::to_string(series) +
                        "\",status=\"200\",le=\"0.25\"} " + std::to_string(series * family) + "\n";
            }
        }
        text += "go_goroutines 11\n";
        MetricReader reader(metricTable());
        qint64 best = 1'000'000;
        for (int i = 0; i < 5; ++i) {  // the best of five: the machine has other things to do
            QElapsedTimer timer;
            timer.start();
            const auto gauges = reader.read(text);
            best = std::min(best, timer.elapsed());
            QVERIFY(gauges.ok());
            QCOMPARE(gauges->values.at("fds"), 7.0);
            QCOMPARE(gauges->values.at("tasks"), 11.0);
        }
        qInfo("%.1f MB in %lld ms", static_cast<double>(text.size()) / 1e6, static_cast<long long>(best));
        QVERIFY2(best < 200, std::to_string(best).c_str());
    }
};

QTEST_GUILESS_MAIN(TestExpositionSpeed)
#include "tst_exposition_speed.moc"
