// The dialog of further requests, filled in as a user would.
#include <QtTest>

#include "app/pages/requests_dialog.h"

using namespace leaktide::app;

namespace {

template <typename Widget>
Widget& child(RequestsDialog& dialog, const char* name) {
    return *dialog.findChild<Widget*>(QLatin1String(name));
}

QPushButton& okOf(RequestsDialog& dialog) {
    for (QPushButton* button : dialog.findChildren<QPushButton*>()) {
        if (button->isDefault()) {
            return *button;
        }
    }
    qFatal("no button is the default one");
}

}  // namespace

class TestRequestsDialog : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void requestsAreAddedAndTakenAway() {
        RequestsDialog dialog(QStringLiteral("http://127.0.0.1:1/json"), {});
        auto& table = child<QTableWidget>(dialog, "requestsTable");
        QCOMPARE(table.rowCount(), 1);
        QVERIFY(okOf(dialog).isEnabled() && !child<QCheckBox>(dialog, "findEndpoint").isEnabled());
        QVERIFY(!(table.item(0, 2)->flags() & Qt::ItemIsEditable));

        child<QPushButton>(dialog, "addRequest").click();
        QCOMPARE(table.rowCount(), 2);
        QVERIFY(!okOf(dialog).isEnabled());  // it has no address yet
        QVERIFY(child<QLabel>(dialog, "requestMistake").text().startsWith("Row 2: The address is missing"));
        table.item(1, 2)->setText(QStringLiteral("/echo"));
        table.item(1, 1)->setText(QStringLiteral("POST"));
        table.item(1, 3)->setText(QStringLiteral("hello"));
        QVERIFY(okOf(dialog).isEnabled());
        table.item(0, 0)->setText(QStringLiteral("0"));
        QVERIFY(child<QLabel>(dialog, "requestMistake").text().startsWith("Row 1: the share"));
        table.item(0, 0)->setText(QStringLiteral("4"));
        child<QCheckBox>(dialog, "findEndpoint").setChecked(true);

        FormRequests expected;
        expected.share = 4;
        expected.more = {{1, "POST", "/echo", "hello"}};
        expected.findEndpoint = true;
        QVERIFY(dialog.requests() == expected);

        RequestsDialog again(QStringLiteral("http://127.0.0.1:1/json"), expected);
        QVERIFY(again.requests() == expected);
        auto& shown = child<QTableWidget>(again, "requestsTable");
        shown.setCurrentCell(0, 0);
        QVERIFY(!child<QPushButton>(again, "removeRequest").isEnabled());  // that of the form stays
        shown.setCurrentCell(1, 0);
        child<QPushButton>(again, "removeRequest").click();
        QVERIFY(again.requests().more.empty() && !again.requests().findEndpoint);
    }
};

QTEST_MAIN(TestRequestsDialog)
#include "tst_requests_dialog.moc"
