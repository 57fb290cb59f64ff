// Names of functions as people read them: C++ names lose parameters and template arguments, as in pprof.
// Source of the rule: github.com/google/pprof, internal/symbolizer (Apache License 2.0). Pure; thread-safe.
#pragma once

#include <string>

namespace leaktide {

// `systemName` is the one that the linker knows; a name that differs from it was made readable already and is
// kept. Mangled names (_Z…) stay as they are.
std::string readableFunctionName(const std::string& name, const std::string& systemName);

}  // namespace leaktide
