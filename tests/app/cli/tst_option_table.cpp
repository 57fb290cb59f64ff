#include <QTest>

#include "app/cli/did_you_mean.h"
#include "app/cli/flag_values.h"
#include "app/cli/option_table.h"

using leaktide::Status;
using leaktide::app::Arguments;
using leaktide::app::nearestWord;
using leaktide::app::OptionTable;

namespace {

// What a table with -c N, -H LINE (repeatable), -k and --fast made of the arguments.
struct Parsed {
    std::string connections;
    Arguments headers;
    int insecure = 0;
    Arguments order;
    leaktide::Result<Arguments> rest = Arguments();
};

Parsed parsed(const Arguments& arguments, std::string_view early = {}) {
    Parsed result;
    OptionTable table("test", "about");
    table.add({{"-c", "--connections"}, "N", "", [&result](const std::string& text) -> Status {
                   result.order.emplace_back("c");
                   result.connections = text;
                   return text == "bad" ? Status(leaktide::app::bad("is bad")) : Status();
               }});
    table.add({{"-H", "--header"}, "LINE", "", leaktide::app::appendText(result.headers)});
    table.add({{"-k", "--insecure"}, "", "", leaktide::app::does([&result] {
                   ++result.insecure;
                   result.order.emplace_back("k");
               })});
    result.rest = table.parse(arguments, {std::string(early)});
    return result;
}

QString sentenceOf(const Arguments& arguments) {
    const auto result = parsed(arguments);
    return result.rest ? QString("(accepted)") : QString::fromStdString(result.rest.error().message);
}

}  // namespace

class TestOptionTable : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everySpelling_data();
    void everySpelling();
    void restAndDoubleDash();
    void valuesAreTakenAsTheyAre();
    void oneFlagCanGoFirst();
    void mistakesNameTheFlag();
    void helpNamesEverything();
    void nearWords();
};

void TestOptionTable::everySpelling_data() {
    QTest::addColumn<QStringList>("arguments");
    QTest::newRow("short") << QStringList{"-c", "20"};
    QTest::newRow("short, joined") << QStringList{"-c20"};
    QTest::newRow("long") << QStringList{"--connections", "20"};
    QTest::newRow("long, joined") << QStringList{"--connections=20"};
    QTest::newRow("cluster") << QStringList{"-kc20"};
    QTest::newRow("cluster, apart") << QStringList{"-kc", "20"};
    QTest::newRow("last wins") << QStringList{"-c", "10", "-c", "20"};
}

void TestOptionTable::everySpelling() {
    QFETCH(QStringList, arguments);
    Arguments words;
    for (const QString& argument : arguments) {
        words.push_back(argument.toStdString());
    }
    const auto result = parsed(words);
    QVERIFY(result.rest.ok());
    QCOMPARE(result.connections, std::string("20"));
    QVERIFY(result.rest.value().empty());
}

void TestOptionTable::restAndDoubleDash() {
    const auto result = parsed({"http://a", "-k", "-", "--", "-c", "x"});
    QVERIFY(result.rest.ok());
    QCOMPARE(result.rest.value(), (Arguments{"http://a", "-", "-c", "x"}));
    QCOMPARE(result.insecure, 1);
}

void TestOptionTable::valuesAreTakenAsTheyAre() {
    const auto result = parsed({"-H", "[a,b]", "--header=x=y", "-H", "--connections", "-H-c"});
    QVERIFY(result.rest.ok());
    QCOMPARE(result.headers, (Arguments{"[a,b]", "x=y", "--connections", "-c"}));
    QVERIFY(result.connections.empty());
}

void TestOptionTable::oneFlagCanGoFirst() {
    QCOMPARE(parsed({"-c", "1", "-k"}).order, (Arguments{"c", "k"}));
    QCOMPARE(parsed({"-c", "1", "-k"}, "--insecure").order, (Arguments{"k", "c"}));
}

void TestOptionTable::mistakesNameTheFlag() {
    QCOMPARE(sentenceOf({"--conections", "20"}),
             QString("unknown flag --conections, did you mean --connections?"));
    QCOMPARE(sentenceOf({"--zzzzzz"}), QString("unknown flag --zzzzzz"));
    QCOMPARE(sentenceOf({"-z"}), QString("unknown flag -z"));
    QCOMPARE(sentenceOf({"-c"}), QString("-c needs a value: -c N"));
    QCOMPARE(sentenceOf({"--header"}), QString("--header needs a value: --header LINE"));
    QCOMPARE(sentenceOf({"--insecure=yes"}), QString("--insecure takes no value"));
    QCOMPARE(sentenceOf({"--connections=bad"}), QString("--connections: is bad"));
    QCOMPARE(sentenceOf({"-c", "bad"}), QString("-c: is bad"));
    QCOMPARE(sentenceOf({"-H", ""}), QString("-H: must not be empty"));
    QCOMPARE(sentenceOf({"--con", "20"}), QString("unknown flag --con"));  // no guessing of shortened names
    QCOMPARE(sentenceOf({"--\x1b[31m"}), QString("unknown flag --\\x1b[31m"));
}

void TestOptionTable::helpNamesEverything() {
    OptionTable table("prog [flags]", "Does things.");
    table.group("Load");
    table.add({{"-c", "--connections"}, "N", "how many", leaktide::app::does([] {})});
    const QString help = QString::fromStdString(table.help());
    for (const char* part : {"prog [flags]", "Does things.", "Load:", "-c, --connections N", "how many"}) {
        QVERIFY(help.contains(part));
    }
}

void TestOptionTable::nearWords() {
    const std::vector<std::string> words{"--rate", "--duration", "--json", "run"};
    QCOMPARE(nearestWord("--durtaion", words), std::string("--duration"));
    QCOMPARE(nearestWord("--jsno", words), std::string("--json"));
    QCOMPARE(nearestWord("--nothing", words), std::string());
    QCOMPARE(nearestWord("", words), std::string());
    QCOMPARE(nearestWord(std::string(100'000, 'x'), words), std::string());
}

QTEST_APPLESS_MAIN(TestOptionTable)
#include "tst_option_table.moc"
