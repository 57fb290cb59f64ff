#include "engine/plan/curl_flags.h"

#include <algorithm>
#include <array>

namespace leaktide {

namespace {

using Flag = CurlFlag::Meaning;

constexpr std::array<CurlFlag, 40> Known{{
    {"X", "request", Flag::Method},
    {"H", "header", Flag::Header},
    {"d", "data", Flag::Data},
    {"", "data-ascii", Flag::Data},
    {"", "data-binary", Flag::Data},
    {"", "data-raw", Flag::RawData},
    {"", "json", Flag::Json},
    {"u", "user", Flag::User},
    {"b", "cookie", Flag::Cookie},
    {"A", "user-agent", Flag::Agent},
    {"e", "referer", Flag::Referer},
    {"k", "insecure", Flag::Insecure, CurlFlag::Takes::Nothing},
    {"x", "proxy", Flag::Proxy},
    {"", "http2", Flag::Http2, CurlFlag::Takes::Nothing},
    {"", "http1.1", Flag::Http1, CurlFlag::Takes::Nothing},
    {"", "unix-socket", Flag::UnixSocket},
    {"", "connect-to", Flag::ConnectTo},
    {"", "resolve", Flag::Resolve},
    {"G", "get", Flag::Get, CurlFlag::Takes::Nothing},
    {"", "url", Flag::Url},
    {"I", "head", Flag::Head, CurlFlag::Takes::Nothing},
    {"", "compressed", Flag::Compressed, CurlFlag::Takes::Nothing},
    {"m", "max-time", Flag::MaxTime},
    {"", "connect-timeout", Flag::ConnectTimeout},
    {"", "cacert", Flag::CaFile},
    {"L", "location", Flag::Location, CurlFlag::Takes::Nothing},
    {"s", "silent", Flag::Quiet, CurlFlag::Takes::Nothing},
    {"S", "show-error", Flag::Quiet, CurlFlag::Takes::Nothing},
    {"i", "include", Flag::Quiet, CurlFlag::Takes::Nothing},
    {"", "show-headers", Flag::Quiet, CurlFlag::Takes::Nothing},
    {"v", "verbose", Flag::Quiet, CurlFlag::Takes::Nothing},
    {"f", "fail", Flag::Quiet, CurlFlag::Takes::Nothing},
    {"", "fail-with-body", Flag::Quiet, CurlFlag::Takes::Nothing},
    {"g", "globoff", Flag::Quiet, CurlFlag::Takes::Nothing},
    {"N", "no-buffer", Flag::Quiet, CurlFlag::Takes::Nothing},
    {"#", "progress-bar", Flag::Quiet, CurlFlag::Takes::Nothing},
    {"", "no-progress-meter", Flag::Quiet, CurlFlag::Takes::Nothing},
    {"", "path-as-is", Flag::Quiet, CurlFlag::Takes::Nothing},
    {"q", "disable", Flag::Quiet, CurlFlag::Takes::Nothing},
    {"", "no-keepalive", Flag::Quiet, CurlFlag::Takes::Nothing},
}};

}  // namespace

const CurlFlag* findCurlFlag(std::string_view name, CurlFlagForm form) {
    const auto* found = std::find_if(Known.begin(), Known.end(), [&](const CurlFlag& flag) {
        return !name.empty() && (form == CurlFlagForm::Short ? flag.brief : flag.name) == name;
    });
    return found == Known.end() ? nullptr : found;
}

}  // namespace leaktide
