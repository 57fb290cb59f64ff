#include "engine/probe/metric_reader.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <optional>
#include <unordered_map>

#include "engine/base/text.h"
#include "engine/probe/exposition.h"
#include "engine/probe/metric_expression.h"

namespace leaktide {

namespace {

constexpr std::size_t MostNamesKept = 50000;
constexpr double AbsurdLimit = 4e18;  // Go's "no limit" is 2^63 - 1

struct TextHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
};

template <typename Value>
using ByName = std::unordered_map<std::string, Value, TextHash, std::equal_to<>>;

struct Term {
    MetricTerm wanted;
    bool asLimit = false;
    // Of the current reading:
    std::string from;  // the metric that is summed; empty: none yet
    double sum = 0;
};

struct Rule {
    MetricRule data;
    std::size_t firstTerm = 0;
    std::size_t terms = 0;
    std::string seenAs;  // metrics as the target names them, since this rule was chosen
};

// "go_memory_used_bytes" -> also "go_memory_used": some OTel exporters leave the unit out.
std::vector<std::string> spellings(const std::string& metric, std::string_view dialect) {
    std::vector<std::string> all{metric};
    if (dialect.find("OTel") == std::string_view::npos) {
        return all;
    }
    for (const std::string_view suffix : {"_total", "_bytes", "_seconds"}) {
        if (all.back().ends_with(suffix)) {
            all.push_back(all.back().substr(0, all.back().size() - suffix.size()));
        }
    }
    return all;
}

}  // namespace

struct MetricReader::Parts {
    void add(const MetricRule& rule);
    const std::vector<std::size_t>& termsOf(std::string_view name);
    void takeSample(const MetricSample& sample);
    [[nodiscard]] bool present(const Rule& rule) const;
    void fill(Gauges& gauges, const Rule& rule);
    void choose(Rule& rule);

    std::vector<Term> terms;
    std::vector<Rule> rules;
    ByName<std::vector<std::size_t>> wanted;     // spelling -> terms
    ByName<std::vector<std::size_t>> namesSeen;  // metric name of the target -> terms; a cache
    std::map<std::pair<MetricRole, std::string_view>, const Rule*> chosen;
    std::optional<double> uptime;
    std::uint64_t life = 0;  // how often the uptime fell
};

void MetricReader::Parts::add(const MetricRule& data) {
    const auto expression = parseMetricExpression(data.expression);
    if (!expression) {
        return;
    }
    rules.push_back({data, terms.size(), expression->size(), {}});
    for (const MetricTerm& term : *expression) {
        for (const std::string& spelling : spellings(term.metric, data.dialect)) {
            wanted[spelling].push_back(terms.size());
        }
        terms.push_back({term, data.role == MetricRole::Limit, "", 0});
    }
}

const std::vector<std::size_t>& MetricReader::Parts::termsOf(std::string_view name) {
    if (const auto seen = namesSeen.find(name); seen != namesSeen.end()) {
        return seen->second;
    }
    if (namesSeen.size() == MostNamesKept) {
        namesSeen.clear();
    }
    std::string plain(name);
    std::replace(plain.begin(), plain.end(), '.', '_');
    std::vector<std::size_t> found;
    for (std::string_view tail = plain; found.empty();) {
        if (const auto hit = wanted.find(tail); hit != wanted.end()) {
            found = hit->second;
        }
        const std::size_t underscore = tail.find('_');
        if (underscore == std::string_view::npos) {
            break;
        }
        tail.remove_prefix(underscore + 1);
    }
    return namesSeen.emplace(name, std::move(found)).first->second;
}

// The plain name is better than one with a namespace; of several namespaces the first is taken.
void MetricReader::Parts::takeSample(const MetricSample& sample) {
    if (!std::isfinite(sample.value)) {
        return;
    }
    for (const std::size_t index : termsOf(sample.name)) {
        Term& term = terms[index];
        const bool plain = sample.name == term.wanted.metric;
        if ((!term.from.empty() && term.from != sample.name && !plain) ||
            !term.wanted.passes(sample.labels) ||
            (term.asLimit && (sample.value < 0 || sample.value > AbsurdLimit))) {
            continue;
        }
        if (term.from != sample.name) {
            term.from = sample.name;
            term.sum = 0;
        }
        term.sum += sample.value;
    }
}

bool MetricReader::Parts::present(const Rule& rule) const {
    const auto first = terms.begin() + static_cast<std::ptrdiff_t>(rule.firstTerm);
    return std::all_of(first, first + static_cast<std::ptrdiff_t>(rule.terms),
                       [](const Term& term) { return !term.from.empty(); });
}

void MetricReader::Parts::choose(Rule& rule) {
    chosen[{rule.data.role, rule.data.signal}] = &rule;
    for (std::size_t i = rule.firstTerm; i < rule.firstTerm + rule.terms; ++i) {
        const char* sign = terms[i].wanted.factor < 0 ? " - " : " + ";
        rule.seenAs += (rule.seenAs.empty() ? "" : sign) + printable(terms[i].from);
    }
}

void MetricReader::Parts::fill(Gauges& gauges, const Rule& rule) {
    double value = 0;
    for (std::size_t i = rule.firstTerm; i < rule.firstTerm + rule.terms; ++i) {
        value += terms[i].wanted.factor * terms[i].sum;
    }
    const std::string signal(rule.data.signal);
    switch (rule.data.role) {
        case MetricRole::Value:
            gauges.values[signal] = value;
            break;
        case MetricRole::Limit:
            if (value > 0) {
                gauges.limits[signal] = value;
            }
            break;
        case MetricRole::GcCycles:
            gauges.gcCycles = value;
            break;
        case MetricRole::StartTime:
            gauges.identity = "started " + formatExact(value);
            break;
        case MetricRole::Uptime:
            life += uptime && value < *uptime ? 1 : 0;
            uptime = value;
            if (!gauges.identity) {
                gauges.identity = "life " + std::to_string(life);
            }
            break;
        case MetricRole::RequestsServed:
            gauges.requestsServed = value;
            break;
    }
}

MetricReader::MetricReader(std::span<const MetricRule> rules) : m_parts(std::make_unique<Parts>()) {
    m_parts->rules.reserve(rules.size());
    for (const MetricRule& rule : rules) {
        m_parts->add(rule);
    }
}

MetricReader::~MetricReader() = default;

Result<Gauges> MetricReader::read(std::string_view exposition) {
    Parts& parts = *m_parts;
    for (Term& term : parts.terms) {
        term.from.clear();
        term.sum = 0;
    }
    // Series of one metric stand together: its name is looked up once.
    std::string lastName;
    bool lastWanted = false;
    const Status read =
        readExposition(exposition, {[&](std::string_view name) {
                                        if (name != lastName) {
                                            lastWanted = !parts.termsOf(name).empty();
                                            lastName = name;
                                        }
                                        return lastWanted;
                                    },
                                    [&parts](const MetricSample& sample) { parts.takeSample(sample); }});
    if (!read) {
        return read.error();
    }
    Gauges gauges;
    for (Rule& rule : parts.rules) {
        if (!parts.present(rule)) {
            continue;
        }
        const auto before = parts.chosen.find({rule.data.role, rule.data.signal});
        if (before == parts.chosen.end()) {
            parts.choose(rule);
        } else if (before->second != &rule) {
            continue;
        }
        parts.fill(gauges, rule);
    }
    return gauges;
}

std::vector<MetricChoice> MetricReader::choices() const {
    std::vector<MetricChoice> all;
    for (const Rule& rule : m_parts->rules) {
        const auto found = m_parts->chosen.find({rule.data.role, rule.data.signal});
        if (rule.data.role == MetricRole::Value && found != m_parts->chosen.end() && found->second == &rule) {
            all.push_back({std::string(rule.data.signal), std::string(rule.data.dialect), rule.seenAs});
        }
    }
    return all;
}

}  // namespace leaktide
