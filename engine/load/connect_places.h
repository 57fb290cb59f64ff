// Which hosts and ports a load really connects to, once the plan's unix socket, proxy and connect-to rules
// are taken into account. Pure.
#pragma once

#include <vector>

#include "engine/load/prepared_load.h"
#include "engine/load/target_address.h"

namespace leaktide {

// Each place once; none for a unix socket.
std::vector<Place> placesToConnectTo(const std::vector<PreparedRequest>& requests,
                                     const ConnectionPlan& connection);

// As curl's --connect-to: the first rule "HOST:PORT:HOST:PORT" whose first half fits (empty parts fit
// everything, and change nothing in the second half).
Place redirected(Place place, const std::vector<std::string>& rules);

}  // namespace leaktide
