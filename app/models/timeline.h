// What the charts show: plain lines on one time axis, made from a snapshot. Seconds since the run began;
// throughput in requests per second, latency in milliseconds, signals in items or bytes. Gaps are NaN.
// Pure; GUI thread by habit, any thread by right.
#pragma once

#include <QString>
#include <QVector>
#include <optional>

#include "app/models/phase_words.h"
#include "engine/run/run_snapshot.h"

namespace leaktide::app {

enum class AxisUnit { PerSecond, Milliseconds, Items, Bytes };
enum class LineTone { Main, Tail, Signal, Trouble, Goal };  // colour
enum class LineDash { Solid, Dashed };

struct ChartLine {
    QString name;
    LineTone tone = LineTone::Main;
    LineDash dash = LineDash::Solid;
    QVector<double> keys;
    QVector<double> values;
};

struct ChartData {
    QString id;     // "throughput", "latency", or the signal's name
    QString title;  // "Throughput"
    AxisUnit unit = AxisUnit::Items;
    QVector<ChartLine> lines;
    std::optional<double> limit;           // a known maximum
    std::optional<double> firstGrowingTS;  // where growth was first seen
    QString word;                          // the verdict on this signal, empty before there is one
    Tone tone = Tone::Neutral;
};

struct PhaseBand {
    Phase phase = Phase::Starting;
    QString label;
    double fromS = 0;
    double toS = 0;
};

struct TimelineMark {
    double tS = 0;
    QString text;
};

struct Timeline {
    QVector<ChartData> charts;
    QVector<PhaseBand> bands;
    QVector<TimelineMark> marks;
    double elapsedS = 0;
    bool onlySignals = false;  // a series from a file: no load of ours, every signal is drawn
    double spanS = 0;          // what a whole view shows: the planned length, or more once it is exceeded
};

constexpr int MaxPointsPerLine = 1500;

// Charts in order: throughput, latency, then the signals. Pool in use, tasks and heap
// in use have a chart even before their first reading.
Timeline timelineFrom(const RunSnapshot& snapshot);
// The empty axes before the first run.
Timeline emptyTimeline();

// The title with its unit: "Throughput (requests/s)", "Latency (ms)", "Heap in use".
QString axisTitle(const ChartData& chart);
// A label on an axis whose labels are `step` apart: as many decimals as tell neighbours apart. Latencies are
// bare milliseconds, bytes carry the prefix of `largest`, the end of the axis.
QString tickText(AxisUnit unit, double value, double step, double largest);
// "40.0 ms", "12,345/s", "3.4 MiB": a value in the unit of its axis.
QString axisValueText(AxisUnit unit, double value);
// The value of the line at `tS`: of the nearest point, unset in a gap or further away than the line's reach.
std::optional<double> valueAt(const ChartLine& line, double tS);

}  // namespace leaktide::app
