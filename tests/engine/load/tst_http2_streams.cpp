// What a GOAWAY left undone, by the numbers of the streams.
#include <QtTest>

#include "engine/load/http2_streams.h"

using namespace leaktide;

namespace {

const std::string One = connectionName(1000, "127.0.0.1", 8443);
const std::string Other = connectionName(1001, "127.0.0.1", 8443);

}  // namespace

class TestHttp2Streams : public QObject {
    Q_OBJECT

private slots:
    void onlyWhatLiesAboveIsUndone();
    void nothingLeavesBehindAGoAway();
    void aPortMayBeAnothersLater();
    void onePortMayLeadToTwoPeers();
    void withoutAPortNothingIsKnown();
    void whatIsClosedIsKnownForAWhile();
};

void TestHttp2Streams::onlyWhatLiesAboveIsUndone() {
    Http2Streams streams;
    const auto first = streams.onSend(One);
    const auto second = streams.onSend(One);
    const auto third = streams.onSend(One);
    const auto elsewhere = streams.onSend(Other);
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
    const auto before = streams.onSend(One);
    streams.onGoAway(before, 0x7FFFFFFF);
    QVERIFY(streams.takeNews());
    const auto behind = streams.onSend(One);
    QVERIFY(streams.takeNews());
    QVERIFY(!streams.turnedAway(before) && streams.turnedAway(behind));
}

void TestHttp2Streams::aPortMayBeAnothersLater() {
    Http2Streams streams;
    streams.onSend(One);
    const auto old = streams.onSend(One);
    streams.onGoAway(old, 1);
    streams.onClosed(One);
    QVERIFY(streams.turnedAway(old));  // asked after its connection has gone
    const auto young = streams.onSend(One);
    QCOMPARE(young.number, 1U);
    streams.onGoAway(old, 0);  // too late to be heard of this one
    QVERIFY(!streams.turnedAway(young) && !streams.goesAway(young));
    QVERIFY(streams.turnedAway(old) && streams.closed(old) && !streams.closed(young));
}

// The system gives one local port to connections with different peers at the same time.
void TestHttp2Streams::onePortMayLeadToTwoPeers() {
    Http2Streams streams;
    const auto here = streams.onSend(One);
    const auto there = streams.onSend(connectionName(1000, "127.0.0.2", 8443));
    QCOMPARE(there.number, 1U);
    streams.onGoAway(here, 0);
    QVERIFY(streams.turnedAway(here) && !streams.turnedAway(there));
    streams.onClosed(One);
    QVERIFY(streams.closed(here) && !streams.closed(there));
}

void TestHttp2Streams::whatIsClosedIsKnownForAWhile() {
    Http2Streams streams;
    const auto first = streams.onSend(One);
    streams.onGoAway(first, 0);
    for (int i = 0; i < 100'000; ++i) {
        streams.onClosed(One);
        streams.onSend(One);
        if (i == 100) {
            QVERIFY(streams.turnedAway(first));
        }
    }
    QVERIFY(!streams.turnedAway(first) && streams.closed(first));  // forgotten: not surely undone
}

void TestHttp2Streams::withoutAPortNothingIsKnown() {
    Http2Streams streams;
    const auto stream = streams.onSend(connectionName(0, "", 0));
    streams.onGoAway(stream, 0);
    QVERIFY(!streams.turnedAway(stream) && !streams.turnedAway({}));
}

QTEST_GUILESS_MAIN(TestHttp2Streams)
#include "tst_http2_streams.moc"
