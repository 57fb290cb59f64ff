// Deadlines come out in the order in which they were set, whatever is cleared in between.
#include <QtTest>

#include "engine/load/deadline_list.h"

using namespace leaktide;
using namespace std::chrono_literals;

class TestDeadlineList : public QObject {
    Q_OBJECT

private slots:
    void keepsTheOrder();
    void clearingTwiceHarmsNobody();
};

void TestDeadlineList::keepsTheOrder() {
    const SteadyTime now{};
    DeadlineList list(4);
    QVERIFY(!list.first());
    list.set(2, now + 1s);
    list.set(0, now + 2s);
    list.set(3, now + 3s);
    QCOMPARE(list.first().value(), 2U);
    list.set(2, now + 4s);  // set anew: goes to the end
    QCOMPARE(list.first().value(), 0U);
    list.clear(0);
    QCOMPARE(list.first().value(), 3U);
    list.clear(3);
    QCOMPARE(list.first().value(), 2U);
    QCOMPARE(list.deadlineOf(2), now + 4s);
    list.clear(2);
    QVERIFY(!list.first());
}

void TestDeadlineList::clearingTwiceHarmsNobody() {
    DeadlineList list(3);
    list.set(1, SteadyTime{} + 1s);
    list.clear(0);  // never set
    list.clear(2);
    QCOMPARE(list.first().value(), 1U);
    list.clear(1);
    list.clear(1);
    QVERIFY(!list.first());
}

QTEST_GUILESS_MAIN(TestDeadlineList)
#include "tst_deadline_list.moc"
