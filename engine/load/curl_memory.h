// Starts libcurl, once for the program, with memory of our own: a transfer allocates some fifty blocks and
// frees them again, and the general allocator is a sixth of what it costs.
#pragma once

namespace leaktide {

// Whether libcurl could be started; done before main, as libcurl takes an allocator only before its first
// use.
bool curlStarted();

}  // namespace leaktide
