// Verdicts as rows; faults as choices.
#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

#include "app/models/fault_model.h"
#include "app/models/verdict_model.h"
#include "tests/app/records.h"

using namespace leaktide;
using namespace leaktide::app;

class TestVerdictModel : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void showsARun() {
        VerdictModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.show(tests::ended());
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(model.row(0).label, "Tasks");
        QCOMPARE(model.row(0).word, "Leak");
        QCOMPARE(model.row(0).rate, "0.0200 tasks per request");
        QCOMPARE(model.row(0).value, "32");
        QCOMPARE(model.row(0).standing, Standing::Final);
        QCOMPARE(model.data(model.index(0), VerdictModel::IconRole).toString(), "verdict-leak");
        QCOMPARE(model.row(1).word, "Stable");
    }

    void changesInPlace() {
        VerdictModel model;
        model.show(tests::midRun());
        QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        RunSnapshot next = tests::midRun();
        model.show(next);
        QCOMPARE(changed.count(), 0);
        next.record.signals[0].verdict.verdict = Verdict::Plateaued;
        model.show(next);
        QCOMPARE(changed.count(), 1);
        QCOMPARE(changed.first().first().toModelIndex().row(), 0);
        QCOMPARE(reset.count(), 0);
        QCOMPARE(model.row(0).standing, Standing::Live);
    }

    void otherSignalsResetTheModel() {
        VerdictModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.clear();
        QCOMPARE(model.rowCount(), 3);
        QCOMPARE(model.row(0).word, "Not measured");
        model.show(tests::midRun());
        QCOMPARE(model.rowCount(), 2);
    }

    void summaryNamesTheLeak() {
        QCOMPARE(summaryOf(tests::ended()), "Leak: Tasks");
        QCOMPARE(summaryTone(tests::ended()), Tone::Bad);
        RunSnapshot clean = tests::ended();
        clean.record.signals[0].verdict = {};
        QCOMPARE(summaryOf(clean), "No leak named");
    }

    void everyVerdictHasWordIconAndTone() {
        for (int i = 0; i <= int(Verdict::NotMeasured); ++i) {
            const auto verdict = static_cast<Verdict>(i);
            QVERIFY(!verdictLabel(verdict).isEmpty());
            QVERIFY(!iconOf(verdict).isEmpty());
            QCOMPARE(toneOf(verdict) == Tone::Bad, verdict == Verdict::Leak);
        }
    }

    void faultsAsChoices() {
        FaultModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QCOMPARE(model.rowCount(), 1);
        model.setFaults(faultsFromJson(R"({"faults":[{"name":"task-stuck","explains":"Never ends.","on":true,
            "every":50,"triggered":7},{"name":"context-kept"}]})"));
        QCOMPARE(model.rowCount(), 3);
        QCOMPARE(model.data(model.index(0)).toString(), "No fault");
        QCOMPARE(model.data(model.index(1)).toString(), "task-stuck");
        QCOMPARE(model.data(model.index(1), FaultModel::ExplainsRole).toString(), "Never ends.");
        QCOMPARE(model.rowOf("context-kept"), 2);
        QCOMPARE(model.rowOf("unknown"), 0);
    }

    void brokenFaultListsAreEmpty() {
        QVERIFY(faultsFromJson("").isEmpty());
        QVERIFY(faultsFromJson("{\"faults\":7}").isEmpty());
        QVERIFY(faultsFromJson("[1,2,{\"name\":3}]").isEmpty());
        QCOMPARE(faultsFromJson("[{\"name\":\"a\"}]").size(), 1);
    }
};

QTEST_APPLESS_MAIN(TestVerdictModel)
#include "tst_verdict_model.moc"
