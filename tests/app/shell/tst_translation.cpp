// The window in Chinese: nothing it says is left in English.
#include <QCoreApplication>
#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include "app/models/evidence_words.h"
#include "app/shell/translation.h"
#include "engine/probe/probe_words.h"
#include "engine/profile/profile_words.h"
#include "engine/run/run_words.h"
#include "engine/trend/exhaustion.h"
#include "engine/trend/patterns.h"
#include "engine/trend/sentences.h"

using namespace leaktide;
using namespace leaktide::app;

namespace {

QString toolNamed(const QString& name) {
    const QString found = QStandardPaths::findExecutable(name, {QStringLiteral("/usr/lib/qt6/bin")});
    return found.isEmpty() ? QStandardPaths::findExecutable(name) : found;
}

const QString Words = QStringLiteral(LEAKTIDE_SOURCE_DIR "/resources/translations/leaktide_zh_CN.ts");

QString textOf(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

std::vector<std::string> everyPattern() {
    std::vector<std::string> all = allPatterns();
    for (const auto& more : {probePatterns(), profilePatterns(), runPatterns()}) {
        all.insert(all.end(), more.begin(), more.end());
    }
    return all;
}

}  // namespace

class TestTranslation : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() {
        QVERIFY(m_folder.isValid());
        const QString lrelease = toolNamed(QStringLiteral("lrelease"));
        if (lrelease.isEmpty()) {
            QSKIP("lrelease (qt6-l10n-tools) is not installed");
        }
        const QString compiled = m_folder.filePath(QStringLiteral("leaktide_zh_CN.qm"));
        QCOMPARE(
            QProcess::execute(lrelease, {QStringLiteral("-silent"), Words, QStringLiteral("-qm"), compiled}),
            0);
        QVERIFY(m_translator.load(compiled));
        QVERIFY(QCoreApplication::installTranslator(&m_translator));
    }

    void everyWordOfTheWindowIsTranslated() {
        const QString lupdate = toolNamed(QStringLiteral("lupdate"));
        if (lupdate.isEmpty()) {
            QSKIP("lupdate (qt6-l10n-tools) is not installed");
        }
        const QString renewed = m_folder.filePath(QStringLiteral("renewed.ts"));
        QVERIFY(QFile::copy(Words, renewed));
        QCOMPARE(
            QProcess::execute(lupdate, {QStringLiteral("-silent"), QStringLiteral(LEAKTIDE_SOURCE_DIR "/app"),
                                        QStringLiteral("-ts"), renewed, QStringLiteral("-locations"),
                                        QStringLiteral("none")}),
            0);
        static const QRegularExpression open(
            QStringLiteral("<source>([^<]*)</source>\\s*<translation type=\"unfinished\""));
        QStringList missing;
        for (auto found = open.globalMatch(textOf(renewed)); found.hasNext();) {
            missing += found.next().captured(1);
        }
        QVERIFY2(missing.isEmpty(), qPrintable(missing.join(QStringLiteral("\n"))));
    }

    void everythingTheEngineSaysIsTranslated() {
        for (const std::string& pattern : everyPattern()) {
            QVERIFY2(!m_translator.translate("Evidence", pattern.c_str(), nullptr, -1).isEmpty(),
                     pattern.c_str());
        }
    }

    // Placeholders may change places but none may be lost.
    void noPartIsLost() {
        for (const std::string& pattern : everyPattern()) {
            const QString chinese = m_translator.translate("Evidence", pattern.c_str(), nullptr, -1);
            for (char place = '1'; place <= '9'; ++place) {
                const QString mark = QStringLiteral("%") + QLatin1Char(place);
                QVERIFY2(QString::fromStdString(pattern).contains(mark) == chinese.contains(mark),
                         pattern.c_str());
            }
        }
    }

    void aSentenceIsSaidWhole() {
        SignalSpec fds = *findCanonicalSignal("fds");
        const Phrase phrase = exhaustionSentence({.value = 400, .low = 200, .high = 800}, 1024, fds);
        QCOMPARE(saidText(phrase),
                 QString::fromUtf8(
                     "照此速度，6 分 40 秒后达到上限 1,024 个描述符（3 分 20 秒 至 13 分 20 秒）。"));
        QCOMPARE(saidText(perCounter(0.02, fds, Counter::Requests)),
                 QString::fromUtf8("每请求 0.0200 个描述符"));
    }

private:
    QTemporaryDir m_folder;
    ShortNameTranslator m_translator;
};

QTEST_GUILESS_MAIN(TestTranslation)
#include "tst_translation.moc"
