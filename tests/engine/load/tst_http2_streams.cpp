// What a GOAWAY left undone, by the numbers of the streams.
#include <QtTest>

#include "engine/load/http2_streams.h"

using namespace leaktide;

class TestHttp2Streams : public QObject {
    Q_OBJECT

private slots:
    void onlyWhatLiesAboveIsUndone();
    void nothingLeavesBehindAGoAway();
    void aPortMayBeAnothersLater();
    void withoutAPortNothingIsKnown();
};

void TestHttp2Streams::onlyWhatLiesAboveIsUndone() {
    Http2Streams streams;
    const auto first = streams.onSend(1000);
    const auto second = streams.onSend(1000);
    const auto third = streams.onSend(1000);
    const auto elsewhere = streams.onSend(1001);
    QCOMPARE(first.number, 1U);
    QCOMPARE(third.number, 5U);
    QCOMPARE(elsewhere.number, 1U);
    QVERIFY(!streams.takeNews());
    streams.onGoAway(second, 3);
    QVERIFY(streams.takeNews());
    QVERIFY(!streams.takeNews());
    QVERIFY(!streams.turnedAway(first) && !streams.turnedAway(second) && streams.turnedAway(third));
    QVERIFY(!streams.turnedAway(elsewhere) && !streams.goesAway(elsewhere));
    streams.onGoAway(third, 1);  // may only become less
    streams.onGoAway(third, 7);
    QVERIFY(streams.turnedAway(second));
}

// A GOAWAY may name every number there is, to say that it will go (RFC 9113, 6.8).
void TestHttp2Streams::nothingLeavesBehindAGoAway() {
    Http2Streams streams;
    const auto before = streams.onSend(1000);
    streams.onGoAway(before, 0x7FFFFFFF);
    QVERIFY(streams.takeNews());
    const auto behind = streams.onSend(1000);
    QVERIFY(streams.takeNews());
    QVERIFY(!streams.turnedAway(before) && streams.turnedAway(behind));
}

void TestHttp2Streams::aPortMayBeAnothersLater() {
    Http2Streams streams;
    streams.onSend(1000);
    const auto old = streams.onSend(1000);
    streams.onGoAway(old, 1);
    streams.onClosed(1000);
    QVERIFY(streams.turnedAway(old));  // asked after its connection has gone
    const auto young = streams.onSend(1000);
    QCOMPARE(young.number, 1U);
    streams.onGoAway(old, 0);  // too late to be heard of this one
    QVERIFY(!streams.turnedAway(young) && !streams.goesAway(young));
    QVERIFY(!streams.turnedAway(old));  // forgotten: not surely undone
}

void TestHttp2Streams::withoutAPortNothingIsKnown() {
    Http2Streams streams;
    const auto stream = streams.onSend(0);
    streams.onGoAway(stream, 0);
    QVERIFY(!streams.turnedAway(stream) && !streams.turnedAway({}));
}

QTEST_GUILESS_MAIN(TestHttp2Streams)
#include "tst_http2_streams.moc"
