// The command line and the settings of the app.
#include <QTemporaryDir>
#include <QTest>

#include "app/shell/app_options.h"
#include "app/shell/settings_store.h"

using namespace leaktide;
using namespace leaktide::app;

class TestAppOptions : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everythingGiven() {
        const auto command = parseCommand({"leaktide", "http://127.0.0.1:1/", "--autostart", "--duration",
                                           "5s", "--connections", "7", "--no-bundled", "--theme", "dark"});
        QVERIFY(command.ok());
        QCOMPARE(command->options.url, "http://127.0.0.1:1/");
        QCOMPARE(command->options.duration, "5s");
        QCOMPARE(command->options.connections.value(), 7);
        QVERIFY(command->options.atStart == AtStart::Run);
        QVERIFY(command->options.bundled == BundledUse::Leave);
        QVERIFY(command->options.theme == ThemeChoice::Dark);
    }

    void helpNamesEveryFlag() {
        const auto command = parseCommand({"leaktide", "--help"});
        QVERIFY(command.ok());
        for (const char* flag :
             {"--autostart", "--duration", "--no-bundled", "--fault", "--theme", "--settings"}) {
            QVERIFY2(command->text.contains(flag), flag);
        }
    }

    void mistakesNameWhatWasWrong_data() {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("part");
        QTest::newRow("unknown flag") << QStringList{"leaktide", "--bogus"} << "bogus";
        QTest::newRow("two URLs") << QStringList{"leaktide", "a", "b"} << "2";
        QTest::newRow("connections") << QStringList{"leaktide", "--connections", "many"} << "many";
        QTest::newRow("theme") << QStringList{"leaktide", "--theme", "pink"} << "pink";
    }
    void mistakesNameWhatWasWrong() {
        QFETCH(QStringList, arguments);
        QFETCH(QString, part);
        const auto command = parseCommand(arguments);
        QVERIFY(!command.ok());
        QVERIFY(QString::fromStdString(command.error().message).contains(part));
    }

    void settingsSurvive() {
        const QTemporaryDir folder;
        const QString file = folder.filePath("leaktide.ini");
        {
            SettingsStore settings(file);
            settings.setForm({"http://never.kept/", 33, "1.75", "5m"});
            settings.addAddress("http://a/");
            settings.addAddress("http://b/");
            settings.addAddress("http://a/");
            settings.agreeToHost("example.com");
            settings.setTheme(ThemeChoice::Dark);
        }
        const SettingsStore settings(file);
        QCOMPARE(settings.form().connections, 33);
        QCOMPARE(settings.form().rate, "1.75");
        QCOMPARE(settings.form().duration, "5m");
        QCOMPARE(settings.addresses(), (QStringList{"http://a/", "http://b/"}));
        QVERIFY(settings.hostAgreed("EXAMPLE.com"));
        QVERIFY(!settings.hostAgreed("example.org"));
        QVERIFY(settings.theme() == ThemeChoice::Dark);
    }
};

QTEST_APPLESS_MAIN(TestAppOptions)
#include "tst_app_options.moc"
