#include "tests/target-server/target_process.h"

#include <QElapsedTimer>
#include <QJsonDocument>
#include <QThread>

#include "tests/target-server/raw_client.h"

namespace leaktide::test {

namespace {

constexpr int StartMs = 20'000;

QByteArray readLine(QProcess& process) {
    QElapsedTimer timer;
    timer.start();
    while (!process.canReadLine() && timer.elapsed() < StartMs) {
        if (!process.waitForReadyRead(StartMs)) {
            return {};
        }
    }
    return process.readLine().trimmed();
}

int portOf(const QByteArray& line) {
    return line.mid(line.lastIndexOf(':') + 1).toInt();
}

}  // namespace

bool TargetProcess::start(const QStringList& arguments, const QStringList& prefix) {
    QStringList words = prefix;
    words << QStringLiteral(LEAKTIDE_BIN_DIR "/leaktide-target") << "--port"
          << "0";
    words << arguments;
    m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    m_process.start(words.takeFirst(), words);
    m_port = portOf(readLine(m_process));
    m_debugPort = portOf(readLine(m_process));
    m_token = readLine(m_process).mid(6);
    return m_port > 0 && m_debugPort > 0 && !m_token.isEmpty();
}

TargetProcess::~TargetProcess() {
    if (m_process.state() != QProcess::NotRunning) {
        m_process.kill();
        m_process.waitForFinished();
    }
}

QJsonObject TargetProcess::stats() const {
    return QJsonDocument::fromJson(bodyOf(exchange(m_debugPort, get("/debug/stats")))).object();
}

double TargetProcess::figure(const QString& path) const {
    QJsonValue value = stats();
    for (const QString& key : path.split('.')) {
        value = value.toObject().value(key);
    }
    return value.toDouble(-1);
}

bool TargetProcess::eventually(const std::function<bool(const TargetProcess&)>& holds) const {
    QElapsedTimer timer;
    timer.start();
    while (!holds(*this)) {
        if (timer.elapsed() > 5000) {
            return false;
        }
        QThread::msleep(20);
    }
    return true;
}

QByteArray TargetProcess::change(const QByteArray& method, const QByteArray& target,
                                 const QByteArray& body) const {
    return exchange(m_debugPort,
                    method + " " + target + " HTTP/1.1\r\nHost: localhost\r\nX-Leaktide-Token: " + m_token +
                        "\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body);
}

int TargetProcess::load(int count, const QByteArray& target) const {
    RawClient client(m_port);
    int answered = 0;
    for (int i = 0; i < count && client.send(get(target)); ++i) {
        answered += statusOf(client.readResponse()) == 200 ? 1 : 0;
    }
    return answered;
}

int TargetProcess::stop() {
    m_process.terminate();
    return m_process.waitForFinished(20'000) && m_process.exitStatus() == QProcess::NormalExit
               ? m_process.exitCode()
               : -1;
}

}  // namespace leaktide::test
