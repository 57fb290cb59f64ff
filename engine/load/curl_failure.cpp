#include "engine/load/curl_failure.h"

#include <cerrno>

namespace leaktide {

namespace {

bool limitOfThisSide(long osError) {
    return osError == EADDRNOTAVAIL || osError == EMFILE || osError == ENFILE || osError == ENOBUFS ||
           osError == ENOMEM || osError == EAGAIN;
}

FailureKind kindOfConnectFailure(long osError) {
    if (osError == ECONNREFUSED) {
        return FailureKind::ConnectRefused;
    }
    if (osError == ETIMEDOUT) {
        return FailureKind::ConnectTimeout;
    }
    return limitOfThisSide(osError) ? FailureKind::ClientLimit : FailureKind::ConnectFailed;
}

FailureKind kindOfTimeout(const TransferProgress& progress) {
    if (!progress.connected) {
        return FailureKind::ConnectTimeout;
    }
    return progress.headBegun ? FailureKind::TimeoutInResponse : FailureKind::TimeoutBeforeResponse;
}

FailureKind kindOfClose(const TransferProgress& progress) {
    if (progress.headComplete) {
        return FailureKind::ClosedInBody;
    }
    return progress.headBegun ? FailureKind::ClosedInHead : FailureKind::ClosedBeforeResponse;
}

bool holds(std::string_view text, std::string_view part) {
    return text.find(part) != std::string_view::npos;
}

// "Receive error" is also what libcurl 7.88 calls a broken chunk, a head beyond its limits, and the end of a
// TLS connection without a farewell.
FailureKind kindOfIoError(const TransferProgress& progress) {
    if (!progress.connected) {
        return FailureKind::ConnectFailed;
    }
    if (holds(progress.text, "chunked-encoding") || holds(progress.text, "nghttp2_session_mem_recv")) {
        return FailureKind::Protocol;
    }
    if (holds(progress.text, "Too large response headers")) {
        return FailureKind::TooLarge;
    }
    return holds(progress.text, "unexpected eof") ? kindOfClose(progress) : FailureKind::Reset;
}

}  // namespace

FailureKind kindOfFailure(CURLcode code, const TransferProgress& progress) {
    const bool ofStream = code == CURLE_HTTP2 || code == CURLE_HTTP2_STREAM || code == CURLE_SEND_ERROR ||
                          code == CURLE_RECV_ERROR;
    if (progress.refused && ofStream) {
        return FailureKind::StreamReset;
    }
    switch (code) {
        case CURLE_COULDNT_RESOLVE_HOST:
        case CURLE_COULDNT_RESOLVE_PROXY:
            return FailureKind::Dns;
        case CURLE_COULDNT_CONNECT:
            return kindOfConnectFailure(progress.osError);
        case CURLE_OPERATION_TIMEDOUT:
            return kindOfTimeout(progress);
        case CURLE_PEER_FAILED_VERIFICATION:
        case CURLE_SSL_ISSUER_ERROR:
        case CURLE_SSL_PINNEDPUBKEYNOTMATCH:
            return FailureKind::TlsVerify;
        case CURLE_SSL_CONNECT_ERROR:
        case CURLE_SSL_CIPHER:
        case CURLE_SSL_CERTPROBLEM:
        case CURLE_SSL_CACERT_BADFILE:
            return FailureKind::TlsHandshake;
        case CURLE_GOT_NOTHING:
        case CURLE_PARTIAL_FILE:
            return kindOfClose(progress);
        case CURLE_SEND_ERROR:
        case CURLE_RECV_ERROR:
            return kindOfIoError(progress);
        case CURLE_OUT_OF_MEMORY:
            return progress.headBegun ? FailureKind::TooLarge : FailureKind::ClientLimit;
        case CURLE_UNSUPPORTED_PROTOCOL:
        case CURLE_WEIRD_SERVER_REPLY:
        case CURLE_BAD_CONTENT_ENCODING:
        case CURLE_HTTP2:
            return FailureKind::Protocol;
        case CURLE_HTTP2_STREAM:
            // PROTOCOL_ERROR is what nghttp2 itself resets a stream with.
            return holds(progress.text, "PROTOCOL_ERROR") ? FailureKind::Protocol : FailureKind::StreamReset;
        case CURLE_ABORTED_BY_CALLBACK:
            return progress.heldBack ? FailureKind::ClosedBeforeResponse : FailureKind::Other;
        default:
            return FailureKind::Other;
    }
}

}  // namespace leaktide
