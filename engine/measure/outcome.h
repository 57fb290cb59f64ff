// What became of one request. Our own small taxonomy; libcurl's codes are translated in engine/load only.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace leaktide {

// Why there was no valid answer. An answer with status 400 or above is *not* here: it is an http error.
enum class FailureKind {
    Dns,
    ConnectRefused,
    ConnectTimeout,
    ConnectFailed,  // any other reason
    TlsVerify,      // expired, wrong name, unknown CA, self-signed: the text says which
    TlsHandshake,
    Reset,  // RST, before or inside the response
    StreamReset,  // HTTP/2: one stream, reset or refused; the connection lives
    ClosedBeforeResponse,
    ClosedInHead,
    ClosedInBody,
    TimeoutBeforeResponse,  // nothing came
    TimeoutInResponse,      // something came, not all
    Protocol,               // not HTTP, contradictory lengths, broken chunking
    TooLarge,               // a head beyond every limit
    CheckFailed,            // the plan's own check on a valid answer
    Aborted,                // cut on purpose by the plan or by the end of the run
    ClientLimit,            // out of descriptors, ports or memory on this side
    Other,
};
inline constexpr std::size_t FailureKindCount = static_cast<std::size_t>(FailureKind::Other) + 1;

// Stable names in files: "connect_refused", "closed_in_body", …
std::string_view nameOf(FailureKind kind);
// For people: "connection refused", "closed early, inside the body", …
std::string_view sentenceOf(FailureKind kind);

using FailureCounts = std::array<unsigned long long, FailureKindCount>;

}  // namespace leaktide
