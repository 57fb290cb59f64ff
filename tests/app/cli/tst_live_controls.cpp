#include <QtTest>
#include <csignal>

#include "app/cli/live_controls.h"

using namespace leaktide;
using namespace leaktide::app;

class TestLiveControls : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void linesAreOrders() {
        QVERIFY(parseLiveOrder(" stop ")->stop);
        QVERIFY(parseLiveOrder("mark")->mark);
        QCOMPARE(parseLiveOrder("rate 500")->wish.rate->perSecond(), 500.0);
        QCOMPARE(parseLiveOrder("2k")->wish.rate->perSecond(), 2000.0);
        QCOMPARE(parseLiveOrder("Rate 300/1m")->wish.rate->perSecond(), 5.0);
        const auto more = parseLiveOrder("+10%");
        QVERIFY(more.ok() && !more->wish.rate && std::abs(more->wish.factor - 1.1) < 1e-12);
        QVERIFY(std::abs(parseLiveOrder("-25 %")->wish.factor - 0.75) < 1e-12);
    }

    void othersAreRefusedInOneSentence() {
        for (const char* line : {"", "rate", "rate 0", "faster", "+10", "-100%", "+x%", "rate -5", "1e9"}) {
            const auto order = parseLiveOrder(line);
            QVERIFY2(!order.ok() && order.error().message.find("+10%") != std::string::npos, line);
        }
    }

    void signalsChangeTheRateByATenth() {
        LiveControls controls(LiveControls::Input::IfTerminal);
        std::atomic<double> factor{1};
        controls.whenAsked([&factor](const LiveOrder& order) { factor = factor * order.wish.factor; });
        ::kill(::getpid(), SIGUSR1);
        QTRY_VERIFY(std::abs(factor - 1.1) < 1e-9);
        ::kill(::getpid(), SIGUSR2);
        QTRY_VERIFY(std::abs(factor - 0.99) < 1e-9);
        controls.whenAsked({});
    }
};

QTEST_GUILESS_MAIN(TestLiveControls)
#include "tst_live_controls.moc"
