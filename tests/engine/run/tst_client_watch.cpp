// When the client says that it is the limit itself: by its core, its queue for one, its send lag, its
// sockets; and that it does not flicker.
#include <QtTest>

#include "engine/run/client_watch.h"

using namespace leaktide;

namespace {

LoadCounters calm() {
    LoadCounters counters;
    counters.requests = 1000;
    return counters;
}

ClientLimit limitOf(const CoreUse& use, const LoadCounters& counters) {
    return ClientWatch::stateOf(use, counters).limit;
}

}  // namespace

class TestClientWatch : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void eachLimit() {
        QVERIFY(limitOf({.used = 0.89, .waited = 0}, calm()) == ClientLimit::None);
        QVERIFY(limitOf({.used = 0.91, .waited = 0}, calm()) == ClientLimit::Cpu);
        QVERIFY(limitOf({.used = 0.5, .waited = 0.45}, calm()) == ClientLimit::CpuQueue);
        LoadCounters held = calm();
        held.heldUp = 10;
        QVERIFY(limitOf({}, held) == ClientLimit::None);
        held.heldUp = 11;
        QVERIFY(limitOf({}, held) == ClientLimit::SendLag);
        LoadCounters few = calm();
        few.requests = 8;
        few.heldUp = 2;  // a late wake-up or two limit nothing
        QVERIFY(limitOf({}, few) == ClientLimit::None);
        LoadCounters late = calm();
        late.late = 1000;  // every connection was busy: that is the target's doing
        QVERIFY(limitOf({}, late) == ClientLimit::None);
        LoadCounters out = calm();
        out.failures[static_cast<std::size_t>(FailureKind::ClientLimit)] = 1;
        QVERIFY(limitOf({}, out) == ClientLimit::Sockets);
    }

    void twoOfThreeSecondsAreNeededAndItDoesNotFlicker() {
        ClientWatch watch;
        const auto second = [&watch](bool busy) {
            watch.add({.used = busy ? 0.98 : 0.2, .waited = 0}, calm());
            return !watch.sentence().empty();
        };
        QVERIFY(!second(true));
        QVERIFY(!second(false));
        QVERIFY(second(true));  // two of three
        QVERIFY(english(watch.takeChange().value()).find("98 %") != std::string::npos);
        QVERIFY(second(false));
        QVERIFY(second(true));
        QVERIFY(!watch.takeChange());
        QVERIFY(second(false));
        QVERIFY(!second(false));
        QVERIFY(english(watch.takeChange().value()).find("not the limit") != std::string::npos);
        second(true);
        QVERIFY(second(true));
        watch.rest();
        QVERIFY(watch.sentence().empty());
    }
};

QTEST_GUILESS_MAIN(TestClientWatch)
#include "tst_client_watch.moc"
