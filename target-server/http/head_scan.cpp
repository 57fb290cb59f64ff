#include "target-server/http/head_scan.h"

namespace leaktide::target {

HeadScan scanHead(std::string_view bytes, std::size_t from) {
    std::size_t at = from > 3 ? from - 3 : 0;  // the empty line may begin in what was seen
    while ((at = bytes.find('\n', at)) != std::string_view::npos) {
        if (at == 0 || bytes[at - 1] != '\r') {
            return {HeadState::BareLineFeed, at};
        }
        if (at >= 3 && bytes[at - 2] == '\n') {
            return {HeadState::Complete, at + 1};
        }
        ++at;
    }
    return {};
}

}  // namespace leaktide::target
