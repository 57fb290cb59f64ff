// Names go into files: they are there, stable in form, and no two alike.
#include <QRegularExpression>
#include <QtTest>
#include <set>

#include "engine/measure/outcome.h"
#include "engine/measure/signal.h"

using namespace leaktide;

class TestMeasureNames : public QObject {
    Q_OBJECT

private slots:
    void everyFailureHasItsOwnWords();
    void knownFailureNames();
    void canonicalSignalsAreFound();
};

void TestMeasureNames::everyFailureHasItsOwnWords() {
    const QRegularExpression shape("^[a-z]+(_[a-z]+)*$");
    std::set<std::string_view> names;
    std::set<std::string_view> sentences;
    for (std::size_t i = 0; i < FailureKindCount; ++i) {
        const auto kind = static_cast<FailureKind>(i);
        QVERIFY(shape.match(QString::fromStdString(std::string(nameOf(kind)))).hasMatch());
        QVERIFY(names.insert(nameOf(kind)).second);
        QVERIFY(sentences.insert(sentenceOf(kind)).second);
    }
}

void TestMeasureNames::knownFailureNames() {
    QCOMPARE(nameOf(FailureKind::ConnectRefused), std::string_view("connect_refused"));
    QCOMPARE(nameOf(FailureKind::ClosedInBody), std::string_view("closed_in_body"));
    QCOMPARE(nameOf(FailureKind::Other), std::string_view("other"));
    QCOMPARE(sentenceOf(FailureKind::ClosedInBody), std::string_view("closed early, inside the body"));
}

void TestMeasureNames::canonicalSignalsAreFound() {
    std::set<std::string> names;
    for (const SignalSpec& spec : canonicalSignals()) {
        QVERIFY(names.insert(spec.name).second);
        QCOMPARE(findCanonicalSignal(spec.name), &spec);
        QCOMPARE(spec.itemNoun.empty(), spec.unit == SignalUnit::Bytes);
    }
    QCOMPARE(canonicalSignals().front().name, std::string("pool_in_use"));
    QCOMPARE(findCanonicalSignal("tasks")->rest, SignalRest::MustReturn);
    QCOMPARE(findCanonicalSignal("heap_in_use")->unit, SignalUnit::Bytes);
    QCOMPARE(findCanonicalSignal("nonsense"), nullptr);
}

QTEST_GUILESS_MAIN(TestMeasureNames)
#include "tst_measure_names.moc"
