// One thread, one io_context, and the connections that live on it. Ten times a second it walks over them: a
// deadline that passed, a client that went away, a server that stops. That walk replaces a timer per request.
// All but post(), requestStop() and cut() on the worker's own thread.
#pragma once

#include <boost/asio/io_context.hpp>
#include <chrono>
#include <functional>
#include <string>
#include <thread>
#include <vector>

#include "target-server/http/exchange.h"
#include "target-server/lab.h"
#include "target-server/middleware/chain.h"
#include "target-server/routes/router.h"

namespace leaktide::target {

class Connection;

enum class ListenerRole { Load, Debug };

struct Routes {
    Router load;
    Router debug;
    Router redirect;  // debug paths on a load port that does not serve them
    Chain loadChain;
    Chain debugChain;
};

class Worker {
public:
    Worker(Lab& lab, const Routes& routes, ListenerRole role);
    ~Worker();
    Worker(const Worker&) = delete;
    Worker& operator=(const Worker&) = delete;

    void tickFaults() { m_ticksFaults = true; }  // those that go by time; of one worker, before start()
    void start();                                // begins its thread
    void join();
    void post(std::function<void()> job);  // any thread
    // Connections finish what they are at, and idle ones close. The thread ends when the last is gone.
    void requestStop();  // any thread
    void cut();          // any thread: the thread ends now, whatever runs

    [[nodiscard]] boost::asio::io_context& io() { return m_io; }
    [[nodiscard]] Lab& lab() const { return m_lab; }
    [[nodiscard]] const Routes& routes() const { return m_routes; }
    [[nodiscard]] ListenerRole role() const { return m_role; }
    [[nodiscard]] std::chrono::steady_clock::time_point now() const { return m_now; }  // of the last walk
    [[nodiscard]] std::string_view date() const { return m_date; }                     // RFC 9110 5.6.7
    [[nodiscard]] std::string& scratch() { return m_scratch; }  // never held over a co_await

    void add(Connection& connection);
    void remove(Connection& connection);

private:
    awaitable<void> sweep();
    void readClock();

    Lab& m_lab;
    const Routes& m_routes;
    ListenerRole m_role;
    std::vector<Connection*> m_connections;
    std::chrono::steady_clock::time_point m_now;
    std::time_t m_second = 0;
    std::string m_date;
    std::string m_scratch;
    bool m_stopping = false;
    bool m_ticksFaults = false;
    boost::asio::io_context m_io{1};  // dies before what its coroutines use
    std::thread m_thread;
};

}  // namespace leaktide::target
