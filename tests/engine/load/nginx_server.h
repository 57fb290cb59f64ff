// A real nginx on free ports of 127.0.0.1, with certificates of an authority of our own for "shop.test", and
// its log of what it answered on which connection.
#pragma once

#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTcpServer>
#include <QTemporaryDir>
#include <array>
#include <chrono>
#include <string>
#include <thread>
#include <vector>

namespace leaktide::test {

using namespace std::chrono_literals;

inline bool runOpenssl(const QStringList& arguments) {
    QProcess process;
    process.start("openssl", arguments);
    return process.waitForFinished(30'000) && process.exitCode() == 0;
}

// What nginx says of one request.
struct LogLine {
    std::string connection;
    std::string protocol;
    int status = 0;
    std::string host;
    std::string client;  // SUCCESS: its certificate was verified
};

class Nginx {
public:
    // Mutual: asks for the client's certificate; ShortTls: ten requests for each connection.
    enum Port : std::size_t { Plain, Tls, Mutual, ShortTls, PortCount };
    bool start() {
        std::array<QTcpServer, PortCount> probes;
        for (std::size_t i = 0; i < probes.size(); ++i) {
            probes.at(i).listen(QHostAddress::LocalHost);
            m_ports.at(i) = probes.at(i).serverPort();
        }
        for (QTcpServer& probe : probes) {
            probe.close();
        }
        return makeCertificates() && writeConfiguration() && run();
    }
    ~Nginx() {
        m_process.terminate();
        m_process.waitForFinished(5000);
    }
    [[nodiscard]] std::string file(const std::string& name) const {
        return m_folder.filePath(QString::fromStdString(name)).toStdString();
    }
    [[nodiscard]] std::string port(Port which) const { return std::to_string(m_ports.at(which)); }

    // Since this was asked last. nginx writes a line when the request is done, so they may be waited for.
    std::vector<LogLine> takeLog(std::size_t atLeast) {
        std::vector<LogLine> lines;
        QFile log(QString::fromStdString(file("access.log")));
        for (int i = 0; i < 400 && lines.size() < atLeast; ++i) {
            std::this_thread::sleep_for(5ms);
            lines.clear();
            if (!log.isOpen() && !log.open(QIODevice::ReadOnly)) {
                continue;
            }
            log.seek(m_read);
            for (const QByteArray& line : log.readAll().split('\n')) {
                const QList<QByteArray> parts = line.split(' ');
                if (parts.size() == 5) {
                    lines.push_back({parts[0].toStdString(), parts[1].toStdString(), parts[2].toInt(),
                                     parts[3].toStdString(), parts[4].toStdString()});
                }
            }
        }
        m_read = log.size();
        return lines;
    }

private:
    bool makeCertificates() {
        const auto at = [this](const char* name) { return QString::fromStdString(file(name)); };
        const QStringList key{"-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"};
        QFile names(at("names"));
        if (!runOpenssl(QStringList{"req", "-x509", "-subj", "/CN=our own authority", "-days", "2", "-keyout",
                                    at("ca.key"), "-out", at("ca.pem")} +
                        key) ||
            !names.open(QIODevice::WriteOnly) || names.write("subjectAltName=DNS:shop.test") < 0) {
            return false;
        }
        names.close();
        const auto issue = [&](const char* name, const char* subject) {
            const QString base = at(name);
            return runOpenssl(QStringList{"req", "-new", "-subj", subject, "-keyout", base + ".key", "-out",
                                          base + ".csr"} +
                              key) &&
                   runOpenssl({"x509", "-req", "-in", base + ".csr", "-CA", at("ca.pem"), "-CAkey",
                               at("ca.key"), "-CAcreateserial", "-days", "2", "-extfile", at("names"), "-out",
                               base + ".pem"});
        };
        return issue("server", "/CN=shop.test") && issue("client", "/CN=a client");
    }

    bool writeConfiguration() {
        QString text = R"(worker_processes 1; daemon off; pid @/pid; error_log @/error.log;
events { worker_connections 512; }
http {
  log_format told '$connection $server_protocol $status $http_host $ssl_client_verify';
  access_log @/access.log told;
  client_body_temp_path @/b; proxy_temp_path @/p; fastcgi_temp_path @/f; uwsgi_temp_path @/u; scgi_temp_path @/s;
  ssl_certificate @/server.pem; ssl_certificate_key @/server.key; ssl_client_certificate @/ca.pem;
  server { listen 127.0.0.1:PLAIN; listen unix:@/socket; keepalive_requests 100000;
    location / { return 200 'plain'; } location /short { keepalive_requests 10; return 200 'short'; } }
  server { listen 127.0.0.1:TLS ssl http2; keepalive_requests 100000; location / { return 200 'secret'; } }
  server { listen 127.0.0.1:SHORT ssl http2; keepalive_requests 10; location / { return 200 'short'; } }
  server { listen 127.0.0.1:MUTUAL ssl http2; ssl_verify_client on; location / { return 200 'among us'; } }
}
)";
        text.replace("@", m_folder.path());
        for (const auto& [name, which] :
             {std::pair("PLAIN", Plain), {"TLS", Tls}, {"MUTUAL", Mutual}, {"SHORT", ShortTls}}) {
            text.replace(name, QString::fromStdString(port(which)));
        }
        QFile configuration(m_folder.filePath("nginx.conf"));
        return configuration.open(QIODevice::WriteOnly) && configuration.write(text.toUtf8()) > 0;
    }

    bool run() {
        m_process.start(program(), {"-c", m_folder.filePath("nginx.conf")});
        for (int i = 0; i < 1000 && !QFile::exists(m_folder.filePath("pid")); ++i) {
            std::this_thread::sleep_for(5ms);
        }
        return QFile::exists(m_folder.filePath("pid"));
    }

public:
    static QString program() {
        return QStandardPaths::findExecutable("nginx", {"/usr/sbin", "/usr/local/sbin", "/usr/bin"});
    }

private:
    QTemporaryDir m_folder;
    std::array<int, PortCount> m_ports{};
    QProcess m_process;
    qint64 m_read = 0;
};

}  // namespace leaktide::test
