// The charts: one time axis, one cursor, zoom that stays inside the run.
#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>

#include "app/charts/chart_stack.h"
#include "tests/app/records.h"

using namespace leaktide;
using namespace leaktide::app;

namespace {

struct Shown {
    ChartStack stack;

    Shown() {
        stack.resize(900, 700);
        stack.show();
        stack.show(timelineFrom(tests::midRun()));
        settle();
    }
    void settle() { stack.plot()->replot(); }
    [[nodiscard]] QPoint at(double tS, int chart) const {
        const MetricChart* one = stack.charts().at(chart);
        return {static_cast<int>(one->timeAxis()->coordToPixel(tS)), one->axisRect()->center().y()};
    }
    void wheel(const QPoint& where, int steps) {
        QWheelEvent event(where, stack.plot()->mapToGlobal(where), {}, {0, 120 * steps}, Qt::NoButton,
                          Qt::NoModifier, Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(stack.plot(), &event);
        settle();
    }
    [[nodiscard]] bool allShow(const QCPRange& range) const {
        return std::all_of(stack.charts().begin(), stack.charts().end(), [&](const MetricChart* chart) {
            return std::abs(chart->timeAxis()->range().lower - range.lower) < 1e-9 &&
                   std::abs(chart->timeAxis()->range().upper - range.upper) < 1e-9;
        });
    }
};

}  // namespace

class TestChartStack : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void fiveChartsShareTheAxis() {
        Shown shown;
        QCOMPARE(shown.stack.charts().size(), 5);
        QVERIFY(shown.allShow(QCPRange(0, 30)));
        const int left = shown.stack.charts().front()->axisRect()->left();
        for (const MetricChart* chart : shown.stack.charts()) {
            QCOMPARE(chart->axisRect()->left(), left);
        }
    }

    void wheelZoomsAllAndDoubleClickResets() {
        Shown shown;
        shown.wheel(shown.at(6, 3), 2);
        const QCPRange zoomed = shown.stack.timeRange();
        QVERIFY(zoomed.size() < 25);
        QVERIFY(zoomed.contains(6));
        QVERIFY(shown.allShow(zoomed));
        RunSnapshot later = tests::midRun();
        later.elapsedS = 12;
        shown.stack.show(timelineFrom(later));
        QVERIFY(shown.allShow(zoomed));  // new data must not take the view away
        QTest::mouseDClick(shown.stack.plot(), Qt::LeftButton, {}, shown.at(6, 0));
        QVERIFY(shown.allShow(QCPRange(0, 30)));
    }

    void dragMovesAllAndStopsAtTheEnds() {
        Shown shown;
        shown.wheel(shown.at(6, 0), 3);
        const QCPRange before = shown.stack.timeRange();
        const QPoint from = shown.at(6, 1);
        QTest::mousePress(shown.stack.plot(), Qt::LeftButton, {}, from);
        QTest::mouseMove(shown.stack.plot(), from + QPoint(-40, 0));
        QTest::mouseMove(shown.stack.plot(), from + QPoint(-80, 0));
        QTest::mouseRelease(shown.stack.plot(), Qt::LeftButton, {}, from + QPoint(-80, 0));
        QVERIFY(shown.stack.timeRange().lower > before.lower);
        QVERIFY(shown.allShow(shown.stack.timeRange()));
        shown.wheel(shown.at(shown.stack.timeRange().center(), 0), -30);
        QVERIFY(shown.allShow(QCPRange(0, 30)));
    }

    void theCursorReadsEveryChart() {
        Shown shown;
        QTest::mouseMove(shown.stack.plot(), shown.at(5.5, 4));
        QVERIFY(shown.stack.cursor().has_value());
        QVERIFY(std::abs(*shown.stack.cursor() - 5.5) < 0.2);
        const auto value = [&](int chart) {
            return shown.stack.charts().at(chart)->header()->keys().front().value;
        };
        QCOMPARE(value(0), "1,000/s");
        QCOMPARE(value(1), "2.00 ms");
        QCOMPARE(value(4), "40.0 MiB");
        shown.stack.setCursor(std::nullopt);
        QCOMPARE(value(3), "32");  // the latest reading of tasks
    }

    void keysWork() {
        Shown shown;
        QTest::keyClick(shown.stack.plot(), Qt::Key_Right);
        const double first = shown.stack.cursor().value();
        QTest::keyClick(shown.stack.plot(), Qt::Key_Right);
        QVERIFY(shown.stack.cursor().value() > first);
        QTest::keyClick(shown.stack.plot(), Qt::Key_Plus);
        QVERIFY(shown.stack.timeRange().size() < 25);
        QTest::keyClick(shown.stack.plot(), Qt::Key_Home);
        QVERIFY(shown.allShow(QCPRange(0, 30)));
    }

    void chartsCanBeChosen() {
        Shown shown;
        shown.stack.setShownSignals({"tasks"});
        QCOMPARE(shown.stack.charts().size(), 3);
        shown.stack.setShownSignals({"tasks", "heap_in_use"});
        QCOMPARE(shown.stack.charts().size(), 4);
        shown.settle();
    }

    void darkAndLightDiffer() {
        QPalette dark;
        dark.setColor(QPalette::Window, Qt::black);
        dark.setColor(QPalette::WindowText, Qt::white);
        QPalette light;
        light.setColor(QPalette::Window, Qt::white);
        light.setColor(QPalette::WindowText, Qt::black);
        QVERIFY(isDark(dark) && !isDark(light));
        // Words in colour must be readable: at least 4.5 to 1 on the card (WCAG 2.1, 1.4.3).
        const auto luminance = [](const QColor& color) {
            const auto part = [](double c) {
                return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
            };
            return 0.2126 * part(color.redF()) + 0.7152 * part(color.greenF()) + 0.0722 * part(color.blueF());
        };
        for (const auto& [palette, card] :
             {std::pair(dark, QColor(0x1A, 0x21, 0x29)), std::pair(light, QColor(Qt::white))}) {
            const ChartTheme theme = chartThemeFor(palette);
            for (const Tone tone : {Tone::Neutral, Tone::Good, Tone::Notice, Tone::Warning, Tone::Bad}) {
                const double a = luminance(theme.verdict(tone));
                const double b = luminance(card);
                QVERIFY2((std::max(a, b) + 0.05) / (std::min(a, b) + 0.05) >= 4.5,
                         qPrintable(theme.verdict(tone).name()));
            }
        }
    }
};

QTEST_MAIN(TestChartStack)
#include "tst_chart_stack.moc"
