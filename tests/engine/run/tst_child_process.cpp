#include <QtTest>
#include <csignal>

#include "engine/run/child_process.h"

using namespace leaktide;
using namespace std::chrono_literals;

namespace {

std::unique_ptr<ChildProcess> shell(const std::string& script) {
    auto child = ChildProcess::start("/bin/sh", {"-c", script});
    return child ? std::move(child).value() : nullptr;
}

}  // namespace

class TestChildProcess : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readsLines() {
        auto child = shell("echo hello; echo listening on 127.0.0.1:99; sleep 30");
        QVERIFY(child);
        QCOMPARE(child->waitForLine("listening on ", 5s).value_or(""), std::string("127.0.0.1:99"));
        QVERIFY(child->running());
        QCOMPARE(child->howItEnded(), std::string());
    }
    void saysHowItEnded() {
        auto child = shell("echo complaint >&2; exit 7");
        QVERIFY(!child->waitForLine("listening", 5s));
        QTRY_VERIFY(!child->running());
        QCOMPARE(child->howItEnded(), std::string("exited with status 7"));
        QCOMPARE(child->lastLines(), std::vector<std::string>{"complaint"});
    }
    void endsWithItsOwner() {
        int pid = 0;
        {
            auto child = shell("exec sleep 30");
            pid = child->pid();
            QCOMPARE(kill(pid, 0), 0);
        }
        QCOMPARE(kill(pid, 0), -1);
    }
    void endsEvenWhenItIgnoresTheFirstSignal() {
        QElapsedTimer timer;
        int pid = 0;
        {
            auto child = shell("trap '' TERM; echo ready; while :; do sleep 0.1; done");
            QVERIFY(child->waitForLine("ready", 5s).has_value());
            pid = child->pid();
            timer.start();
        }
        QVERIFY(timer.elapsed() < 5000);
        QCOMPARE(kill(pid, 0), -1);
    }
    void namesAProgramThatIsNotThere() {
        const auto child = ChildProcess::start("/nowhere/leaktide-target", {});
        QVERIFY(!child.ok());
        QCOMPARE(child.error().message,
                 std::string("cannot start /nowhere/leaktide-target: No such file or directory"));
    }
};

QTEST_GUILESS_MAIN(TestChildProcess)
#include "tst_child_process.moc"
