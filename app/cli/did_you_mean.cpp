#include "app/cli/did_you_mean.h"

#include <algorithm>

namespace leaktide::app {

namespace {

// Optimal string alignment distance (Damerau 1964), three rows of the table at a time.
std::size_t editsBetween(std::string_view a, std::string_view b) {
    std::vector<std::size_t> beforeLast(b.size() + 1);
    std::vector<std::size_t> last(b.size() + 1);
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) {
        last[j] = j;
    }
    for (std::size_t i = 1; i <= a.size(); ++i) {
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t replaced = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
            row[j] = std::min({last[j] + 1, row[j - 1] + 1, replaced});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
                row[j] = std::min(row[j], beforeLast[j - 2] + 1);
            }
        }
        std::swap(beforeLast, last);
        std::swap(last, row);
    }
    return last[b.size()];
}

}  // namespace

std::string nearestWord(std::string_view typed, const std::vector<std::string>& known) {
    if (typed.size() < 4 || typed.size() > 60) {
        return {};
    }
    std::string nearest;
    std::size_t fewest = std::min<std::size_t>(2, typed.size() / 3) + 1;
    for (const std::string& word : known) {
        if (const std::size_t edits = editsBetween(typed, word); edits < fewest) {
            fewest = edits;
            nearest = word;
        }
    }
    return nearest;
}

}  // namespace leaktide::app
