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

// Terms that stand together; none at all for a limit that a rule has not.
struct Sum {
    std::size_t first = 0;
    std::size_t count = 0;
};

struct Rule {
    MetricRule data;
    Sum value;
    Sum limit;
    std::string seenAs;  // metrics as the target names them, since this rule was chosen
};

// "go_memory_used_bytes" -> also "go_memory_used": some OTel exporters leave the unit out.
std::vector<std::string> spellings(const std::string& metric, std::string_view dialect) {
    std::vector<std::string> all{metric};
    if (dialect.find("OTel") == std::string_view::npos) {
        return all;
    }
    for (const std::string_view unit : {"_total", "_bytes", "_seconds"}) {
        const std::size_t at = all.back().rfind(unit);
        const std::size_t end = at + unit.size();
        if (at != std::string::npos && (end == all.back().size() || all.back()[end] == '_')) {
            all.push_back(std::string(all.back()).erase(at, unit.size()));
        }
    }
    return all;
}

}  // namespace

struct MetricReader::Parts {
    void add(const MetricRule& rule);
    Sum addSum(std::string_view expression, const MetricRule& rule);
    const std::vector<std::size_t>& termsOf(std::string_view name);
    void takeSample(const MetricSample& sample);
    [[nodiscard]] std::optional<double> total(const Sum& sum) const;  // unset: a term is missing
    void take(Gauges& gauges, const Rule& rule, double value);
    void fill(Gauges& gauges);
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
    Rule rule{data, addSum(data.expression, data), addSum(data.limit, data), {}};
    for (std::size_t i = rule.limit.first; i < rule.limit.first + rule.limit.count; ++i) {
        terms[i].asLimit = true;
    }
    rules.push_back(std::move(rule));
}

Sum MetricReader::Parts::addSum(std::string_view text, const MetricRule& rule) {
    const Sum none{terms.size(), 0};
    const auto expression =
        text.empty() ? Result<MetricExpression>(MetricExpression()) : parseMetricExpression(text);
    if (!expression) {
        return none;
    }
    for (const MetricTerm& term : *expression) {
        for (const std::string& spelling : spellings(term.metric, rule.dialect)) {
            wanted[spelling].push_back(terms.size());
        }
        terms.push_back({term, false, "", 0});
    }
    return {none.first, expression->size()};
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

std::optional<double> MetricReader::Parts::total(const Sum& sum) const {
    double value = 0;
    for (std::size_t i = sum.first; i < sum.first + sum.count; ++i) {
        if (terms[i].from.empty()) {
            return std::nullopt;
        }
        value += terms[i].wanted.factor * terms[i].sum;
    }
    return sum.count > 0 ? std::optional<double>(value) : std::nullopt;
}

void MetricReader::Parts::choose(Rule& rule) {
    chosen[{rule.data.role, rule.data.signal}] = &rule;
    for (std::size_t i = rule.value.first; i < rule.value.first + rule.value.count; ++i) {
        const char* sign = terms[i].wanted.factor < 0 ? " - " : " + ";
        rule.seenAs += (rule.seenAs.empty() ? "" : sign) + printable(terms[i].from);
    }
}

void MetricReader::Parts::take(Gauges& gauges, const Rule& rule, double value) {
    switch (rule.data.role) {
        case MetricRole::Value:
            gauges.values[std::string(rule.data.signal)] = value;
            if (const auto limit = total(rule.limit); limit && *limit > 0) {
                gauges.limits[std::string(rule.data.signal)] = *limit;
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

void MetricReader::Parts::fill(Gauges& gauges) {
    for (Rule& rule : rules) {
        const auto value = total(rule.value);
        if (!value) {
            continue;
        }
        const auto before = chosen.find({rule.data.role, rule.data.signal});
        if (before == chosen.end()) {
            choose(rule);
        } else if (before->second != &rule) {
            continue;
        }
        take(gauges, rule, *value);
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
    parts.fill(gauges);
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
