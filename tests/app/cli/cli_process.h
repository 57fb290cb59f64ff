// Runs the real leaktide-cli as a process, as a script would.
#pragma once

#include <QDeadlineTimer>
#include <QProcess>
#include <QString>
#include <QStringList>

#include <csignal>

namespace leaktide::testing {

struct CliResult {
    int code = -1;
    QString out;
    QString err;
    [[nodiscard]] QByteArray all() const { return (out + err).toUtf8(); }
};

class CliProcess {
public:
    explicit CliProcess(const QStringList& arguments) {
        m_process.start(LEAKTIDE_BIN_DIR "/leaktide-cli", arguments);
        m_started = m_process.waitForStarted();
    }

    // Waits until stderr holds `text`; false when it never does.
    bool waitForError(const QString& text, int ms = 20'000) {
        QDeadlineTimer deadline(ms);
        while (!m_error.contains(text) && m_process.state() == QProcess::Running && !deadline.hasExpired()) {
            m_process.waitForReadyRead(50);
            m_error += QString::fromUtf8(m_process.readAllStandardError());
        }
        return m_error.contains(text);
    }
    void write(const QByteArray& text) { m_process.write(text); }
    void send(int signal) { ::kill(static_cast<pid_t>(m_process.processId()), signal); }
    [[nodiscard]] qint64 pid() const { return m_process.processId(); }
    void closeOutput() { m_process.closeReadChannel(QProcess::StandardOutput); }

    // -1 as code: it did not end in time, or not by itself.
    CliResult finish(int ms = 40'000) {
        CliResult result;
        if (m_started && m_process.waitForFinished(ms) && m_process.exitStatus() == QProcess::NormalExit) {
            result.code = m_process.exitCode();
        }
        result.out = QString::fromUtf8(m_process.readAllStandardOutput());
        result.err = m_error + QString::fromUtf8(m_process.readAllStandardError());
        return result;
    }

private:
    QProcess m_process;
    bool m_started = false;
    QString m_error;
};

inline CliResult runCli(const QStringList& arguments) {
    return CliProcess(arguments).finish();
}

}  // namespace leaktide::testing
