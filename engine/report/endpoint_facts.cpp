#include "engine/report/endpoint_facts.h"

#include <cmath>

#include "engine/base/text.h"
#include "engine/report/csv_table.h"
#include "engine/report/record_facts.h"
#include "engine/store/safe_text.h"
#include "engine/trend/sentences.h"

namespace leaktide {

namespace {

std::vector<const SignalRecord*> toldApart(const RunRecord& record, std::size_t requests) {
    std::vector<const SignalRecord*> signals;
    for (const SignalRecord& signal : record.signals) {
        if (signal.endpoints && signal.endpoints->requests.size() == requests) {
            signals.push_back(&signal);
        }
    }
    return signals;
}

std::string saidOfRequest(const std::vector<const SignalRecord*>& signals, std::size_t request) {
    std::string grows;
    std::string open;
    for (const SignalRecord* signal : signals) {
        const EndpointGrowth& one = signal->endpoints->requests[request];
        std::string* into = one.outcome == EndpointOutcome::Grows       ? &grows
                            : one.outcome == EndpointOutcome::Undecided ? &open
                                                                        : nullptr;
        if (into != nullptr) {
            *into += (into->empty() ? "" : ", ") +
                     english(slopeWithRange(one.perCount, signal->spec, Counter::Requests));
        }
    }
    open = open.empty() ? open : "not decided: " + open;
    return grows.empty() && open.empty() ? "none"
                                         : grows + (grows.empty() || open.empty() ? "" : "; ") + open;
}

}  // namespace

std::vector<FactRow> endpointRows(const RunRecord& record) {
    const SafeText safe(record.plan);
    const std::vector<std::string> names = namesOfRequests(record.plan);
    const auto signals = toldApart(record, names.size());
    std::vector<FactRow> rows;
    for (std::size_t i = 0; i < names.size() && !signals.empty(); ++i) {
        const double counts = signals.front()->endpoints->requests[i].counts;
        rows.push_back(
            {safe.clean(names[i]),
             formatCount(static_cast<std::uint64_t>(std::llround(std::fmax(0, counts)))) + " requests",
             saidOfRequest(signals, i)});
    }
    return rows;
}

std::string endpointsCsv(const RunRecord& record) {
    CsvTable table({"signal", "unit", "request", "requests", "outcome", "per_request", "per_request_low",
                    "per_request_high"});
    const SafeText safe(record.plan);
    const std::vector<std::string> names = namesOfRequests(record.plan);
    for (const SignalRecord* signal : toldApart(record, names.size())) {
        for (std::size_t i = 0; i < names.size(); ++i) {
            const EndpointGrowth& one = signal->endpoints->requests[i];
            table.text(signal->spec.name).text(wordOf(signal->spec.unit)).text(safe.clean(names[i]));
            table.fixed(one.counts, 0).text(wordOf(one.outcome)).number(one.perCount.value);
            table.number(one.perCount.low).number(one.perCount.high);
            table.endRow();
        }
    }
    return table.take();
}

}  // namespace leaktide
