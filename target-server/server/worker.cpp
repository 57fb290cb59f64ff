#include "target-server/server/worker.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <ctime>

#include "target-server/memory/allocator.h"
#include "target-server/server/connection.h"

namespace leaktide::target {

namespace {

constexpr std::chrono::milliseconds WalkEvery{100};

// "Sun, 06 Nov 1994 08:49:37 GMT", whatever the locale.
std::string httpDate(std::time_t second) {
    static constexpr const char* Days[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    static constexpr const char* Months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                             "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    std::tm utc{};
    gmtime_r(&second, &utc);
    const auto two = [](int value) {
        return std::string{static_cast<char>('0' + value / 10 % 10), static_cast<char>('0' + value % 10)};
    };
    std::string text = Days[utc.tm_wday];
    text.append(", ").append(two(utc.tm_mday)).append(" ").append(Months[utc.tm_mon]).append(" ");
    const int year = utc.tm_year + 1900;
    text.append(two(year / 100)).append(two(year % 100)).append(" ");
    text.append(two(utc.tm_hour)).append(":").append(two(utc.tm_min)).append(":").append(two(utc.tm_sec));
    return text.append(" GMT");
}

}  // namespace

Worker::Worker(Lab& lab, const Routes& routes, ListenerRole role)
    : m_lab(lab), m_routes(routes), m_role(role) {
    m_scratch.reserve(16 * 1024);
    m_connections.reserve(1024);
    readClock();
    boost::asio::co_spawn(m_io, sweep(), boost::asio::detached);
}

Worker::~Worker() {
    cut();
    join();
}

void Worker::start() {
    m_thread = std::thread([this] {
        if (m_role == ListenerRole::Debug) {
            setApartFromFigures();
        }
        m_io.run();
    });
}

void Worker::join() {
    if (m_thread.joinable()) {
        m_thread.join();
    }
}

void Worker::post(std::function<void()> job) {
    boost::asio::post(m_io, std::move(job));
}

void Worker::requestStop() {
    post([this] { m_stopping = true; });
}

void Worker::cut() {
    m_io.stop();
}

void Worker::add(Connection& connection) {
    connection.setPlace(m_connections.size());
    m_connections.push_back(&connection);
}

void Worker::remove(Connection& connection) {
    const std::size_t place = connection.place();
    m_connections[place] = m_connections.back();
    m_connections[place]->setPlace(place);
    m_connections.pop_back();
}

void Worker::readClock() {
    m_now = std::chrono::steady_clock::now();
    const std::time_t second = std::time(nullptr);
    if (second != m_second) {
        m_second = second;
        m_date = httpDate(second);
    }
}

awaitable<void> Worker::sweep() {
    const TaskTicket ticket(m_lab.tasks, "sweep");
    Timer timer(m_io);
    while (!m_stopping || !m_connections.empty()) {
        timer.expires_after(WalkEvery);
        co_await timer.async_wait(Await);
        readClock();
        if (m_role == ListenerRole::Debug) {
            m_lab.accessLog.flush();
        }
        if (m_ticksFaults) {
            m_lab.faults.onTick(m_now);
        }
        for (std::size_t i = m_connections.size(); i-- > 0;) {
            m_connections[i]->check(m_stopping ? Connection::Season::Stopping : Connection::Season::Serving);
        }
    }
    m_io.stop();
}

}  // namespace leaktide::target
