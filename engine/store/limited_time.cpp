#include "engine/store/limited_time.h"

#include <algorithm>

namespace leaktide {

namespace {

bool isLimited(const Beat& beat) {
    return beat.client && beat.client->limit != ClientLimit::None;
}

bool hasCompany(const std::vector<Beat>& beats, std::size_t at) {
    const std::size_t first = at < 2 ? 0 : at - 2;
    for (std::size_t i = first; i < std::min(beats.size(), at + 3); ++i) {
        if (i != at && isLimited(beats[i])) {
            return true;
        }
    }
    return false;
}

}  // namespace

std::vector<double> limitedTime(const std::vector<Beat>& beats) {
    std::vector<double> seconds;
    for (std::size_t i = 0; i < beats.size(); ++i) {
        const bool limited = isLimited(beats[i]) && hasCompany(beats, i);
        seconds.push_back(beats[i].limitedS.value_or(limited ? beats[i].durationS : 0));
    }
    return seconds;
}

}  // namespace leaktide
