#include <QtTest>

#include "app/models/flame_graph.h"
#include "engine/profile/profile_diff.h"
#include "engine/profile/profile_reader.h"

using namespace leaktide;
using namespace leaktide::app;

namespace {

// root -> main -> {work -> wait, other}; twice by lines of `work` that differ.
StackProfile sample() {
    StackProfile profile;
    profile.types = {{"goroutine", "count"}};
    profile.functions = {"main.main", "main.work", "runtime.gopark", "main.other"};
    profile.files = {"", "/src/main.go"};
    const ProfileFrame main{0, 1, 3, false};
    profile.samples = {{{{2, 0, 0, false}, {1, 1, 7, false}, main}, {30}, SampleSide::After},
                       {{{2, 0, 0, false}, {1, 1, 9, false}, main}, {10}, SampleSide::After},
                       {{{3, 1, 20, false}, main}, {20}, SampleSide::After},
                       {{main}, {5}, SampleSide::After},
                       {{{3, 1, 99, false}}, {-8}, SampleSide::Before}};
    return profile;
}

const FlameNode* find(const FlameGraph& graph, const QString& function) {
    for (const FlameNode& node : graph.nodes()) {
        if (node.function == function) {
            return &node;
        }
    }
    return nullptr;
}

}  // namespace

class TestFlameGraph : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void widthsAddUp() {
        const FlameGraph graph(sample(), 0);
        QCOMPARE(graph.total(), 65.0);
        QCOMPARE(graph.shrunk(), 8.0);
        QCOMPARE(graph.rows(), 4);
        QCOMPARE(find(graph, "main.main")->value, 65.0);
        QCOMPARE(find(graph, "main.main")->self, 5.0);
        const FlameNode* work = find(graph, "main.work");
        QCOMPARE(work->value, 40.0);  // both lines are one frame
        QCOMPARE(work->place, QString("main.go:7"));
        QCOMPARE(work->from, 0.0);
        QCOMPARE(find(graph, "main.other")->from, 40.0);  // widest first
        QVERIFY(work->owner == FrameOwner::Program);
        QVERIFY(find(graph, "runtime.gopark")->owner == FrameOwner::Library);
        for (const FlameNode& node : graph.nodes()) {
            double sum = node.self;
            for (const int child : node.children) {
                sum += graph.nodes().at(static_cast<std::size_t>(child)).value;
            }
            QCOMPARE(sum, node.value);
        }
    }

    void matchesAreCountedOnce() {
        const FlameGraph graph(sample(), 0);
        const auto share = [&graph](const char* text) { return graph.shareOf(graph.matching(text)); };
        QCOMPARE(share("GOPARK"), 40.0 / 65);
        QCOMPARE(share("main."), 1.0);  // main.work lies in main.main
        QCOMPARE(share("main.go:20"), 20.0 / 65);
        QCOMPARE(share("nowhere"), 0.0);
        QCOMPARE(share("  "), 0.0);
    }

    void nothingGrew() {
        StackProfile profile = sample();
        profile.samples.resize(0);
        QVERIFY(FlameGraph(profile, 0).isEmpty());
        QVERIFY(FlameGraph().isEmpty());
        QCOMPARE(FlameGraph().shareOf({}), 0.0);
    }

    void boundsHoldForAnyProfile() {
        StackProfile profile = sample();
        profile.samples.clear();
        ProfileSample deep{{}, {1}, SampleSide::After};
        for (int i = 0; i < 5000; ++i) {
            deep.stack.push_back({static_cast<std::uint32_t>(i % 4), 1, 1, false});
        }
        profile.samples.push_back(deep);
        profile.functions.resize(4);
        for (std::uint32_t i = 0; i < 150'000; ++i) {
            profile.functions.push_back("f" + std::to_string(i));
            profile.samples.push_back({{{4 + i, 0, 0, false}}, {1}, SampleSide::After});
        }
        const FlameGraph graph(profile, 0);
        QVERIFY(graph.rows() <= 302);
        QVERIFY(graph.nodes().size() <= 100'001);
        QCOMPARE(graph.total(), 150'001.0);  // what is not drawn is counted
    }

    void aRealOneNamesTheFunction() {
        const std::string golden = LEAKTIDE_SOURCE_DIR "/tests/golden/profiles/goroutine";
        const auto before = readProfileFile(golden + "_before.pb.gz");
        const auto after = readProfileFile(golden + "_after.pb.gz");
        QVERIFY(before.ok() && after.ok());
        const auto difference = differenceOf(*before, *after);
        QVERIFY(difference.ok());
        const FlameGraph graph(*difference, 0);
        QCOMPARE(find(graph, "main.waitForever")->value, 300.0);
        QVERIFY(graph.shareOf(graph.matching("waitforever")) > 0.99);
    }
};

QTEST_GUILESS_MAIN(TestFlameGraph)
#include "tst_flame_graph.moc"
