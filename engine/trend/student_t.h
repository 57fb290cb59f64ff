// Upper quantiles of Student's t from a table that Boost.Math fills once; about 20 ns a call, thread-safe.
#pragma once

namespace leaktide {

// The value that a t variable with `degrees` of freedom exceeds with probability `chance`.
// `chance` is clamped to [1e-9, 0.25], `degrees` to [2, infinity); relative error below 0.5 %.
double studentUpper(double chance, double degrees);

}  // namespace leaktide
