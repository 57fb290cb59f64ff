#include "engine/load/socket_end.h"

#include <linux/tcp.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <algorithm>

namespace leaktide {

namespace {

// States of tcp_info; the kernel's names are in a header that does not go with <linux/tcp.h>.
constexpr int Closed = 7;
constexpr int CloseWait = 8;

}  // namespace

SocketEnd endOf(int socket) {
    tcp_info info{};
    socklen_t size = sizeof info;
    if (getsockopt(socket, IPPROTO_TCP, TCP_INFO, &info, &size) != 0) {
        sockaddr_storage peer{};
        socklen_t peerSize = sizeof peer;
        // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): the socket API is made that way
        return {.established = getpeername(socket, reinterpret_cast<sockaddr*>(&peer), &peerSize) == 0};
    }
    return {.established = info.tcpi_bytes_acked > 0,  // at least its SYN
            .peerClosed = info.tcpi_state == CloseWait,
            .reset = info.tcpi_state == Closed,
            .idle = std::chrono::milliseconds(std::min(info.tcpi_last_data_sent, info.tcpi_last_data_recv))};
}

}  // namespace leaktide
