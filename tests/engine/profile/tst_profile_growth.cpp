#include <QtTest>

#include "engine/profile/profile_diff.h"
#include "engine/profile/profile_growth.h"
#include "engine/profile/profile_reader.h"

using namespace leaktide;

namespace {

StackProfile difference(const std::string& kind) {
    const std::string golden = LEAKTIDE_SOURCE_DIR "/tests/golden/profiles/" + kind;
    const auto before = readProfileFile(golden + "_before.pb.gz");
    const auto after = readProfileFile(golden + "_after.pb.gz");
    auto both = before && after ? differenceOf(*before, *after) : Result<StackProfile>(before.error());
    return both ? std::move(both).value() : StackProfile();
}

// One function that grew from 0 to `count`, as a profile of tasks.
StackProfile grown(const std::string& function, std::int64_t count) {
    StackProfile profile;
    profile.types = {{"task", "count"}};
    profile.functions = {function};
    profile.files = {"/src/app/" + function + ".cpp"};
    profile.samples = {{{{0, 0, 7, false}}, {count}, SampleSide::After}};
    return profile;
}

}  // namespace

class TestProfileGrowth : public QObject {
    Q_OBJECT

private slots:
    void namesTheGoroutinesThatStay() {
        const StackProfile profile = difference("goroutine");
        const ProfileGrowth growth = growthOf(profile, 0);
        QCOMPARE(growth.stacks.front().growth, std::int64_t{300});
        QVERIFY(growth.net >= 295 && growth.net <= 305);
        const std::string sentence = english(growthSentence(profile, 0));
        QVERIFY2(sentence.starts_with("300 of 300 new goroutines wait in main.waitForever (main.go:"),
                 sentence.c_str());
    }

    void stacksThatLeadToOnePlaceAreOnePlace() {
        StackProfile profile = grown("main.work", 5);
        profile.functions = {"main.work", "main.one", "main.two", "runtime.gopark", "net/http.(*conn).serve"};
        profile.samples = {{{{3, 0, 1, false}, {0, 0, 7, false}, {1, 0, 2, false}}, {4}, SampleSide::After},
                           {{{3, 0, 1, false}, {0, 0, 7, false}, {2, 0, 3, false}}, {5}, SampleSide::After},
                           {{{3, 0, 1, false}, {4, 0, 9, false}}, {1}, SampleSide::After}};
        const auto places = placesOf(profile, growthOf(profile, 0));
        QCOMPARE(places.size(), std::size_t{2});
        QCOMPARE(places[0].growth, std::int64_t{9});
        QCOMPARE(places[0].frame->function, std::uint32_t{0});
        QCOMPARE(places[1].frame->function, std::uint32_t{4});  // of a library, but not of the runtime
        QCOMPARE(english(growthSentence(profile, 0)),
                 std::string("9 of 10 new tasks wait in main.work (main.work.cpp:7)."));
    }

    void namesTheAllocationThatStays() {
        const StackProfile profile = difference("heap");
        const std::string sentence = english(growthSentence(profile, profile.defaultType));
        QVERIFY2(sentence.find(" new heap was allocated in main.keepInCache (main.go:") != std::string::npos,
                 sentence.c_str());
    }

    void saysWhenNothingGrew() {
        QCOMPARE(english(growthSentence(grown("f", -5), 0)),
                 std::string("The profiles show no more tasks than before."));
        StackProfile none = grown("f", 5);
        none.samples.clear();
        QCOMPARE(english(growthSentence(none, 0)),
                 std::string("The profiles show no more tasks than before."));
    }

    void saysWhenSamplingCannotTell() {
        StackProfile coarse = grown("f", 3'000'000);
        coarse.types = {{"inuse_space", "bytes"}};
        coarse.period = 512 * 1024;
        coarse.periodUnit = "bytes";
        const std::string sentence = english(growthSentence(coarse, 0));
        QVERIFY2(sentence.find("too small to name a stack") != std::string::npos, sentence.c_str());
    }

    void blamesTheFirstFrameThatIsNoLibrary_data() {
        QTest::addColumn<QStringList>("stack");
        QTest::addColumn<int>("blamed");
        QTest::newRow("Go") << QStringList{"runtime.gopark", "net/http.(*conn).serve", "main.worker"} << 2;
        QTest::newRow("Go module") << QStringList{"sync.(*Mutex).Lock", "github.com/a/b.Do", "main.main"}
                                   << 1;
        QTest::newRow("C++") << QStringList{"operator new", "std::vector<int>::resize", "shop::Cart::add",
                                            "main"}
                             << 2;
        QTest::newRow("only the library")
            << QStringList{"runtime.gopark", "internal/poll.(*FD).Read", "bufio.(*Reader).fill",
                           "net/http.(*persistConn).readLoop"}
            << 3;
        QTest::newRow("all library") << QStringList{"runtime.gopark", "runtime.main"} << 0;
    }
    void blamesTheFirstFrameThatIsNoLibrary() {
        QFETCH(QStringList, stack);
        QFETCH(int, blamed);
        StackProfile profile;
        std::vector<ProfileFrame> frames;
        for (const QString& name : stack) {
            frames.push_back({static_cast<std::uint32_t>(profile.functions.size()), 0, 1, false});
            profile.functions.push_back(name.toStdString());
        }
        QCOMPARE(frameToBlame(profile, frames), static_cast<std::size_t>(blamed));
    }

    void namesFromTheTargetAreMadeHarmless() {
        const std::string sentence = english(growthSentence(grown("f\x1b[31m", 5), 0));
        QVERIFY(sentence.find('\x1b') == std::string::npos);
    }
};

QTEST_GUILESS_MAIN(TestProfileGrowth)
#include "tst_profile_growth.moc"
