// RFC 1952, by zlib. Pure.
#pragma once

#include <string>
#include <string_view>

namespace leaktide::target {

std::string gzip(std::string_view bytes);

}  // namespace leaktide::target
