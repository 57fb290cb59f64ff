// The options that every easy handle of a load has in common: no signals, no proxy from the environment, no
// redirects, HTTP only, pinned addresses, verified TLS unless the plan says otherwise.
#pragma once

#include <curl/curl.h>

#include "engine/base/units.h"
#include "engine/load/prepared_load.h"

namespace leaktide {

void setCommonOptions(CURL* easy, const PreparedLoad& load);
long curlMilliseconds(Nanos duration);  // rounded up, at least 1: 0 would mean "for ever"

}  // namespace leaktide
