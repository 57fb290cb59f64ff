#include <QDialogButtonBox>
#include <QtTest>

#include "app/bridge/series_fetch.h"
#include "app/pages/metric_dialog.h"

using namespace leaktide;
using namespace leaktide::app;

namespace {

SeriesList twoSeries() {
    SeriesList list;
    list.source = "http://127.0.0.1:1/metrics";
    list.series = {{"jobs{state=\"on\"}", 3, "gauge", "Jobs that run."},
                   {"app_cache_bytes", 1234.5, "gauge", "Size of the cache."}};
    return list;
}

template <typename Widget>
Widget& child(MetricDialog& dialog, const char* name) {
    return *dialog.findChild<Widget*>(QLatin1String(name));
}

}  // namespace

class TestMetricDialog : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aSeriesIsChosenForASignal() {
        MetricDialog dialog(std::vector<SignalChoice>{{"fds", "my_files"}});
        dialog.showSeries(twoSeries());
        auto& table = child<QTableView>(dialog, "seriesTable");
        QCOMPARE(table.model()->rowCount(), 2);
        QVERIFY(!child<QPushButton>(dialog, "useSeries").isEnabled());
        child<QLineEdit>(dialog, "seriesFilter").setText(QStringLiteral("CACHE"));
        QCOMPARE(table.model()->rowCount(), 1);
        table.selectRow(0);
        QCOMPARE(child<QComboBox>(dialog, "signalName").currentText(), QStringLiteral("app_cache_bytes"));
        child<QPushButton>(dialog, "useSeries").click();
        QVERIFY((dialog.choices() ==
                 std::vector<SignalChoice>{{"fds", "my_files"}, {"app_cache_bytes", "app_cache_bytes"}}));
        child<QLineEdit>(dialog, "seriesFilter").setText(QStringLiteral("on"));
        table.selectRow(0);
        child<QComboBox>(dialog, "signalName").setEditText(QStringLiteral("fds"));
        child<QPushButton>(dialog, "useSeries").click();
        QCOMPARE(dialog.choices().front().metrics, std::string("jobs{state=\"on\"}"));
        child<QComboBox>(dialog, "signalName").setEditText(QStringLiteral("No Name"));
        QVERIFY(!child<QPushButton>(dialog, "useSeries").isEnabled());
    }

    void whyThereIsNothingIsSaid() {
        MetricDialog dialog(std::vector<SignalChoice>{});
        dialog.showFailure(QStringLiteral("no metrics found"));
        QCOMPARE(child<QLabel>(dialog, "seriesSource").text(), QStringLiteral("No metrics found."));
    }

    void namesAreSuggested() {
        QCOMPARE(suggestedSignalName(QStringLiteral("jobs{state=\"on\"}")), QStringLiteral("jobs"));
        QCOMPARE(suggestedSignalName(QStringLiteral("9:App.Queue-depth")), QStringLiteral("app_queue_depth"));
    }

    void theListIsFetchedWithoutWaiting() {
        SeriesFetch fetch;
        QSignalSpy spy(&fetch, &SeriesFetch::fetched);
        Plan plan;
        plan.requests.emplace_back().url = "http://127.0.0.1:1/";
        fetch.fetch(plan);
        QTRY_COMPARE_WITH_TIMEOUT(spy.count(), 1, 10000);
        QVERIFY(!spy.first().first().value<SeriesResult>()->ok());
    }
};

QTEST_MAIN(TestMetricDialog)
#include "tst_metric_dialog.moc"
