// What the kernel knows of a socket that is about to be closed. Asked once in a connection's life.
#pragma once

#include "engine/base/units.h"

namespace leaktide {

struct SocketEnd {
    bool established = false;  // it ever was
    bool peerClosed = false;   // the peer's FIN has come
    bool reset = false;
    Nanos idle{};  // since the last byte either way; 0 where it cannot be known
};

SocketEnd endOf(int socket);

}  // namespace leaktide
