// The requests that were kept, as rows of a table for people: when, how long, what came of it, which request,
// its trace id.
#pragma once

#include <string>
#include <vector>

#include "engine/measure/request_samples.h"
#include "engine/store/safe_text.h"

namespace leaktide {

struct SampleRow {
    std::string sentAt;   // "12.034 s" into the run
    std::string took;     // service time
    std::string result;   // "200", "404", "connection reset by the target"
    std::string request;  // "GET /x", or its name and the target
    std::string traceId;  // empty: none
};

std::vector<SampleRow> sampleRows(const std::vector<RequestSample>& samples, const SafeText& safe);

}  // namespace leaktide
