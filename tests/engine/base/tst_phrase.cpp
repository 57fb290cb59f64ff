#include <QTest>
#include <map>

#include "engine/base/phrase.h"

using namespace leaktide;

class TestPhrase : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void partsStandAtTheirPlaces() {
        const Phrase phrase{"%2 of %1, %2 again", {"ten", {"%1 %", {"5"}}}};
        QCOMPARE(english(phrase), std::string("5 % of ten, 5 % again"));
    }
    void aTextIsLeftAsItIs() {
        QCOMPARE(english(Phrase("a path %1 from a peer")), std::string("a path %1 from a peer"));
        const Phrase quoted{"failed: %1", {"got %2"}};
        QCOMPARE(english(quoted), std::string("failed: got %2"));
    }
    void aMissingPartIsEmpty() { QCOMPARE(english(Phrase("%1-%9", {"a"})), std::string("a-")); }
    void sentencesAreJoined() { QCOMPARE(english(Phrases{"One.", "Two."}), std::string("One. Two.")); }
    void anotherLanguageMayTurnTheOrderRound() {
        const std::map<std::string, std::string> words{{"%1 per %2", "je %2: %1"}, {"request", "Anfrage"}};
        const auto german = [&words](const std::string& pattern) {
            const auto found = words.find(pattern);
            return found == words.end() ? pattern : found->second;
        };
        QCOMPARE(worded({"%1 per %2", {"3 B", "request"}}, german), std::string("je Anfrage: 3 B"));
    }
};

QTEST_APPLESS_MAIN(TestPhrase)
#include "tst_phrase.moc"
