// Makes a session without letting a signal wait for the network with it.
#pragma once

#include <memory>
#include <optional>

#include "app/cli/stop_signals.h"
#include "engine/run/run_session.h"

namespace leaktide::app {

using SessionResult = Result<std::unique_ptr<RunSession>>;

// Unset: a signal came first. A thread may then still be at it, so the program should end without tidying up.
std::optional<SessionResult> createSession(const Plan& plan, const RunSettings& settings,
                                           const RunSession::Listener& listener, StopSignals& signals);

}  // namespace leaktide::app
