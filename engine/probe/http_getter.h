// Small HTTP exchanges with the target's debug endpoints: one connection, kept or not, a cap on the size of
// what is taken in (after decompression), a time limit, and no redirect to another host. Never uses a proxy.
// Errors: Unreachable (no whole answer in time), Protocol (too large, a redirect that is refused),
// Interrupted (cancel). Header values never appear in an error; URLs are redacted.
// Threading: get() and post() on one thread; cancel() on any.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "engine/base/result.h"
#include "engine/plan/plan.h"

namespace leaktide {

enum class Connections { KeepOne, CloseEach };

struct HttpGetterSettings {
    std::vector<Header> headers;  // sent with each request: a bearer token, the bundled target's token
    Nanos timeout = std::chrono::seconds(3);         // one exchange, redirects included
    Nanos connectTimeout = std::chrono::seconds(1);  // part of it
    std::size_t maxBytes = std::size_t{64} << 20U;   // of a decompressed body
    bool verifyTls = true;
    Connections connections = Connections::KeepOne;  // after an exchange
};

// As the plan's probe wants them.
HttpGetterSettings getterSettings(const Plan& plan);

struct HttpAnswer {
    long status = 0;
    std::string contentType;
    std::string body;
    std::string url;  // that answered, after redirects; as sent, not redacted
};

class HttpGetter {
public:
    explicit HttpGetter(HttpGetterSettings settings);
    ~HttpGetter();
    HttpGetter(const HttpGetter&) = delete;
    HttpGetter& operator=(const HttpGetter&) = delete;

    // Any status is an answer.
    Result<HttpAnswer> get(const std::string& url);
    Result<HttpAnswer> post(const std::string& url);
    // Ends the exchange under way and refuses all later ones.
    void cancel();
    // On the wire, heads included, since the start. On the thread of get() and post().
    [[nodiscard]] std::uint64_t bytesReceived() const;

private:
    struct Parts;
    std::unique_ptr<Parts> m_parts;
};

// "http://…/metrics answered 404": what to say of an answer that is no use.
std::string describeStatus(const HttpAnswer& answer);

}  // namespace leaktide
