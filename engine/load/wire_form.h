// An HTTP/1.1 request as the bytes that go over the wire, with the same default headers as libcurl would
// send. Pure functions.
#pragma once

#include <string>
#include <string_view>

#include "engine/plan/plan.h"
#include "engine/plan/url.h"

namespace leaktide {

std::string wireForm(const RequestSpec& spec, const Url& url, std::string_view userAgent, bool keepAlive);

bool namesHeader(const RequestSpec& spec, std::string_view header);
bool isIdempotent(std::string_view method);

}  // namespace leaktide
