#include <QTest>

#include "target-server/faults/fault_order.h"

using namespace leaktide::target;

class TestFaultOrder : public QObject {
    Q_OBJECT

private slots:
    void reads_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<bool>("on");
        QTest::addColumn<quint64>("every");
        QTest::addColumn<qint64>("bytes");  // 0: unset
        QTest::newRow("empty is on") << QByteArray("") << true << quint64(1) << qint64(0);
        QTest::newRow("on") << QByteArray("on") << true << quint64(1) << qint64(0);
        QTest::newRow("off") << QByteArray("off") << false << quint64(1) << qint64(0);
        QTest::newRow("every") << QByteArray("every:50") << true << quint64(50) << qint64(0);
        QTest::newRow("both") << QByteArray("every:50,bytes:2048") << true << quint64(50) << qint64(2048);
        QTest::newRow("bytes alone") << QByteArray("bytes:1") << true << quint64(1) << qint64(1);
    }
    void reads() {
        QFETCH(QByteArray, text);
        const auto setting = parseFaultSetting(text.toStdString());
        QVERIFY(setting);
        QTEST(setting->on, "on");
        QTEST(quint64(setting->every), "every");
        QTEST(qint64(setting->bytes.value_or(0)), "bytes");
    }

    void refuses_data() {
        QTest::addColumn<QByteArray>("text");
        for (const char* text : {"every", "every:", "every:0", "every:-1", "every:1.5", "every:5x", "bytes:0",
                                 "bytes:1e9", "bytes:99999999999", "often", "every:5,", ",every:5",
                                 "every:5;bytes:2", "every: 5", "every:99999999999999999999"}) {
            QTest::newRow(text) << QByteArray(text);
        }
    }
    void refuses() {
        QFETCH(QByteArray, text);
        const auto setting = parseFaultSetting(text.toStdString());
        QVERIFY(!setting);
        QVERIFY(!setting.sentence().empty());
    }

    void bindsToAPath() {
        const auto setting = parseFaultSetting("every:3,path:/echo");
        QVERIFY(setting);
        QCOMPARE(setting->path, std::string("/echo"));
        QCOMPARE(setting->every, std::uint64_t(3));
        for (const char* wrong : {"path:", "path:echo", "path:/echo?x=1", "path:/a b"}) {
            QVERIFY(!parseFaultSetting(wrong));
        }
    }

    void namesTheFault() {
        const auto order = parseFaultOrder("task-stuck=every:50");
        QVERIFY(order);
        QCOMPARE(order->name, std::string("task-stuck"));
        QCOMPARE(order->setting.every, std::uint64_t(50));
        QVERIFY(parseFaultOrder("task-stuck")->setting.on);
        const auto wrong = parseFaultOrder("task-stuck=soon");
        QVERIFY(!wrong);
        QVERIFY(wrong.sentence().find("task-stuck") != std::string::npos);
    }
};

QTEST_GUILESS_MAIN(TestFaultOrder)
#include "tst_fault_order.moc"
