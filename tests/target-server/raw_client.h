// A client that sends bytes as they are and reads what comes: requests no HTTP library would send.
// Blocking, with deadlines. One thread.
#pragma once

#include <QByteArray>

namespace leaktide::test {

class RawClient {
public:
    explicit RawClient(int port);  // connects to 127.0.0.1; connected() says whether it did
    ~RawClient();
    RawClient(const RawClient&) = delete;
    RawClient& operator=(const RawClient&) = delete;

    [[nodiscard]] bool connected() const { return m_socket >= 0; }
    bool send(const QByteArray& bytes);
    void close();
    void resetOnClose();  // close() then sends RST instead of FIN

    // One response, head and body by Content-Length (or to its last chunk). Shorter when the peer ends or
    // time is up.
    QByteArray readResponse(int timeoutMs = 5000);
    // True when the peer ends the connection within the time.
    bool endsWithin(int timeoutMs);

private:
    bool readSome(int timeoutMs);

    int m_socket = -1;
    QByteArray m_unread;
};

int statusOf(const QByteArray& response);  // 0: no status line
QByteArray bodyOf(const QByteArray& response);
QByteArray get(const QByteArray& target, const QByteArray& fields = {});  // the text of a request
// A whole exchange on a connection of its own.
QByteArray exchange(int port, const QByteArray& request);

}  // namespace leaktide::test
