// The real window against the real bundled target, driven as a user would: click, type, look, export.
#include <signal.h>

#include <QApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QFileDialog>
#include <QMessageBox>
#include <QSlider>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>
#include <QToolButton>
#include <memory>

#include "app/models/fault_model.h"
#include "app/pages/requests_dialog.h"
#include "app/shell/main_window.h"

using namespace leaktide;
using namespace leaktide::app;

namespace {

constexpr int Patience = 30000;

struct OpenWindow {
    QTemporaryDir folder;
    std::unique_ptr<SettingsStore> settings =
        std::make_unique<SettingsStore>(folder.filePath("leaktide.ini"));
    std::unique_ptr<MainWindow> window;

    explicit OpenWindow(const AppOptions& options) {
        window = std::make_unique<MainWindow>(options, *settings);
        window->show();
        window->begin();
    }

    template <typename Widget>
    Widget* find(const char* name) const {
        auto* widget = window->findChild<Widget*>(QLatin1String(name));
        if (widget == nullptr) {
            qFatal("no widget is named %s", name);
        }
        return widget;
    }
    void click(const char* button) const { QTest::mouseClick(find<QPushButton>(button), Qt::LeftButton); }
    void type(const char* field, const QString& text) const {
        auto* edit = find<QLineEdit>(field);
        edit->setFocus();
        edit->selectAll();
        QTest::keyClicks(edit, text);
    }
    [[nodiscard]] bool targetRuns() const { return window->target().state() == TargetState::Running; }
    [[nodiscard]] bool idle() const { return window->runs().state() == RunState::Idle; }
    [[nodiscard]] QString message() const { return window->page()->banner()->text(); }
};

AppOptions shortRun(const QString& duration) {
    AppOptions options;
    options.duration = duration;
    options.connections = 4;
    options.rate = "500";
    return options;
}

AppOptions withoutBundled(const QString& url) {
    AppOptions options;
    options.bundled = BundledUse::Leave;
    options.url = url;
    return options;
}

// Answers the next dialog that opens: waits for it, then lets `act` press its buttons.
template <typename Dialog, typename Act>
void whenOpens(Act act) {
    auto* timer = new QTimer(qApp);
    timer->setInterval(20);
    QObject::connect(timer, &QTimer::timeout, timer, [timer, act] {
        if (auto* dialog = qobject_cast<Dialog*>(QApplication::activeModalWidget())) {
            timer->deleteLater();
            act(dialog);
        }
    });
    timer->start();
}

QList<QStringList> readCsv(const QString& path) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return {};
    }
    QList<QStringList> rows;
    for (const QByteArray& line : file.readAll().split('\n')) {
        if (!line.trimmed().isEmpty()) {
            rows += QString::fromUtf8(line.trimmed()).split(',');
        }
    }
    return rows;
}

double columnSum(const QList<QStringList>& rows, const QString& column) {
    const qsizetype at = rows.value(0).indexOf(column);
    double sum = at < 0 ? -1 : 0;
    for (qsizetype i = 1; i < rows.size() && at >= 0; ++i) {
        sum += rows.at(i).value(at).toDouble();
    }
    return sum;
}

}  // namespace

class TestMainWindow : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() {
        qputenv("PATH", QByteArray(LEAKTIDE_BIN_DIR) + ":" + qgetenv("PATH"));
        QApplication::setAttribute(Qt::AA_DontUseNativeDialogs);
    }

    void moreRequestsGoIntoThePlan() {
        const OpenWindow open(withoutBundled("http://127.0.0.1:1/json"));
        whenOpens<RequestsDialog>([](RequestsDialog* dialog) {
            dialog->findChild<QPushButton*>("addRequest")->click();
            auto* table = dialog->findChild<QTableWidget*>("requestsTable");
            table->item(1, 2)->setText(QStringLiteral("/echo"));
            dialog->accept();
        });
        open.find<QAction>("chooseRequestsAction")->trigger();
        QCOMPARE(open.find<QLabel>("urlFieldLabel")->text(), "&Target, and one more request");
        const std::optional<Plan> plan = open.window->planOfForm();
        QVERIFY(plan && plan->requests.size() == 2);
        QCOMPARE(QString::fromStdString(plan->requests.back().url), "http://127.0.0.1:1/echo");
    }

    void aLeakIsFoundAndExported() {
        const OpenWindow open(shortRun("7s"));
        QTRY_VERIFY_WITH_TIMEOUT(open.targetRuns(), Patience);
        QVERIFY(open.find<QLineEdit>("urlEdit")->text().startsWith("http://127.0.0.1:"));
        auto* fault = open.find<QComboBox>("faultField");
        QTRY_VERIFY_WITH_TIMEOUT(fault->isEnabled(), Patience);
        const int row = fault->findData("task-stuck", FaultModel::NameRole);
        QVERIFY(row > 0);
        fault->setFocus();
        for (int i = 0; i < row; ++i) {
            QTest::keyClick(fault, Qt::Key_Down);
        }
        QCOMPARE(fault->currentIndex(), row);
        open.click("startButton");
        QTRY_VERIFY_WITH_TIMEOUT(!open.idle(), Patience);
        QTRY_COMPARE_WITH_TIMEOUT(open.find<QPushButton>("startButton")->text(), "Stop", Patience);
        QTRY_VERIFY_WITH_TIMEOUT(open.idle(), 2 * Patience);

        const RunSnapshotPtr snapshot = open.window->runs().latest();
        QVERIFY(snapshot && snapshot->ended);
        QCOMPARE(snapshot->record.stopReason, StopReason::Finished);
        QCOMPARE(snapshot->record.totals.counters.ok, snapshot->record.totals.counters.requests);
        auto* card = open.find<QWidget>("verdict_tasks");
        const QString word = card->findChild<QLabel*>("verdictWord")->text();
        QVERIFY2(word == "Leak" || word == "Growing, undecided", qPrintable(word));
        QVERIFY(card->accessibleName().contains(word));
        QCOMPARE(open.find<QWidget>("verdict_pool_in_use")->findChild<QLabel*>("verdictWord")->text(),
                 "Stable");
        QVERIFY(open.window->windowTitle().contains("Leaktide"));
        checkExport(open, *snapshot);
    }

    void stopWorksAtOnce() {
        const OpenWindow open(shortRun("1h"));
        QTRY_VERIFY_WITH_TIMEOUT(open.targetRuns(), Patience);
        QTest::keyClick(open.find<QLineEdit>("durationField"), Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(
            open.window->runs().latest() && open.window->runs().latest()->phase == Phase::Load, Patience);
        QElapsedTimer clock;
        clock.start();
        open.click("startButton");
        QTRY_VERIFY_WITH_TIMEOUT(open.idle(), Patience);
        QVERIFY2(clock.elapsed() < 2000, qPrintable(QString::number(clock.elapsed())));
        QCOMPARE(open.window->runs().latest()->record.stopReason, StopReason::StoppedByUser);
        QCOMPARE(open.find<QPushButton>("startButton")->text(), "Start");
    }

    void closingStopsRunAndTarget() {
        int pid = 0;
        QElapsedTimer clock;
        {
            const OpenWindow open(shortRun("1h"));
            QTRY_VERIFY_WITH_TIMEOUT(open.targetRuns(), Patience);
            pid = open.window->target().pid();
            open.click("startButton");
            QTRY_VERIFY_WITH_TIMEOUT(open.window->runs().latest() != nullptr, Patience);
            clock.start();
            open.window->close();
        }
        QVERIFY2(clock.elapsed() < 2500, qPrintable(QString::number(clock.elapsed())));
        QVERIFY(::kill(pid, 0) != 0);  // ended and reaped
    }

    void aDyingTargetIsSaid() {
        const OpenWindow open(shortRun("1h"));
        QTRY_VERIFY_WITH_TIMEOUT(open.targetRuns(), Patience);
        open.click("startButton");
        QTRY_VERIFY_WITH_TIMEOUT(
            open.window->runs().latest() && open.window->runs().latest()->phase == Phase::Load, Patience);
        ::kill(open.window->target().pid(), SIGKILL);
        QTRY_VERIFY_WITH_TIMEOUT(open.idle(), Patience);
        QVERIFY2(open.message().contains("signal 9"), qPrintable(open.message()));
        QCOMPARE(open.window->runs().latest()->record.stopReason, StopReason::TargetLost);
        QVERIFY(open.window->findChild<QAction*>("exportAction")->isEnabled());
        const int dead = open.window->target().pid();
        open.click("startButton");  // starts a fresh target, then the run
        QTRY_VERIFY_WITH_TIMEOUT(open.window->runs().state() == RunState::Running, Patience);
        QVERIFY(open.window->target().pid() != dead);
        QVERIFY(open.message().isEmpty());
    }

    void theSliderChangesARunThatGoes() {
        const OpenWindow open(shortRun("60s"));
        QTRY_VERIFY_WITH_TIMEOUT(open.targetRuns(), Patience);
        auto* slider = open.find<QSlider>("rateSlider");
        slider->setValue(slider->value() - 100);  // before the run: a tenth
        QCOMPARE(open.find<QLineEdit>("rateField")->text(), "50.0");
        open.click("startButton");
        const auto marked = [&open](const char* text) {
            const RunSnapshotPtr latest = open.window->runs().latest();
            const auto& marks = latest ? latest->record.marks : std::vector<Mark>();
            return std::any_of(marks.begin(), marks.end(), [text](const Mark& mark) {
                return english(mark.text).find(text) != std::string::npos;
            });
        };
        QTRY_VERIFY_WITH_TIMEOUT(
            open.window->runs().latest() && open.window->runs().latest()->phase == Phase::Load, Patience);
        slider->setValue(slider->value() + 100);
        QTRY_VERIFY_WITH_TIMEOUT(marked("rate set to 500"), Patience);
        QTRY_VERIFY_WITH_TIMEOUT(open.find<QLabel>("statusConnections")->text().contains("open"), Patience);
        open.click("startButton");
        QTRY_VERIFY_WITH_TIMEOUT(open.idle(), Patience);
    }

    void nobodyListens() {
        QTcpServer server;  // a port that was free a moment ago
        QVERIFY(server.listen(QHostAddress::LocalHost));
        const QString url = QStringLiteral("http://127.0.0.1:%1/").arg(server.serverPort());
        server.close();
        const OpenWindow open(withoutBundled(url));
        open.click("startButton");
        QTRY_VERIFY_WITH_TIMEOUT(!open.message().isEmpty(), Patience);
        QVERIFY2(open.message().contains("refused"), qPrintable(open.message()));
        QVERIFY(open.idle());
    }

    void mistakesAreSaidBesideTheirField() {
        const OpenWindow open(withoutBundled("http://127.0.0.1:1/"));
        open.type("rateField", "fast");
        open.click("startButton");
        QVERIFY2(open.message().contains("fast"), qPrintable(open.message()));
        QCOMPARE(open.window->focusWidget(), open.find<QLineEdit>("rateField"));
        open.type("urlEdit", "ftp://127.0.0.1/");
        open.click("startButton");
        QVERIFY2(open.message().contains("ftp"), qPrintable(open.message()));
        QVERIFY(open.idle());
    }

    void publicHostsNeedConsent() {
        const OpenWindow open(withoutBundled("http://192.0.2.1/"));  // RFC 5737: nobody is there
        QString asked;
        whenOpens<QMessageBox>([&](QMessageBox* box) {
            asked = box->text();
            QTest::mouseClick(box->button(QMessageBox::Cancel), Qt::LeftButton);
        });
        open.click("startButton");
        QVERIFY2(asked.contains("192.0.2.1"), qPrintable(asked));
        QVERIFY(open.idle());
        open.settings->agreeToHost("192.0.2.1");
        open.click("startButton");
        QVERIFY(!open.idle());  // connecting, without a question
        open.click("startButton");
        QVERIFY(open.idle());  // and given up at once
    }

    void everyControlHasANameForReaders() {
        const OpenWindow open(withoutBundled("http://127.0.0.1:1/"));
        for (const char* name :
             {"urlField", "urlEdit", "connectionsField", "rateField", "rateSlider", "durationField",
              "faultField", "faultEveryField", "startButton", "charts", "verdictPanel", "phaseBar"}) {
            QVERIFY2(!open.find<QWidget>(name)->accessibleName().isEmpty(), name);
        }
    }

private:
    void checkExport(const OpenWindow& open, const RunSnapshot& snapshot) {
        const QString folder = open.folder.filePath("csv");
        QVERIFY(QDir().mkpath(folder));
        whenOpens<QFileDialog>([&](QFileDialog* dialog) {
            auto* name = dialog->findChild<QLineEdit*>("fileNameEdit");
            name->setText(folder);  // typed key by key, the completer's popup takes keys in its own time
            QTest::keyClick(name, Qt::Key_Return);
        });
        QTest::mouseClick(open.find<QToolButton>("exportActionButton"), Qt::LeftButton);
        QVERIFY2(open.message().contains(folder), qPrintable(open.message()));
        const auto timeline = readCsv(folder + "/timeline.csv");
        QVERIFY(timeline.size() > 8);
        const double done = columnSum(timeline, "ok") + columnSum(timeline, "failed");
        QCOMPARE(done, static_cast<double>(snapshot.record.totals.counters.requests));
        const auto verdicts = readCsv(folder + "/signals.csv");
        const bool found = std::any_of(verdicts.begin(), verdicts.end(), [&](const QStringList& row) {
            return row.contains("tasks") && (row.contains("leak") || row.contains("growing_undecided"));
        });
        QVERIFY(found);
        QVERIFY(QFile::exists(folder + "/errors.csv"));
    }
};

QTEST_MAIN(TestMainWindow)
#include "tst_main_window.moc"
