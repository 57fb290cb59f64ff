// A service of another runtime as a child process, which says "listening on HOST:PORT" once it serves. Ended
// with the object.
#pragma once

#include <QDeadlineTimer>
#include <QProcess>
#include <QRegularExpression>
#include <QStringList>

namespace leaktide::test {

class PeerService {
public:
    PeerService(const QString& program, const QStringList& arguments) {
        m_process.start(program, arguments);
        const QDeadlineTimer deadline(30'000);
        QString said;
        while (m_url.isEmpty() && !deadline.hasExpired() && m_process.state() != QProcess::NotRunning) {
            m_process.waitForReadyRead(100);
            said += QString::fromUtf8(m_process.readAllStandardOutput());
            const auto match = QRegularExpression("listening on (127\\.0\\.0\\.1:\\d+)\\s").match(said);
            m_url = match.hasMatch() ? "http://" + match.captured(1) : QString();
        }
    }
    ~PeerService() {
        m_process.terminate();
        if (!m_process.waitForFinished(3000)) {
            m_process.kill();
            m_process.waitForFinished(3000);
        }
    }
    PeerService(const PeerService&) = delete;
    PeerService& operator=(const PeerService&) = delete;

    [[nodiscard]] const QString& url() const { return m_url; }  // empty: it does not serve
    [[nodiscard]] QString errors() { return QString::fromUtf8(m_process.readAllStandardError()); }

private:
    QProcess m_process;
    QString m_url;
};

}  // namespace leaktide::test
