#include "engine/load/direct_connection.h"

#include "engine/load/curl_options.h"

namespace leaktide {

DirectConnection::DirectConnection(std::uint32_t slotNumber, const PreparedLoad& load)
    : easy(curl_easy_init()), slot(slotNumber) {
    setCommonOptions(easy.get(), load);
    curl_easy_setopt(easy.get(), CURLOPT_PRIVATE, this);
    curl_easy_setopt(easy.get(), CURLOPT_CONNECT_ONLY, 1L);
    curl_easy_setopt(easy.get(), CURLOPT_FRESH_CONNECT, 1L);  // else each looks through all the others first
    curl_easy_setopt(easy.get(), CURLOPT_ERRORBUFFER, errorText.data());
    curl_easy_setopt(easy.get(), CURLOPT_BUFFERSIZE, 1024L);  // never read through; there may be thousands
}

void DirectConnection::beginRequest(const PreparedRequest& what, Manner how, SteadyTime now) {
    request = &what;
    wire = &what.wire;
    ids = {};
    manner = how;
    heldBack = 0;
    dawdles = false;
    busy = true;
    sent = now;
    bytesIn = 0;
    bytesOut = 0;
    attempts = 0;
    opened = 0;
}

void DirectConnection::render(RequestValues& values) {
    request->shape->renderWire(values, rendered);
    wire = &rendered;
    ids = request->shape->idsOf(values);
}

void DirectConnection::prepareConnect() {
    stage = Stage::Connecting;
    errorText[0] = '\0';
    curl_easy_setopt(easy.get(), CURLOPT_CURLU, request->curlUrl.get());
}

void DirectConnection::onOpen(int openSocket) {
    stage = Stage::Open;
    socket = openSocket;
    reused = false;
    peerClosing = false;
    sendError = 0;
    openedAt = std::chrono::steady_clock::now();
    carried = 0;
    ++opened;
}

void DirectConnection::onClosed() {
    stage = Stage::Closed;
    socket = -1;
    unsent = 0;
}

std::optional<CloseReason> DirectConnection::wornOut(const ConnectionPlan& plan, SteadyTime now) const {
    if (plan.maxRequests && carried >= *plan.maxRequests) {
        return CloseReason::MaxRequests;
    }
    if (plan.maxLifetime && now - openedAt > *plan.maxLifetime) {
        return CloseReason::MaxLifetime;
    }
    return plan.idleTimeout && now - lastUsed > *plan.idleTimeout ? std::optional(CloseReason::IdleTimeout)
                                                                  : std::nullopt;
}

bool DirectConnection::metStaleTimeout() const {
    return reused && parser.status() == 408 && !parser.keepsAlive();
}

void DirectConnection::startSending(SteadyTime now) {
    ++carried;
    if (attempts++ == 0) {
        sent = now;
    }
    unsent = wire->size();
    parser.begin(request->method == "HEAD" ? ResponseParser::Request::Head : ResponseParser::Request::Usual,
                 request->checks.keepAny() ? &kept : nullptr);
}

}  // namespace leaktide
