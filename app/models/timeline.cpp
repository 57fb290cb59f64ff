#include "app/models/timeline.h"

#include <QCoreApplication>
#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <limits>

#include "app/models/decimate.h"
#include "app/models/evidence_words.h"
#include "app/models/number_text.h"
#include "app/models/phase_words.h"
#include "engine/base/text.h"

namespace leaktide::app {

namespace {

constexpr double Gap = std::numeric_limits<double>::quiet_NaN();

struct TimelineWords {
    Q_DECLARE_TR_FUNCTIONS(Timeline)
};

double milliseconds(Nanos value) {
    return std::chrono::duration<double, std::milli>(value).count();
}

void append(ChartLine& line, double key, double value) {
    line.keys.append(key);
    line.values.append(value);
}

ChartData throughputChart() {
    return {QStringLiteral("throughput"),
            TimelineWords::tr("Throughput"),
            AxisUnit::PerSecond,
            {},
            {},
            {},
            {},
            Tone::Neutral};
}

ChartData latencyChart() {
    return {QStringLiteral("latency"),
            TimelineWords::tr("Latency"),
            AxisUnit::Milliseconds,
            {},
            {},
            {},
            {},
            Tone::Neutral};
}

ChartData signalChart(const SignalSpec& spec) {
    return {qt(spec.name),
            signalLabel(spec),
            spec.unit == SignalUnit::Bytes ? AxisUnit::Bytes : AxisUnit::Items,
            {},
            {},
            {},
            {},
            Tone::Neutral};
}

ChartData throughputFrom(const RunRecord& record) {
    ChartData chart = throughputChart();
    ChartLine done{TimelineWords::tr("done"), LineTone::Main, LineDash::Solid, {}, {}};
    ChartLine errors{TimelineWords::tr("errors"), LineTone::Trouble, LineDash::Solid, {}, {}};
    ChartLine goal{TimelineWords::tr("planned"), LineTone::Goal, LineDash::Dashed, {}, {}};
    std::uint64_t troubles = 0;
    for (const Beat& beat : record.beats) {
        const double length = beat.durationS > 0 ? beat.durationS : 1;
        const double middle = beat.tS - length / 2;
        const std::uint64_t bad = beat.counters.httpErrors + beat.counters.failed;
        troubles += bad;
        append(done, middle, static_cast<double>(beat.counters.requests) / length);
        append(errors, middle, static_cast<double>(bad) / length);
        append(goal, middle, beat.targetRate.value_or(Gap));
    }
    const bool planned = std::any_of(goal.values.begin(), goal.values.end(),
                                     [](double value) { return std::isfinite(value); });
    chart.lines.append(std::move(done));
    if (planned) {
        chart.lines.append(std::move(goal));
    }
    if (troubles > 0) {
        chart.lines.append(std::move(errors));
    }
    return chart;
}

ChartData latencyFrom(const RunRecord& record) {
    ChartData chart = latencyChart();
    chart.lines = {{TimelineWords::tr("service p50"), LineTone::Main, LineDash::Solid, {}, {}},
                   {TimelineWords::tr("service p99"), LineTone::Tail, LineDash::Solid, {}, {}},
                   {TimelineWords::tr("response p50"), LineTone::Main, LineDash::Dashed, {}, {}},
                   {TimelineWords::tr("response p99"), LineTone::Tail, LineDash::Dashed, {}, {}}};
    const auto put = [&](qsizetype line, double key, const std::optional<Beat::Latency>& latency) {
        append(chart.lines[line], key, latency ? milliseconds(latency->p50) : Gap);
        append(chart.lines[line + 1], key, latency ? milliseconds(latency->p99) : Gap);
    };
    for (const Beat& beat : record.beats) {
        const double middle = beat.tS - beat.durationS / 2;
        put(0, middle, beat.service);
        put(2, middle, beat.response);
    }
    return chart;
}

// A pause of more than five readings is a gap: nothing was measured there, so nothing is drawn.
ChartData signalFrom(const SignalRecord& signal) {
    ChartData chart = signalChart(signal.spec);
    chart.limit = signal.limit;
    const Tone tone = toneOf(signal.verdict.verdict);
    if (tone == Tone::Bad || tone == Tone::Warning) {  // growth that went away again needs no line
        chart.firstGrowingTS = signal.verdict.firstGrowingTS;
    }
    chart.word =
        signal.verdict.verdict == Verdict::NotMeasured ? QString() : verdictLabel(signal.verdict.verdict);
    chart.tone = tone;
    ChartLine line{signalLabel(signal.spec), LineTone::Signal, LineDash::Solid, {}, {}};
    const auto& points = signal.points;
    const double usual =
        points.size() < 2 ? 1
                          : (points.back().tS - points.front().tS) / static_cast<double>(points.size() - 1);
    double before = points.empty() ? 0 : points.front().tS;
    for (const SignalPoint& point : points) {
        if (point.tS - before > std::max(1.0, 5 * usual)) {
            append(line, (point.tS + before) / 2, Gap);
        }
        append(line, point.tS, point.value);
        before = point.tS;
    }
    chart.lines.append(std::move(line));
    return chart;
}

// While the load runs: what neither the level before it nor our own requests explain.
ChartLine unexplainedFrom(const SignalRecord& signal, const RunRecord& record) {
    ChartLine line{TimelineWords::tr("not explained by the load"), LineTone::Tail, LineDash::Dashed, {}, {}};
    for (const SignalPoint& point : signal.points) {
        append(line, point.tS, isUnderLoad(record, point.tS) ? signal.account->unexplained(point) : Gap);
    }
    return line;
}

// So many decimals that a multiple of `step` is written out in full, at most four.
int decimalsOf(double step) {
    int decimals = 0;
    for (double rest = step; decimals < 4 && std::fabs(rest - std::round(rest)) > 1e-6 * rest; rest *= 10) {
        ++decimals;
    }
    return decimals;
}

constexpr std::array<const char*, 3> AlwaysShown{"pool_in_use", "tasks", "heap_in_use"};

void addMissingSignals(Timeline& timeline) {
    for (const char* name : AlwaysShown) {
        const bool there =
            std::any_of(timeline.charts.begin(), timeline.charts.end(),
                        [&](const ChartData& chart) { return chart.id == QLatin1String(name); });
        const SignalSpec* spec = there ? nullptr : findCanonicalSignal(name);
        if (spec != nullptr) {
            timeline.charts.append(signalChart(*spec));
        }
    }
    std::stable_sort(timeline.charts.begin() + 2, timeline.charts.end(),
                     [](const ChartData& a, const ChartData& b) {
                         return rankOf(a.id.toStdString()) < rankOf(b.id.toStdString());
                     });
}

}  // namespace

Timeline emptyTimeline() {
    Timeline timeline;
    timeline.charts = {throughputChart(), latencyChart()};
    addMissingSignals(timeline);
    timeline.spanS = 30;
    return timeline;
}

Timeline timelineFrom(const RunSnapshot& snapshot) {
    const RunRecord& record = snapshot.record;
    Timeline timeline;
    timeline.onlySignals = record.plan.requests.empty() && record.beats.empty() && !record.signals.empty();
    if (!timeline.onlySignals) {
        timeline.charts = {throughputFrom(record), latencyFrom(record)};
    }
    for (const SignalRecord& signal : record.signals) {
        timeline.charts.append(signalFrom(signal));
        if (signal.account) {
            timeline.charts.back().lines.append(unexplainedFrom(signal, record));
        }
    }
    if (!timeline.onlySignals) {
        addMissingSignals(timeline);
    }
    for (ChartData& chart : timeline.charts) {
        for (ChartLine& line : chart.lines) {
            decimate(line.keys, line.values, MaxPointsPerLine);
        }
    }
    for (const PhaseSpan& span : record.phases) {
        timeline.bands.append({span.phase, phaseLabel(span.phase), span.fromS, span.toS});
    }
    for (const Mark& mark : record.marks) {
        timeline.marks.append({mark.tS, saidText(mark.text)});
    }
    timeline.elapsedS = snapshot.elapsedS;
    timeline.spanS = snapshot.ended ? std::max(snapshot.elapsedS, 1.0)
                                    : std::max({snapshot.totalS, snapshot.elapsedS, 1.0});
    return timeline;
}

QString axisTitle(const ChartData& chart) {
    switch (chart.unit) {
        case AxisUnit::PerSecond:
            return TimelineWords::tr("%1 (requests/s)").arg(chart.title);
        case AxisUnit::Milliseconds:
            return TimelineWords::tr("%1 (ms)").arg(chart.title);
        case AxisUnit::Items:
        case AxisUnit::Bytes:
            break;
    }
    return chart.title;
}

QString tickText(AxisUnit unit, double value, double step, double largest) {
    static constexpr std::array<const char*, 5> prefixes{"B", "KiB", "MiB", "GiB", "TiB"};
    std::size_t prefix = 0;
    double scale = 1;
    while (unit == AxisUnit::Bytes && prefix + 1 < prefixes.size() && std::fabs(largest) / scale >= 1024) {
        scale *= 1024;
        ++prefix;
    }
    const double scaled = value / scale;
    const int decimals = decimalsOf(step / scale);
    const QString number = decimals == 0 ? itemsText(std::round(scaled)) : qt(formatFixed(scaled, decimals));
    return unit == AxisUnit::Bytes ? number + QLatin1Char(' ') + QLatin1String(prefixes.at(prefix)) : number;
}

QString axisValueText(AxisUnit unit, double value) {
    switch (unit) {
        case AxisUnit::PerSecond:
            return rateText(value);
        case AxisUnit::Milliseconds:
            return durationText(Nanos(static_cast<Nanos::rep>(std::llround(value * 1e6))));
        case AxisUnit::Bytes:
            return qt(formatBytes(value));
        case AxisUnit::Items:
            break;
    }
    return itemsText(value);
}

std::optional<double> valueAt(const ChartLine& line, double tS) {
    const qsizetype size = line.keys.size();
    if (size == 0) {
        return std::nullopt;
    }
    const auto after = std::lower_bound(line.keys.begin(), line.keys.end(), tS) - line.keys.begin();
    qsizetype nearest = std::min<qsizetype>(after, size - 1);
    if (nearest > 0 && tS - line.keys[nearest - 1] < std::fabs(line.keys[nearest] - tS)) {
        --nearest;
    }
    const double usual =
        size < 2 ? 1 : (line.keys.back() - line.keys.front()) / static_cast<double>(size - 1);
    if (std::isnan(line.values[nearest]) || std::fabs(line.keys[nearest] - tS) > std::max(1.0, 2 * usual)) {
        return std::nullopt;
    }
    return line.values[nearest];
}

}  // namespace leaktide::app
