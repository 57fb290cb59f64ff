#include "tests/support/fault_request.h"

#include <charconv>

namespace leaktide::test {

long queryNumber(std::string_view query, const std::string& name, long otherwise) {
    const std::size_t at = query.find(name + "=");
    if (at == std::string_view::npos) {
        return otherwise;
    }
    long value = otherwise;
    const std::string_view digits = query.substr(at + name.size() + 1);
    std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return value;
}

bool leavesBodyUnread(std::string_view path) {
    return path == "/early-413" || path == "/early-413-close" || path == "/early-413-bare" ||
           path == "/expect-417" || path == "/stall-upload";
}

Request requestOf(const std::string& head, std::size_t bodyBytes) {
    const std::size_t from = head.find(' ') + 1;
    std::string target = head.substr(from, head.find(' ', from) - from);
    if (const std::size_t scheme = target.find("://"); scheme != std::string::npos) {
        target.erase(0, target.find('/', scheme + 3));
    }
    const std::size_t mark = target.find('?');
    return {head, target.substr(0, mark), mark == std::string::npos ? "" : target.substr(mark + 1),
            bodyBytes};
}

}  // namespace leaktide::test
