#include "app/cli/connection_flags.h"

#include <algorithm>

#include "app/cli/flag_values.h"
#include "engine/base/text.h"
#include "engine/plan/plan_words.h"

namespace leaktide::app {

namespace {

Apply setExchange(LoadPlan& load) {
    return [&load](const std::string& text) -> Status {
        const auto* word = std::find(ExchangeWords.begin(), ExchangeWords.end(), text);
        if (word == ExchangeWords.end()) {
            return bad("must be auto, curl or direct");
        }
        load.exchange = static_cast<ExchangeChoice>(word - ExchangeWords.begin());
        return {};
    };
}

Apply setOptionalDuration(std::optional<Nanos>& place) {
    return [&place](const std::string& text) -> Status {
        const auto parsed = parseDuration(text);
        if (!parsed || *parsed <= Nanos(0)) {
            return parsed ? bad("must be > 0") : parsed.error();
        }
        place = *parsed;
        return {};
    };
}

Apply setOptionalCount(std::optional<std::uint64_t>& place) {
    return [&place](const std::string& text) -> Status {
        const auto parsed = parseCount(text);
        if (!parsed || *parsed == 0) {
            return parsed ? bad("must be > 0") : parsed.error();
        }
        place = *parsed;
        return {};
    };
}

}  // namespace

void addConnectionFlags(OptionTable& table, Plan& plan) {
    ConnectionPlan& connection = plan.connection;
    table.group("Connections");
    table.add({{"--timeout"}, "TIME", "longest time for one request (10s)", setDuration(connection.timeout)});
    table.add({{"--connect-timeout"},
               "TIME",
               "longest time for one connection (5s)",
               setDuration(connection.connectTimeout)});
    table.add({{"--exchange"},
               "auto|curl|direct",
               "how requests travel (auto: direct for plain HTTP/1.1)",
               setExchange(plan.load)});
    table.add({{"--no-keepalive"}, "", "a new connection for each request", does([&connection] {
                   connection.keepAlive = false;
               })});
    table.add({{"--idle-timeout"},
               "TIME",
               "do not use a connection again that was idle for longer",
               setOptionalDuration(connection.idleTimeout)});
    table.add({{"--max-lifetime"},
               "TIME",
               "do not use a connection again that is older",
               setOptionalDuration(connection.maxLifetime)});
    table.add({{"--max-requests-per-connection"},
               "N",
               "then a new connection is made",
               setOptionalCount(connection.maxRequests)});
    table.add({{"--tcp-keepalive"}, "", "TCP's own keep-alive probes", does([&connection] {
                   connection.tcpKeepAlive = true;
               })});
    table.add({{"--unix-socket"},
               "PATH",
               "connect to this socket instead of to the host",
               setText(connection.unixSocket)});
    table.add({{"-x", "--proxy"},
               "URL",
               "through this proxy (the environment's is never used)",
               setText(connection.proxy)});
    table.add({{"--resolve"}, "HOST:PORT:ADDRESS", "as in curl", appendText(connection.resolve)});
    table.add({{"--connect-to"}, "HOST:PORT:HOST:PORT", "as in curl", appendText(connection.connectTo)});
}

void addProtocolFlags(OptionTable& table, ConnectionPlan& connection) {
    table.group("TLS and HTTP/2");
    table.add({{"-k", "--insecure"}, "", "do not verify the TLS certificate", does([&connection] {
                   connection.verifyTls = false;
               })});
    table.add({{"--cacert"}, "FILE", "trust these authorities (PEM)", setText(connection.caFile)});
    table.add({{"--cert"}, "FILE", "certificate of this client (PEM)", setText(connection.certFile)});
    table.add({{"--key"}, "FILE", "its key (PEM)", setText(connection.keyFile)});
    table.add({{"--http1.1"}, "", "HTTP/1.1 (the default)", does([&connection] {
                   connection.httpVersion = HttpVersion::Http1;
               })});
    table.add({{"--http2"}, "", "HTTP/2 over TLS", does([&connection] {
                   connection.httpVersion = HttpVersion::Http2;
               })});
    table.add({{"--streams"},
               "N",
               "requests at a time on each HTTP/2 connection (1)",
               setCount(connection.streams, 1000)});
    const auto refused = [](const char* why) {
        return [why](const std::string&) -> Status { return bad(why); };
    };
    table.add({{"--http2-prior-knowledge"},
               "",
               "refused: this libcurl cannot keep it alive",
               refused("HTTP/2 without TLS is not offered, libcurl cannot keep such connections alive")});
    table.add({{"--http3"}, "", "refused: not in this libcurl", refused("this libcurl has no HTTP/3")});
}

}  // namespace leaktide::app
