// The page that shows what grew, driven as a reader would: choose, find, zoom by mouse and by keys.
#include <QTest>

#include <QComboBox>
#include <QFile>
#include <QLineEdit>
#include <QTableView>

#include "app/pages/profile_page.h"

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

struct OpenPage {
    ProfilePage page;

    OpenPage() {
        page.setRun({recorded("baseline", 1.5, "goroutine_before.pb.gz"),
                     recorded("baseline", 1.5, "heap_before.pb.gz"),
                     recorded("after_cycle_1", 20, "goroutine_after.pb.gz"),
                     recorded("after_cycle_1", 20, "heap_after.pb.gz")});
        page.resize(900, 700);
        page.show();
    }
    template <typename Widget>
    Widget* find(const char* name) const {
        auto* widget = page.findChild<Widget*>(QLatin1String(name));
        if (widget == nullptr) {
            qFatal("no widget is named %s", name);
        }
        return widget;
    }
    [[nodiscard]] int nodeOf(const QString& function) const {
        const auto& nodes = page.flames()->graph().nodes();
        for (std::size_t i = 0; i < nodes.size(); ++i) {
            if (nodes[i].function == function) {
                return static_cast<int>(i);
            }
        }
        return -1;
    }
};

}  // namespace

class TestProfilePage : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void namesWhatGrew() {
        const OpenPage open;
        QVERIFY2(open.page.sentence().startsWith("300 of 300 new goroutines wait in main.waitForever"),
                 qPrintable(open.page.sentence()));
        auto* kinds = open.find<QComboBox>("profileKind");
        kinds->setCurrentIndex(kinds->findData("heap"));
        QVERIFY(open.page.sentence().contains("new heap was allocated in main.keepInCache"));
        auto* types = open.find<QComboBox>("profileType");
        QCOMPARE(types->currentData().toString(), QString("inuse_space"));
        types->setCurrentIndex(types->findData("inuse_objects"));
        QVERIFY(open.page.sentence().contains("new objects were allocated in"));
        auto* table = open.find<QTableView>("profileTable");
        QVERIFY(table->model()->rowCount() > 3);
    }

    void theFilterSaysHowMuchItMatches() {
        const OpenPage open;
        QTest::keyClicks(open.find<QLineEdit>("profileFilter"), "waitforever");
        QCOMPARE(open.find<QLabel>("profileShare")->text(), QString("matches 99 % of the growth"));
        open.find<QLineEdit>("profileFilter")->clear();
        QVERIFY(open.find<QLabel>("profileShare")->text().isEmpty());
    }

    void aClickZoomsInAndEscOut() {
        const OpenPage open;
        auto* kinds = open.find<QComboBox>("profileKind");
        kinds->setCurrentIndex(kinds->findData("heap"));
        FlameView* flames = open.page.flames();
        const int whole = 0;
        const int inner = open.nodeOf("main.keepInCache");
        QVERIFY(inner > 0);
        const QRectF before = flames->rectOf(inner);
        QVERIFY(!before.isEmpty() && before.width() < flames->width());
        QTest::mouseClick(flames, Qt::LeftButton, {}, before.center().toPoint());
        QCOMPARE(flames->zoomed(), inner);
        QCOMPARE(flames->rectOf(inner).width(), double(flames->width()));
        QTest::keyClick(flames, Qt::Key_Escape);
        QCOMPARE(flames->zoomed(), flames->graph().nodes().at(static_cast<std::size_t>(inner)).parent);
        QTest::keyClick(flames, Qt::Key_Home);
        QCOMPARE(flames->zoomed(), whole);
        flames->zoomTo(inner);
        QTest::mouseDClick(flames, Qt::LeftButton, {}, flames->rectOf(inner).center().toPoint());
        QCOMPARE(flames->zoomed(), whole);
    }

    void keysWalkThroughTheFrames() {
        const OpenPage open;
        FlameView* flames = open.page.flames();
        flames->setFocus();
        QTest::keyClick(flames, Qt::Key_Down);
        const int first = flames->current();
        QCOMPARE(first, flames->graph().nodes().at(0).children.front());
        QVERIFY(flames->accessibleDescription().contains("of the growth"));
        QTest::keyClick(flames, Qt::Key_Return);
        QCOMPARE(flames->zoomed(), first);
        QTest::keyClick(flames, Qt::Key_Up);
        QCOMPARE(flames->current(), 0);
        const int leaking = open.nodeOf("main.waitForever");
        QVERIFY(leaking > 0);
        flames->zoomTo(leaking);
        QCOMPARE(open.find<QTableView>("profileTable")->currentIndex().siblingAtColumn(0).data().toString(),
                 QString("main.waitForever"));
    }

    void newMarksComeInAndTheChoiceStays() {
        OpenPage open;
        auto* before = open.find<QComboBox>("profileBefore");
        before->setCurrentIndex(0);
        QVERIFY(!open.page.sentence().contains("new goroutines"));
        open.page.setRun({recorded("baseline", 1.5, "goroutine_before.pb.gz"),
                          recorded("after_cycle_1", 20, "goroutine_after.pb.gz"),
                          recorded("after_cycle_2", 40, "goroutine_after.pb.gz")});
        QCOMPARE(before->currentIndex(), 0);
        QCOMPARE(open.find<QComboBox>("profileAfter")->currentData().toString(), QString("after_cycle_1"));
        QCOMPARE(open.find<QComboBox>("profileAfter")->count(), 3);
    }

    void filesAreOpened() {
        ProfilePage page;
        QVERIFY(page.sentence().startsWith("No profiles yet"));
        QVERIFY(
            page.openFiles({Golden + "goroutine_before.pb.gz", Golden + "goroutine_after.pb.gz"}).isEmpty());
        QVERIFY(page.sentence().startsWith("300 of 300 new goroutines"));
        QVERIFY(page.openFiles({Golden + "heap.diff.txt"}).contains("heap.diff.txt"));
        QVERIFY(page.openFiles({Golden + "heap_after.pb.gz"}).isEmpty());
        QVERIFY(!page.flames()->graph().isEmpty());
    }
};

QTEST_MAIN(TestProfilePage)
#include "tst_profile_page.moc"
