#include <QTemporaryDir>
#include <QtTest>

#include "app/models/profile_book.h"
#include "app/models/profile_table_model.h"

using namespace leaktide;
using namespace leaktide::app;

namespace {

const QString Golden = LEAKTIDE_SOURCE_DIR "/tests/golden/profiles/";

RecordedProfile recorded(const std::string& mark, double tS, const QString& file) {
    QFile from(Golden + file);
    if (!from.open(QIODevice::ReadOnly)) {
        qFatal("no golden file");
    }
    const std::string kind = file.left(file.indexOf('_')).toStdString();
    return {mark, tS, kind, std::make_shared<const std::string>(from.readAll().toStdString())};
}

std::vector<RecordedProfile> run() {
    return {recorded("baseline", 1.5, "heap_before.pb.gz"),
            recorded("baseline", 1.5, "goroutine_before.pb.gz"),
            recorded("after_cycle_1", 20, "heap_after.pb.gz"),
            recorded("after_cycle_1", 20, "goroutine_after.pb.gz")};
}

}  // namespace

class TestProfileBook : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void marksOfARunAreCompared() {
        ProfileBook book;
        book.setRun(run());
        QCOMPARE(book.kinds(), (QStringList{"heap", "goroutine"}));
        const auto marks = book.marks("goroutine");
        QCOMPARE(marks.size(), 2);
        QCOMPARE(marks[0].label, QString("Baseline (1.5 s)"));
        QCOMPARE(marks[1].label, QString("After cycle 1 (20.0 s)"));
        const auto difference = book.compare("goroutine", "baseline", "after_cycle_1");
        QVERIFY(difference.ok());
        ProfileTableModel table;
        table.show(**difference, 0, ValueSign::Always);
        const int row = table.rowOf("main.waitForever");
        QVERIFY(row >= 0);
        QCOMPARE(table.index(row, ProfileTableModel::Cumulative).data().toString(), QString("+300"));
        QCOMPARE(table.index(0, ProfileTableModel::Function).data().toString(), QString("runtime.gopark"));
        const auto whole = book.compare("goroutine", {}, "after_cycle_1");
        QVERIFY(whole.ok());
        QVERIFY((*whole)->samples.size() < (*difference)->samples.size());
        QVERIFY(!book.compare("goroutine", "baseline", "after_cycle_7").ok());
    }

    void aNewRunReplacesTheOneBeforeAndFilesStay() {
        ProfileBook book;
        book.setRun(run());
        QVERIFY(book.addFile(Golden + "heap_after.pb.gz").ok());
        book.setRun({});
        QCOMPARE(book.kinds(), QStringList{"file"});
        QCOMPARE(book.marks("file").value(0).label, QString("heap_after.pb.gz"));
        QVERIFY(book.compare("file", {}, Golden + "heap_after.pb.gz").ok());
        QVERIFY(book.addFile(Golden + "goroutine_after.pb.gz").ok());
        const auto mixed =
            book.compare("file", Golden + "heap_after.pb.gz", Golden + "goroutine_after.pb.gz");
        QVERIFY(!mixed.ok());
        QVERIFY(mixed.error().message.find("measure different things") != std::string::npos);
    }

    void aFileThatIsNoProfileIsNamed() {
        const QTemporaryDir folder;
        QFile file(folder.filePath("x.pb.gz"));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("no profile") == 10);
        file.close();
        ProfileBook book;
        const Status added = book.addFile(folder.filePath("x.pb.gz"));
        QVERIFY(!added.ok());
        QVERIFY(QString::fromStdString(added.error().message).contains("x.pb.gz"));
        QVERIFY(book.kinds().isEmpty());
    }

    void theTableSortsByEachColumn() {
        StackProfile profile;
        profile.types = {{"inuse_space", "bytes"}};
        profile.functions = {"b.grew", "a.shrank", "c.little"};
        profile.files = {""};
        profile.samples = {{{{0, 0, 0, false}}, {3 << 20}, SampleSide::After},
                           {{{1, 0, 0, false}}, {-(4 << 20)}, SampleSide::Before},
                           {{{2, 0, 0, false}}, {1024}, SampleSide::After}};
        ProfileTableModel table;
        table.show(profile, 0, ValueSign::Always);
        const auto column = [&table](int which) {
            QStringList cells;
            for (int row = 0; row < table.rowCount(); ++row) {
                cells += table.index(row, which).data().toString();
            }
            return cells;
        };
        // What grew stands first, although more has shrunk.
        QCOMPARE(column(ProfileTableModel::Flat), (QStringList{"+3.0 MiB", "+1.0 KiB", "−4.0 MiB"}));
        QVERIFY(table.anyNegative());
        table.sort(ProfileTableModel::Function, Qt::AscendingOrder);
        QCOMPARE(column(ProfileTableModel::Function), (QStringList{"a.shrank", "b.grew", "c.little"}));
        table.sort(ProfileTableModel::Cumulative, Qt::AscendingOrder);
        QCOMPARE(column(ProfileTableModel::Function), (QStringList{"a.shrank", "c.little", "b.grew"}));
    }

    void wordsForPeople() {
        QCOMPARE(profileMarkLabel("by_hand_2"), QString("By hand 2"));
        QCOMPARE(profileMarkLabel("growing_heap_in_use"), QString("Heap in use began to grow"));
        QCOMPARE(profileMarkLabel("something"), QString("something"));
        QCOMPARE(profileKindLabel("goroutine"), QString("Goroutines"));
        QCOMPARE(profileTypeLabel({"inuse_space", "bytes"}), QString("Bytes in use"));
        QCOMPARE(profileTypeLabel({"delay", "nanoseconds"}), QString("delay (nanoseconds)"));
        QCOMPARE(profileValueText(-300, "count", ValueSign::Always), QString("−300"));
        QCOMPARE(profileValueText(300, "count", ValueSign::WhereNegative), QString("300"));
        QCOMPARE(profileValueText(1.5e9, "nanoseconds", ValueSign::Always), QString("+1.50 s"));
    }
};

QTEST_GUILESS_MAIN(TestProfileBook)
#include "tst_profile_book.moc"
