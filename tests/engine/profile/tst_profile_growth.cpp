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
        const std::string sentence = growthSentence(profile, 0, "goroutines");
        QVERIFY2(sentence.starts_with("300 of 300 new goroutines wait in main.waitForever (main.go:"),
                 sentence.c_str());
    }

    void namesTheAllocationThatStays() {
        const StackProfile profile = difference("heap");
        const std::string sentence = growthSentence(profile, profile.defaultType, "");
        QVERIFY2(sentence.find(" new heap was allocated in main.keepInCache (main.go:") != std::string::npos,
                 sentence.c_str());
    }

    void saysWhenNothingGrew() {
        QCOMPARE(growthSentence(grown("f", -5), 0, "tasks"),
                 std::string("The profiles show no more tasks than before."));
        StackProfile none = grown("f", 5);
        none.samples.clear();
        QCOMPARE(growthSentence(none, 0, "tasks"),
                 std::string("The profiles show no more tasks than before."));
    }

    void saysWhenSamplingCannotTell() {
        StackProfile coarse = grown("f", 3'000'000);
        coarse.types = {{"inuse_space", "bytes"}};
        coarse.period = 512 * 1024;
        coarse.periodUnit = "bytes";
        const std::string sentence = growthSentence(coarse, 0, "");
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
        const std::string sentence = growthSentence(grown("f\x1b[31m", 5), 0, "tasks");
        QVERIFY(sentence.find('\x1b') == std::string::npos);
    }
};

QTEST_GUILESS_MAIN(TestProfileGrowth)
#include "tst_profile_growth.moc"
