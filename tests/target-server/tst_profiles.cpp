// The profiles name who leaks. What `go tool pprof` makes of them was tried by hand; here they are unpacked.
#include <zlib.h>

#include <QTest>

#include "tests/target-server/raw_client.h"
#include "tests/target-server/target_process.h"

using namespace leaktide::test;

class TestProfiles : public QObject {
    Q_OBJECT

private:
    TargetProcess m_target;

    static QByteArray unpacked(const QByteArray& bytes) {
        QByteArray out(8 * 1024 * 1024, '\0');
        z_stream stream{};
        stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
        stream.avail_in = static_cast<uInt>(bytes.size());
        stream.next_out = reinterpret_cast<Bytef*>(out.data());
        stream.avail_out = static_cast<uInt>(out.size());
        inflateInit2(&stream, 15 + 16);
        const int code = inflate(&stream, Z_FINISH);
        inflateEnd(&stream);
        return code == Z_STREAM_END ? out.left(static_cast<qsizetype>(stream.total_out)) : QByteArray();
    }

private slots:
    void initTestCase() {
        QVERIFY(m_target.start({"--fault", "task-stuck", "--fault", "cache-unbounded=every:1,bytes:65536"}));
        QCOMPARE(m_target.load(300), 300);
    }

    // A first profile takes some hundred KiB to make: they are no growth of the server.
    void whoLooksIsNotSeen() {
        QTest::qWait(500);  // the figures are those of a timer
        const double before = m_target.figure("heap.in_use");
        double most = 0;
        for (int i = 0; i < 10; ++i) {
            if (statusOf(exchange(m_target.debugPort(), get("/debug/pprof/heap"))) == 503) {
                QSKIP("this build has no jemalloc");
            }
            QTest::qWait(50);
            most = std::max(most, m_target.figure("heap.in_use") - before);
        }
        QVERIFY2(most < 64 * 1024, qPrintable(QString::number(most)));
    }

    void tasksNameTheirPlace() {
        const QByteArray profile =
            unpacked(bodyOf(exchange(m_target.debugPort(), get("/debug/pprof/tasks"))));
        QVERIFY(profile.contains("TaskStuck::waitForever"));
        QVERIFY(profile.contains("target-server/faults/task_stuck.cpp"));
        QVERIFY(!profile.contains(LEAKTIDE_SOURCE_DIR));
    }

    void heapNamesWhoKeeps() {
        const QByteArray response = exchange(m_target.debugPort(), get("/debug/pprof/heap?gc=1"));
        if (statusOf(response) == 503) {
            QSKIP("this build has no jemalloc");
        }
        const QByteArray profile = unpacked(bodyOf(response));
        for (const char* type : {"alloc_objects", "alloc_space", "inuse_objects", "inuse_space"}) {
            QVERIFY2(profile.contains(type), type);
        }
        QVERIFY(profile.contains("CacheUnbounded"));
        QVERIFY2(!profile.contains("new_allocator"), "the allocator's own frames say nothing of who asked");
        QVERIFY(!profile.contains(LEAKTIDE_SOURCE_DIR));
    }

    void theIndexListsBoth() {
        const QByteArray index = bodyOf(exchange(m_target.debugPort(), get("/debug/pprof/")));
        QVERIFY(index.contains("heap") && index.contains("tasks"));
    }

    void tasksAndObjectsAreListed() {
        const QByteArray tasks = bodyOf(exchange(m_target.debugPort(), get("/debug/tasks")));
        QVERIFY2(tasks.contains("\"kind\": \"stuck\"") && tasks.contains("\"count\": 300"), tasks);
        const QByteArray objects = bodyOf(exchange(m_target.debugPort(), get("/debug/objects")));
        QVERIFY2(objects.contains("fault:cache-unbounded"), objects);
    }
};

QTEST_GUILESS_MAIN(TestProfiles)
#include "tst_profiles.moc"
