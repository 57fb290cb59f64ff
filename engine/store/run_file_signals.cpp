#include "engine/store/run_file_signals.h"

#include "engine/base/text.h"
#include "engine/store/detail_json.h"
#include "engine/store/record_json.h"

namespace leaktide {

namespace {

constexpr int FirstFinding = 18;  // columns of selectSignals()
constexpr int Said = 27;

void readFindings(const SqliteStatement& row, SignalRecord& signal) {
    const int first = FirstFinding;
    if (!row.isNull(first)) {
        signal.exhaustionS = Interval{row.number(first), row.number(first + 1), row.number(first + 2)};
    }
    if (!row.isNull(first + 3)) {
        signal.allocator = AllocatorHold{row.number(first + 3), row.number(first + 4)};
    }
    if (const auto holder = holderFromWord(row.text(first + 6)); holder && !row.isNull(first + 5)) {
        signal.account = InFlightAccount{row.number(first + 5), *holder, row.number(first + 7)};
    }
}

void bindFindings(SqliteStatement& row, const SignalRecord& signal) {
    if (signal.exhaustionS) {
        row.bind(20, signal.exhaustionS->value).bind(21, signal.exhaustionS->low);
        row.bind(22, signal.exhaustionS->high);
    }
    if (signal.allocator) {
        row.bind(23, signal.allocator->rssGrowth).bind(24, signal.allocator->heapGrowth);
    }
    if (signal.account) {
        row.bind(25, signal.account->baseline).bind(26, wordOf(signal.account->holder));
        row.bind(27, signal.account->perHolder);
    }
}

}  // namespace

std::string shownText(const SqliteStatement& row, int column) {
    return printable(row.text(column), 4000);
}

std::optional<Phrases> saidIn(const SqliteStatement& row, int column, int englishColumn) {
    if (!row.isNull(column)) {
        return phrasesFromJson(row.text(column));
    }
    const std::string sentence = shownText(row, englishColumn);
    return sentence.empty() ? Phrases{} : Phrases{sentence};
}

std::string selectSignals(std::int64_t version) {
    const std::string columns =
        "name, label, unit, rest, item_noun, maximum, verdict, counter, per_request, per_request_low, "
        "per_request_high, detectable_above, first_growing_s, longer_run_factor, kept_share, left_items, "
        "left_sentence, evidence, ";
    const std::string later =
        version >= 2 ? "exhaustion_s, exhaustion_low_s, exhaustion_high_s, rss_growth, heap_growth, "
                       "account_baseline, account_holder, account_per_holder, left_said, said, details"
                     : "NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL";
    return "SELECT " + columns + later + " FROM signal ORDER BY n";
}

bool readSignal(const SqliteStatement& row, SignalRecord& signal) {
    signal.spec.name = shownText(row, 0);
    signal.spec.label = shownText(row, 1);
    signal.spec.unit = row.text(2) == "bytes" ? SignalUnit::Bytes : SignalUnit::Items;
    signal.spec.rest = row.text(3) == "must_return" ? SignalRest::MustReturn : SignalRest::MayStay;
    signal.spec.itemNoun = shownText(row, 4);
    signal.limit = row.optional(5);
    TrendVerdict& verdict = signal.verdict;
    const auto word = verdictFromWord(row.text(6));
    verdict.counter = shownText(row, 7);
    if (!row.isNull(8) && !row.isNull(9) && !row.isNull(10)) {
        verdict.perRequest = Interval{row.number(8), row.number(9), row.number(10)};
    }
    verdict.detectableAbove = row.optional(11);
    verdict.firstGrowingTS = row.optional(12);
    verdict.longerRunFactor = row.optional(13);
    verdict.keptShare = row.optional(14);
    const auto left = saidIn(row, Said - 1, 16);
    const auto said = saidIn(row, Said, 17);
    if (!word || !left || !said) {
        return false;
    }
    if (!row.isNull(15)) {
        verdict.left = LeftAfterDrain{row.number(15), left->empty() ? Phrase() : left->front()};
    }
    verdict.verdict = *word;
    verdict.evidence = *said;
    readFindings(row, signal);
    if (!row.isNull(Said + 1)) {
        auto details = detailsFromJson(row.text(Said + 1));
        if (!details) {
            return false;
        }
        signal.details = std::move(*details);
    }
    return true;
}

void bindSignal(SqliteStatement& row, std::int64_t number, const SignalRecord& signal, const SafeText& safe) {
    const TrendVerdict& verdict = signal.verdict;
    const auto slope = [&verdict](double Interval::*part) {
        return verdict.perRequest ? std::optional((*verdict.perRequest).*part) : std::nullopt;
    };
    const bool mustReturn = signal.spec.rest == SignalRest::MustReturn;
    row.bind(1, number).bind(2, std::string_view(signal.spec.name));
    row.bind(3, std::string_view(signal.spec.label));
    row.bind(4, std::string_view(signal.spec.unit == SignalUnit::Bytes ? "bytes" : "items"));
    row.bind(5, std::string_view(mustReturn ? "must_return" : "may_stay"));
    row.bind(6, std::string_view(signal.spec.itemNoun)).bind(7, signal.limit);
    row.bind(8, wordOf(verdict.verdict)).bind(9, std::string_view(verdict.counter));
    row.bind(10, slope(&Interval::value)).bind(11, slope(&Interval::low)).bind(12, slope(&Interval::high));
    row.bind(13, verdict.detectableAbove).bind(14, verdict.firstGrowingTS);
    row.bind(15, verdict.longerRunFactor).bind(16, verdict.keptShare);
    if (verdict.left) {
        row.bind(17, verdict.left->items);
        row.bind(18, std::string_view(safe.clean(english(verdict.left->sentence))));
        row.bind(28, std::string_view(phrasesToJson({verdict.left->sentence}, safe)));
    }
    row.bind(19, std::string_view(safe.clean(english(verdict.evidence))));
    bindFindings(row, signal);
    row.bind(29, std::string_view(phrasesToJson(verdict.evidence, safe)));
    row.bind(30, std::string_view(detailsJson(signal.details).dump()));
}

}  // namespace leaktide
