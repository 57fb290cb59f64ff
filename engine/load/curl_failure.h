// libcurl's codes in our own taxonomy. A code alone misleads (garbage is "unsupported protocol", a long
// header line is "out of memory"), so how far the transfer had come and,
// where one code stands for unlike things, the text decide with it.
#pragma once

#include <curl/curl.h>

#include <string_view>

#include "engine/measure/outcome.h"

namespace leaktide {

// How far a transfer had come when it ended.
struct TransferProgress {
    bool connected = false;     // there was an open connection to send on
    bool headBegun = false;     // at least one line of the response came
    bool headComplete = false;  // all of its head
    bool heldBack = false;      // libcurl wanted to send it again, and was not let
    bool refused = false;       // HTTP/2: the target said that it did nothing for it
    long osError = 0;           // errno of the connect, send or receive that failed
    std::string_view text;      // what libcurl wrote into the error buffer
};

FailureKind kindOfFailure(CURLcode code, const TransferProgress& progress);

}  // namespace leaktide
