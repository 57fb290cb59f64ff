// The head of an HTTP/1.1 request as the bytes that go over the wire, with the same default headers as
// libcurl would send. Pure functions.
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "engine/plan/plan.h"
#include "engine/plan/url.h"

namespace leaktide {

// `length`: what stands behind Content-Length, a number or a variable. The body follows right behind.
std::string wireHead(const RequestSpec& spec, const Url& url, std::string_view userAgent, bool keepAlive,
                     std::string_view length);

// What every request carries unless it names the header itself; Host comes first, as RFC 9110 wishes.
std::array<Header, 3> usualHeaders(const Url& url, std::string_view userAgent);

bool namesHeader(const RequestSpec& spec, std::string_view header);
bool isIdempotent(std::string_view method);

}  // namespace leaktide
