// libcurl's codes in our own taxonomy. A code alone misleads (garbage is "unsupported protocol", a long
// header line is "out of memory"), so how far the transfer had come decides with it.
#pragma once

#include <curl/curl.h>

#include "engine/measure/outcome.h"

namespace leaktide {

// How far a transfer had come when it ended.
struct TransferProgress {
    bool connected = false;     // there was an open connection to send on
    bool headBegun = false;     // at least one line of the response came
    bool headComplete = false;  // all of its head
    long osError = 0;           // errno of the connect, send or receive that failed
};

FailureKind kindOfFailure(CURLcode code, const TransferProgress& progress);

}  // namespace leaktide
