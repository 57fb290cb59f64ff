// A request as the fault server reads it.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace leaktide::test {

struct Request {
    std::string head;
    std::string path;
    std::string query;
    std::size_t bodyBytes = 0;
};

// Of "GET http://host/path?query HTTP/1.1" (as a proxy gets it) or "GET /path?query HTTP/1.1".
Request requestOf(const std::string& head, std::size_t bodyBytes);
// The number behind "name=" in a query, or `otherwise`.
long queryNumber(std::string_view query, const std::string& name, long otherwise);
// These answer before the body has come, and never read it.
bool leavesBodyUnread(std::string_view path);

}  // namespace leaktide::test
