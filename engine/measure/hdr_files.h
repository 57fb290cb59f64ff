// Histograms as the files of the HdrHistogram family: percentile distributions (.hgrm, what wrk2 and the Java
// class print and the plotter at hdrhistogram.github.io reads) and interval logs (.hlog, format 1.3, with
// V2-compressed histograms). Values are nanoseconds inside a histogram and milliseconds where a file shows
// them. Pure functions; the same text in every locale.
#pragma once

#include <string>

#include "engine/base/units.h"
#include "engine/measure/histogram.h"

namespace leaktide {

std::string percentileFile(const Histogram& histogram);

// The lines before the first interval.
std::string intervalLogHead(WallTime startedAt);
// One line: an interval that began `start` after the run did.
std::string intervalLogLine(Nanos start, Nanos length, const Histogram& histogram);
// The same from its parts, where the histogram itself is gone: `encoded` is encodeForLog of it.
std::string intervalLogLine(Nanos start, Nanos length, Nanos max, const std::string& encoded);
std::string encodeForLog(const Histogram& histogram);  // base64 of encodeCompressed

// The V2 encoding, deflated: cookie, length, zlib stream.
std::string encodeCompressed(const Histogram& histogram);

}  // namespace leaktide
