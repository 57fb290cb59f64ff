// The kinds of Asio things used here: all bound to the io_context of a worker, so that no executor is behind
// a virtual call.
#pragma once

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <chrono>

namespace leaktide::target {

using Executor = boost::asio::io_context::executor_type;

// An empty one, awaitable<void>(), is work that is done already: it must not be awaited (valid() tells).
template <typename T>
using awaitable = boost::asio::awaitable<T, Executor>;

using Socket = boost::asio::basic_stream_socket<boost::asio::ip::tcp, Executor>;
using Acceptor = boost::asio::basic_socket_acceptor<boost::asio::ip::tcp, Executor>;
using Timer =
    boost::asio::basic_waitable_timer<std::chrono::steady_clock,
                                      boost::asio::wait_traits<std::chrono::steady_clock>, Executor>;

inline constexpr boost::asio::use_awaitable_t<Executor> Await;
// Failures come back as values: a client that went away is daily life.
inline constexpr auto AwaitTuple = boost::asio::as_tuple(Await);

}  // namespace leaktide::target
