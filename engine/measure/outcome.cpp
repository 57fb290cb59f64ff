#include "engine/measure/outcome.h"

namespace leaktide {

namespace {

struct KindWords {
    std::string_view name;
    std::string_view sentence;
};

// In the order of the enum.
constexpr std::array<KindWords, FailureKindCount> Words{{
    {"dns", "the host name could not be resolved"},
    {"connect_refused", "connection refused"},
    {"connect_timeout", "no connection within the connect timeout"},
    {"connect_failed", "no connection"},
    {"tls_verify", "the certificate was not accepted"},
    {"tls_handshake", "the TLS handshake failed"},
    {"reset", "connection reset by the target"},
    {"stream_reset", "stream reset or refused by the target"},
    {"closed_before_response", "closed early, before the response"},
    {"closed_in_head", "closed early, inside the response head"},
    {"closed_in_body", "closed early, inside the body"},
    {"timeout_before_response", "timed out, nothing came"},
    {"timeout_in_response", "timed out inside the response"},
    {"protocol", "not a valid HTTP response"},
    {"too_large", "the response head is too large"},
    {"check_failed", "a check of the plan failed"},
    {"aborted", "cut on purpose"},
    {"client_limit", "a limit of this machine"},
    {"other", "failed for another reason"},
}};

}  // namespace

std::string_view nameOf(FailureKind kind) {
    return Words.at(static_cast<std::size_t>(kind)).name;
}

std::string_view sentenceOf(FailureKind kind) {
    return Words.at(static_cast<std::size_t>(kind)).sentence;
}

}  // namespace leaktide
