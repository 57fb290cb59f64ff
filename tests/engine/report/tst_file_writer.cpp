#include <QTest>

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>
#include <csignal>

#include "engine/report/file_writer.h"

using leaktide::checkWritable;
using leaktide::makeFolder;
using leaktide::saveFile;

class TestFileWriter : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { QVERIFY(m_folder.isValid()); }
    void newFilesArePrivate();
    void existingFilesKeepModeAndLink();
    void nothingIsLeftBeside();
    void fullDeviceIsNamed();
    void fullDiskKeepsTheOldFile();
    void sizeLimitKeepsTheOldFile();
    void placesThatCannotBeWritten();
    void foldersAreMade();

private:
    std::string path(const char* name) const { return m_folder.filePath(name).toStdString(); }
    static QByteArray content(const std::string& path) {
        QFile file(QString::fromStdString(path));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("(cannot be read)");
    }
    static mode_t modeOf(const std::string& path) {
        struct stat info {};
        return ::stat(path.c_str(), &info) == 0 ? info.st_mode & 07777U : 0;
    }

    QTemporaryDir m_folder;
};

void TestFileWriter::newFilesArePrivate() {
    QVERIFY(saveFile(path("new"), "secret").ok());
    QCOMPARE(content(path("new")), QByteArray("secret"));
    QCOMPARE(modeOf(path("new")), mode_t(0600));
}

void TestFileWriter::existingFilesKeepModeAndLink() {
    QVERIFY(saveFile(path("real"), "old").ok());
    QCOMPARE(::chmod(path("real").c_str(), 0640), 0);
    QCOMPARE(::symlink("real", path("link").c_str()), 0);
    QVERIFY(saveFile(path("link"), "new").ok());
    QCOMPARE(content(path("real")), QByteArray("new"));
    QCOMPARE(modeOf(path("real")), mode_t(0640));
    QVERIFY(QFileInfo(m_folder.filePath("link")).isSymLink());
}

void TestFileWriter::nothingIsLeftBeside() {
    QTemporaryDir folder;
    QVERIFY(saveFile(folder.filePath("a").toStdString(), "1").ok());
    QVERIFY(checkWritable(folder.filePath("b").toStdString()).ok());
    QCOMPARE(QDir(folder.path()).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot),
             QStringList{"a"});
}

void TestFileWriter::fullDeviceIsNamed() {
    const auto saved = saveFile("/dev/full", "text");
    QVERIFY(!saved.ok());
    QCOMPARE(saved.error().kind, leaktide::ErrorKind::Io);
    const QString message = QString::fromStdString(saved.error().message);
    QVERIFY2(message.contains("/dev/full") && message.contains("No space left"), qPrintable(message));
}

void TestFileWriter::fullDiskKeepsTheOldFile() {
    const std::string disk = path("disk");
    QVERIFY(QDir().mkpath(QString::fromStdString(disk)));
    if (::mount("tmpfs", disk.c_str(), "tmpfs", 0, "size=64k") != 0) {
        QSKIP("needs the right to mount a small tmpfs");
    }
    const std::string file = disk + "/report.json";
    const auto first = saveFile(file, "old");
    const auto second = saveFile(file, std::string(200'000, 'x'));
    const QByteArray kept = content(file);
    const auto entries =
        QDir(QString::fromStdString(disk)).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot);
    ::umount(disk.c_str());
    QVERIFY(first.ok());
    QVERIFY(!second.ok());
    QVERIFY(QString::fromStdString(second.error().message).contains("No space left"));
    QCOMPARE(kept, QByteArray("old"));
    QCOMPARE(entries, QStringList{"report.json"});
}

void TestFileWriter::sizeLimitKeepsTheOldFile() {
    QVERIFY(saveFile(path("limited"), "old").ok());
    std::signal(SIGXFSZ, SIG_IGN);
    rlimit before{};
    ::getrlimit(RLIMIT_FSIZE, &before);
    const rlimit small{1000, before.rlim_max};
    ::setrlimit(RLIMIT_FSIZE, &small);
    const auto saved = saveFile(path("limited"), std::string(5000, 'x'));
    ::setrlimit(RLIMIT_FSIZE, &before);
    QVERIFY(!saved.ok());
    QCOMPARE(content(path("limited")), QByteArray("old"));
}

void TestFileWriter::placesThatCannotBeWritten() {
    QVERIFY(saveFile(path("file"), "x").ok());
    for (const std::string& place : {path("no/such/folder/x"), path("file") + "/x",
                                     m_folder.path().toStdString(), std::string("/proc/leaktide-x")}) {
        const auto asked = checkWritable(place);
        const auto saved = saveFile(place, "x");
        QVERIFY2(!asked.ok() && !saved.ok(), place.c_str());
        QVERIFY(QString::fromStdString(asked.error().message).contains(QString::fromStdString(place)));
    }
    QVERIFY(checkWritable(path("fresh")).ok());
}

void TestFileWriter::foldersAreMade() {
    QVERIFY(makeFolder(path("a/b/c")).ok());
    QVERIFY(makeFolder(path("a/b/c")).ok());
    QVERIFY(makeFolder(path("a/b/d") + "/").ok());
    QVERIFY(QFileInfo(m_folder.filePath("a/b/d")).isDir());
    QVERIFY(saveFile(path("a/file"), "x").ok());
    QVERIFY(!makeFolder(path("a/file")).ok());
    QVERIFY(!makeFolder(path("a/file/below")).ok());
}

QTEST_APPLESS_MAIN(TestFileWriter)
#include "tst_file_writer.moc"
