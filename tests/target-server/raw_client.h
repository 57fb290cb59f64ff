// A client that sends bytes as they are and reads what comes: requests no HTTP library would send.
// Blocking, with deadlines. One thread.
#pragma once

#include <QByteArray>
#include <optional>

namespace leaktide::test {

class RawClient {
public:
    explicit RawClient(int port);  // connects to 127.0.0.1; connected() says whether it did
    ~RawClient();
    RawClient(const RawClient&) = delete;
    RawClient& operator=(const RawClient&) = delete;

    [[nodiscard]] bool connected() const { return m_socket >= 0; }
    bool send(const QByteArray& bytes);
    void finish();  // nothing more will be sent; what comes is still read
    void close();
    void resetOnClose();  // close() then sends RST instead of FIN

    enum class Extent {
        Whole,
        HeadOnly
    };  // HeadOnly: of HEAD, whose Content-Length is of a body that is not sent
    // One response, head and body by Content-Length (or to its last chunk). Shorter when the peer ends or
    // time is up.
    QByteArray readResponse(int timeoutMs = 5000, Extent extent = Extent::Whole);
    // All that comes until the peer ends the connection; unset when it does not within the time.
    std::optional<QByteArray> readToEnd(int timeoutMs);
    // True when nothing comes within the time, not even the end.
    bool staysSilent(int timeoutMs) const;
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
