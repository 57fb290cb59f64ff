// The verdict on one signal, from a stream of samples. Pure: no clock, no I/O, fixed memory (about 8 KB).
// Method: docs/leak_method.md.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "engine/measure/signal.h"
#include "engine/trend/trend_settings.h"
#include "engine/trend/verdict.h"
#include "engine/trend/view_detail.h"

namespace leaktide {

enum class TrendPhase { Idle, Load, Drain };

struct TrendSample {
    double tS = 0;        // seconds since the run began; never decreasing
    double requests = 0;  // cumulative requests done; NaN if not known
    double errors = 0;    // cumulative
    double value = 0;
    double aborted = 0;  // cumulative: timed out or cut off
};

class TrendDetector {
public:
    explicit TrendDetector(const SignalSpec& spec);
    TrendDetector(const SignalSpec& spec, const TrendSettings& settings);
    ~TrendDetector();
    TrendDetector(TrendDetector&&) noexcept;
    TrendDetector& operator=(TrendDetector&&) noexcept;

    void add(TrendPhase phase, const TrendSample& sample);  // a non-finite value is ignored
    void cut();                                             // the target restarted: forget what came before
    [[nodiscard]] TrendVerdict live() const;                // now, may be withdrawn; never Leak
    [[nodiscard]] TrendVerdict finish() const;              // after the drain (or without one)
    [[nodiscard]] std::vector<ViewDetail> details() const;  // the views that finish() looks at

private:
    struct Parts;
    std::unique_ptr<Parts> m_parts;
};

}  // namespace leaktide
