#include "tests/support/http2_wire.h"

#include <openssl/evp.h>
#include <openssl/x509.h>
#include <sys/socket.h>
#include <unistd.h>

#include <stdexcept>

namespace leaktide::test {

namespace {

constexpr std::string_view Preface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
constexpr std::size_t FrameHeadSize = 9;

char byteOf(std::size_t value) {
    return static_cast<char>(value & 0xFF);
}

std::string lengthAndText(const std::string& text) {  // HPACK, 7-bit prefix, not Huffman
    std::string bytes;
    if (text.size() < 127) {
        bytes += byteOf(text.size());
    } else {
        bytes += byteOf(127);
        std::size_t rest = text.size() - 127;
        for (; rest >= 128; rest >>= 7) {
            bytes += byteOf((rest & 0x7F) | 0x80);
        }
        bytes += byteOf(rest);
    }
    return bytes + text;
}

int selectH2(SSL* /*tls*/, const unsigned char** out, unsigned char* outSize, const unsigned char* /*in*/,
             unsigned /*inSize*/, void* /*self*/) {
    static constexpr unsigned char Name[] = {'h', '2'};
    *out = Name;
    *outSize = sizeof Name;
    return SSL_TLSEXT_ERR_OK;
}

}  // namespace

std::string number32(std::uint32_t value) {
    return {byteOf(value >> 24), byteOf(value >> 16), byteOf(value >> 8), byteOf(value)};
}

std::string setting(std::uint16_t id, std::uint32_t value) {
    return std::string{byteOf(id >> 8U), byteOf(id)} + number32(value);
}

std::string bytesOf(const Frame& frame) {
    const std::size_t size = frame.payload.size();
    return std::string{byteOf(size >> 16), byteOf(size >> 8), byteOf(size), static_cast<char>(frame.type),
                       static_cast<char>(frame.flags)} +
           number32(frame.stream) + frame.payload;
}

std::string headerBlock(const Fields& fields) {
    std::string block;
    for (const auto& [name, value] : fields) {
        block += '\0';  // a literal that goes into no table, with a name of its own
        block += lengthAndText(name) + lengthAndText(value);
    }
    return block;
}

Http2Wire::Http2Wire(SSL_CTX* context, int socket) : m_tls(SSL_new(context)), m_socket(socket) {
    SSL_set_fd(m_tls, socket);
}

Http2Wire::~Http2Wire() {
    SSL_free(m_tls);
}

bool Http2Wire::accept() {
    std::string preface;
    return SSL_accept(m_tls) == 1 && read(preface, Preface.size()) && preface == Preface;
}

bool Http2Wire::send(std::string_view bytes) {
    while (!bytes.empty()) {
        std::size_t sent = 0;
        if (SSL_write_ex(m_tls, bytes.data(), bytes.size(), &sent) != 1) {
            return false;
        }
        bytes.remove_prefix(sent);
    }
    return true;
}

bool Http2Wire::read(std::string& into, std::size_t bytes) {
    into.resize(bytes);
    for (std::size_t have = 0; have < bytes;) {
        std::size_t got = 0;
        if (SSL_read_ex(m_tls, into.data() + have, bytes - have, &got) != 1) {
            return false;
        }
        have += got;
    }
    return true;
}

bool Http2Wire::receive(Frame& frame) {
    std::string head;
    if (!read(head, FrameHeadSize)) {
        return false;
    }
    const auto at = [&head](std::size_t i) {
        return static_cast<std::uint32_t>(static_cast<unsigned char>(head[i]));
    };
    frame.type = static_cast<FrameType>(at(3));
    frame.flags = static_cast<std::uint8_t>(at(4));
    frame.stream = ((at(5) & 0x7F) << 24) | (at(6) << 16) | (at(7) << 8) | at(8);
    return read(frame.payload, (at(0) << 16) | (at(1) << 8) | at(2));
}

void Http2Wire::waitUntilPeerLeaves() {
    Frame frame;
    while (receive(frame)) {
    }
}

void Http2Wire::resetOnClose() const {
    const linger hard{.l_onoff = 1, .l_linger = 0};
    setsockopt(m_socket, SOL_SOCKET, SO_LINGER, &hard, sizeof hard);
}

SSL_CTX* makeHttp2Context() {
    EVP_PKEY* key = EVP_EC_gen("P-256");
    X509* certificate = X509_new();
    SSL_CTX* context = SSL_CTX_new(TLS_server_method());
    if (key == nullptr || certificate == nullptr || context == nullptr) {
        throw std::runtime_error("no TLS for the fault server");
    }
    ASN1_INTEGER_set(X509_get_serialNumber(certificate), 1);
    X509_gmtime_adj(X509_getm_notBefore(certificate), -3600);
    X509_gmtime_adj(X509_getm_notAfter(certificate), 86400);
    X509_set_pubkey(certificate, key);
    X509_NAME* name = X509_get_subject_name(certificate);
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char*>("localhost"),
                               -1, -1, 0);  // NOLINT: OpenSSL's idea of text
    X509_set_issuer_name(certificate, name);
    X509_sign(certificate, key, EVP_sha256());
    SSL_CTX_use_certificate(context, certificate);
    SSL_CTX_use_PrivateKey(context, key);
    SSL_CTX_set_alpn_select_cb(context, &selectH2, nullptr);
    X509_free(certificate);
    EVP_PKEY_free(key);
    return context;
}

}  // namespace leaktide::test
