// Which rate a search tries next: doubling from the lowest until one breaks, halving the gap until it is
// small enough, then what was found once more. Pure: outcomes are handed in.
#pragma once

#include <optional>
#include <vector>

#include "engine/store/search_record.h"

namespace leaktide {

struct SearchBounds {
    double from = 1;  // per second
    std::optional<double> to;
    double precision = 0.05;
};

class RateSearch {
public:
    explicit RateSearch(const SearchBounds& bounds);

    struct Try {
        double rate = 0;
        SearchStep::Kind kind = SearchStep::Kind::Step;
    };
    [[nodiscard]] const std::optional<Try>& next() const { return m_next; }  // unset: the search has ended
    void take(SearchStep::Outcome outcome);                                  // of next()
    [[nodiscard]] SearchEnd end() const { return m_end; }
    [[nodiscard]] std::optional<double> found() const { return m_found; }
    [[nodiscard]] double share() const;  // about how much of the search is done, 0..1

private:
    void takeConfirmation(double rate, SearchStep::Outcome outcome);
    void goOn();  // with what is known between the highest rate that held and the lowest that did not
    void finish(SearchEnd end);

    SearchBounds m_bounds;
    std::vector<double> m_held;         // rising; none at or above m_broke
    std::optional<double> m_broke;      // the lowest
    bool m_clientBroke = false;         // it was this client that broke at m_broke
    std::optional<double> m_confirmed;  // the highest rate that held for long
    int m_taken = 0;
    int m_confirmationsFailed = 0;
    std::optional<Try> m_next;
    std::optional<double> m_found;
    SearchEnd m_end = SearchEnd::Running;
};

}  // namespace leaktide
