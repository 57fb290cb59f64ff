#include <QTest>
#include <thread>

#include "target-server/core/buffer_pool.h"
#include "target-server/core/context_pool.h"
#include "target-server/core/detached_task.h"
#include "target-server/core/task_registry.h"

using namespace leaktide::target;

namespace {

DetachedTask waitFor(TaskRegistry& tasks, Event& event, int& ended) {
    const TaskTicket ticket(tasks, "waiting");
    co_await event.wait();
    ++ended;
}

}  // namespace

class TestPools : public QObject {
    Q_OBJECT

private slots:
    void contextsComeBackClean() {
        ContextPool pool(1);
        Context* first = nullptr;
        {
            ContextLease lease = pool.acquire();
            first = &*lease;
            lease->request.body = "left over";
            lease->response.status = 418;
            QCOMPARE(pool.figures().inUse, 1);
            QCOMPARE(pool.figures().idle, 0);
        }
        QCOMPARE(pool.figures().inUse, 0);
        ContextLease again = pool.acquire();
        QCOMPARE(&*again, first);
        QVERIFY(again->request.body.empty());
        QCOMPARE(again->response.status, 200);
        QCOMPARE(pool.figures().created, 1);
    }

    void aKeptContextStaysInUse() {
        ContextPool pool(0);
        std::unique_ptr<Context> kept;
        {
            ContextLease lease = pool.acquire();
            kept.reset(lease.keep());
            QVERIFY(lease.keep() == nullptr);
        }
        QCOMPARE(pool.figures().inUse, 1);
        QCOMPARE(pool.figures().highWater, 1);
    }

    void idleContextsCanBeDropped() {
        ContextPool pool(5);
        QCOMPARE(pool.dropIdle(), 5);
        QCOMPARE(pool.figures().idle, 0);
        QCOMPARE(pool.figures().created, 5);
    }

    void poolsCountRightUnderThreads() {
        ContextPool contexts(2);
        BufferPool buffers;
        std::vector<std::thread> threads;
        for (int i = 0; i < 4; ++i) {
            threads.emplace_back([&] {
                for (int turn = 0; turn < 5000; ++turn) {
                    const ContextLease context = contexts.acquire();
                    const BufferLease buffer = buffers.acquire();
                    buffer.bytes()[0] = 'x';
                }
            });
        }
        for (std::thread& thread : threads) {
            thread.join();
        }
        QCOMPARE(contexts.figures().inUse, 0);
        QCOMPARE(contexts.figures().idle, contexts.figures().created);
        QVERIFY(contexts.figures().highWater <= 4);
        QCOMPARE(buffers.figures().inUse, 0);
    }

    void lostBuffersStayInUse() {
        BufferPool pool;
        const std::unique_ptr<char[]> lost = pool.acquire().keep();
        QVERIFY(lost);
        QCOMPARE(pool.figures().inUse, 1);
        QCOMPARE(pool.figures().created, 1);
    }

    void tasksAreCountedForAsLongAsTheyLive() {
        TaskRegistry tasks;
        int ended = 0;
        {
            Event event;
            waitFor(tasks, event, ended);
            waitFor(tasks, event, ended);
            QCOMPARE(tasks.total(), 2);
            QCOMPARE(tasks.byKind().at("waiting"), 2);
            const auto groups = tasks.groups();
            QCOMPARE(groups.size(), std::size_t(1));
            QCOMPARE(groups[0].count, 2);
            QVERIFY2(groups[0].function.find("waitFor") != std::string::npos, groups[0].function.c_str());
            event.resumeAll();
            QCOMPARE(ended, 2);
            QCOMPARE(tasks.total(), 0);
            waitFor(tasks, event, ended);
        }
        QCOMPARE(ended, 2);  // an event that dies ends its waiters without running them on
        QCOMPARE(tasks.total(), 0);
        QCOMPARE(tasks.byKind().at("waiting"), 0);
    }
};

QTEST_GUILESS_MAIN(TestPools)
#include "tst_pools.moc"
