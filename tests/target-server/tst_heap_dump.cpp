#include <QTest>

#include "target-server/memory/heap_profile.h"

using namespace leaktide::target;

class TestHeapDump : public QObject {
    Q_OBJECT

private slots:
    void readsStacksAndScalesThem() {
        const auto profile = parseHeapDump(
            "heap_v2/1000\n"
            "  t*: 3: 3000 [5: 5000]\n"
            "  t0: 3: 3000 [5: 5000]\n"
            "@ 0x10 0x2f\n"
            "  t*: 2: 2000 [4: 4000]\n"
            "  t0: 2: 2000 [4: 4000]\n"
            "@ 0x30\n"
            "  t*: 1: 1000000 [1: 1000000]\n"
            "\nMAPPED_LIBRARIES:\n@ 0x99\n");
        QVERIFY(profile);
        QCOMPARE(profile->sampleBytes, 1000);
        QCOMPARE(profile->stacks.size(), std::size_t(2));
        QCOMPARE(profile->stacks[0].addresses, (std::vector<std::uint64_t>{0x10, 0x2f}));
        // An object of 1000 bytes is seen with probability 1 - 1/e: two seen stand for 3.16.
        QCOMPARE(profile->stacks[0].liveObjects, 3);
        QCOMPARE(profile->stacks[0].liveBytes, 3164);
        QCOMPARE(profile->stacks[0].allBytes, 6328);
        QCOMPARE(profile->stacks[1].liveBytes, 1000000);  // a large one is always seen
    }

    void refusesWhatIsNoDump() {
        QVERIFY(!parseHeapDump(""));
        QVERIFY(!parseHeapDump("heap profile: 1: 2 [3: 4]"));
    }
};

QTEST_GUILESS_MAIN(TestHeapDump)
#include "tst_heap_dump.moc"
