#include "engine/measure/hdr_files.h"

#include <array>
#include <cmath>
#include <ctime>

#include "engine/base/base64.h"
#include "engine/base/text.h"

namespace leaktide {

namespace {

constexpr double NanosPerMilli = 1e6;
constexpr int TicksPerHalfDistance = 5;
constexpr int Buckets = 32;  // of HdrHistogram's layout: powers of two from 2048 ns to one hour

std::string padded(const std::string& text, std::size_t width) {
    return text.size() < width ? std::string(width - text.size(), ' ') + text : text;
}

std::string milliseconds(double ns) {
    return padded(formatFixed(ns / NanosPerMilli, 3), 12);
}

std::string row(std::int64_t valueNs, double percentile, std::uint64_t count) {
    std::string line = milliseconds(static_cast<double>(valueNs)) + " " + formatFixed(percentile / 100, 12) +
                       " " + padded(std::to_string(count), 10);
    if (percentile < 100) {
        line += " " + padded(formatFixed(100 / (100 - percentile), 2), 14);
    }
    return line + "\n";
}

// The next percentile worth a row: five steps on each halving of what is left to 100.
double nextLevel(double level) {
    const double halvings = std::floor(std::log2(100 / (100 - level))) + 1;
    return level + 100 / (TicksPerHalfDistance * std::pow(2, halvings));
}

std::string rows(const Histogram& histogram) {
    std::string text;
    const auto total = static_cast<double>(histogram.count());
    const auto& buckets = histogram.buckets();
    std::uint64_t seen = 0;
    double level = 0;
    for (std::size_t i = 0; i < buckets.size() && seen < histogram.count(); ++i) {
        seen += buckets[i];
        if (buckets[i] == 0) {
            continue;
        }
        const std::int64_t value = Histogram::highestOf(i);
        while (seen < histogram.count() && 100 * static_cast<double>(seen) / total >= level) {
            text += row(value, level, seen);
            level = nextLevel(level);
        }
        if (seen == histogram.count()) {
            text += row(value, 100, seen);
        }
    }
    return text;
}

}  // namespace

std::string percentileFile(const Histogram& histogram) {
    const auto field = [](double ns) { return milliseconds(ns); };
    const auto number = [](std::uint64_t value) { return padded(std::to_string(value), 12); };
    return padded("Value", 12) + " " + padded("Percentile", 14) + " " + padded("TotalCount", 10) + " " +
           padded("1/(1-Percentile)", 14) + "\n\n" + rows(histogram) +
           "#[Mean    = " + field(histogram.meanNs()) +
           ", StdDeviation   = " + field(histogram.standardDeviationNs()) + "]\n" +
           "#[Max     = " + field(static_cast<double>(histogram.max().count())) +
           ", Total count    = " + number(histogram.count()) + "]\n" + "#[Buckets = " + number(Buckets) +
           ", SubBuckets     = " + number(Histogram::SubBuckets) + "]\n";
}

std::string intervalLogHead(WallTime startedAt) {
    const auto sinceEpoch = startedAt.time_since_epoch();
    const std::time_t seconds = std::chrono::duration_cast<std::chrono::seconds>(sinceEpoch).count();
    std::tm utc{};
    gmtime_r(&seconds, &utc);
    std::array<char, 40> date{};
    const std::size_t size = std::strftime(date.data(), date.size(), "%Y-%m-%dT%H:%M:%SZ", &utc);
    const std::string start = formatFixed(static_cast<double>(sinceEpoch.count()) / 1000, 3);
    return "#[Histogram log format version 1.3]\n#[StartTime: " + start + " (seconds since epoch), " +
           std::string(date.data(), size) +
           "]\n\"StartTimestamp\",\"Interval_Length\",\"Interval_Max\",\"Interval_Compressed_Histogram\"\n";
}

std::string intervalLogLine(Nanos start, Nanos length, const Histogram& histogram) {
    return intervalLogLine(start, length, histogram.max(), encodeForLog(histogram));
}

std::string intervalLogLine(Nanos start, Nanos length, Nanos max, const std::string& encoded) {
    return formatFixed(toSeconds(start), 3) + "," + formatFixed(toSeconds(length), 3) + "," +
           formatFixed(static_cast<double>(max.count()) / NanosPerMilli, 3) + "," + encoded + "\n";
}

std::string encodeForLog(const Histogram& histogram) {
    return encodeBase64(encodeCompressed(histogram));
}

}  // namespace leaktide
