// The real leaktide-target, started for a test and stopped with it.
#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QProcess>
#include <QStringList>
#include <functional>

namespace leaktide::test {

class TargetProcess {
public:
    // Waits until it listens. `prefix`: a program that starts it, such as prlimit.
    bool start(const QStringList& arguments = {}, const QStringList& prefix = {});
    ~TargetProcess();

    [[nodiscard]] int port() const { return m_port; }
    [[nodiscard]] int debugPort() const { return m_debugPort; }
    [[nodiscard]] const QByteArray& token() const { return m_token; }
    QProcess& process() { return m_process; }

    [[nodiscard]] QJsonObject stats() const;
    // "tasks.by_kind.stuck", "requests.served"; -1 when it is not there.
    [[nodiscard]] double figure(const QString& path) const;
    // Until `holds` is true of the figures, or five seconds have passed.
    bool eventually(const std::function<bool(const TargetProcess&)>& holds) const;
    // With the token: "PUT", "/debug/faults/task-stuck", "every:2".
    QByteArray change(const QByteArray& method, const QByteArray& target, const QByteArray& body = {}) const;
    // `count` requests, one after the other on one connection; how many were answered 200.
    int load(int count, const QByteArray& target = "/json") const;
    int stop();  // SIGTERM; the exit code, -1 when it does not end

private:
    QProcess m_process;
    int m_port = 0;
    int m_debugPort = 0;
    QByteArray m_token;
};

}  // namespace leaktide::test
