// One client connection: reads requests, has them handled, writes the responses, in the order they came.
// Lives on one worker's thread; the coroutine that runs it owns it.
#pragma once

#include <boost/asio/cancellation_signal.hpp>
#include <memory>
#include <optional>

#include "target-server/http/exchange.h"
#include "target-server/http/input_buffer.h"
#include "target-server/http/request_reader.h"
#include "target-server/server/worker.h"

namespace leaktide::target {

class Connection final : public Exchange {
public:
    enum class Season { Serving, Stopping };

    // Takes the socket over and spawns the coroutine on the worker's thread; call it from there.
    static void launch(Worker& worker, Socket socket);

    Connection(Worker& worker, Socket socket);
    ~Connection() override;
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    // The worker's walk: ends what took too long or lost its client. Never destroys the connection at once:
    // it only cancels, and the coroutine ends later.
    void check(Season season);
    [[nodiscard]] std::size_t place() const { return m_place; }  // in the worker's list
    void setPlace(std::size_t place) { m_place = place; }

    [[nodiscard]] Ending ending() const override { return m_ending; }
    void allow(std::chrono::milliseconds duration) override { enter(Phase::Handling, duration); }
    [[nodiscard]] std::string_view date() const override { return m_worker.date(); }
    [[nodiscard]] bool peerIsLoopback() const override;
    [[nodiscard]] Executor executor() const override { return m_worker.io().get_executor(); }
    awaitable<void> sleep(std::chrono::milliseconds duration) override;
    awaitable<void> startChunks() override;
    awaitable<void> writeChunk(std::string_view bytes) override;
    void endChunks() override;

private:
    enum class Phase { Idle, Head, Body, Handling, Writing, Parked, Lingering };
    enum class Traffic { Load, Debug };
    static constexpr std::chrono::hours Unlimited{24 * 365};

    awaitable<void> run();
    awaitable<bool> serve();
    bool strike(Context& context);
    awaitable<void> leaveUnended(Context& context);

    // connection_read.cpp
    awaitable<bool> readHead();
    awaitable<bool> readBody(Context& context);
    awaitable<bool> readMore();

    // connection_write.cpp
    enum class Sent { All, Part, Nothing };  // Nothing: there is nobody to send to
    struct Unsent {
        std::string head;
        std::string_view body;  // its owner waits for us: no copy, however large it is
    };
    Sent answer(Context& context, Unsent& left);
    awaitable<bool> answerRest(Context& context, Unsent left);
    awaitable<bool> finishChunks(Context& context);
    awaitable<void> refuse(BadRequest bad);
    awaitable<bool> write(std::string_view head, std::string_view body = {});
    awaitable<bool> writeRest(Unsent left);
    Sent send(std::string_view head, std::string_view body, Unsent& left);
    void count(int status, int by);
    awaitable<void> linger();

    void route(Context& context);
    void enter(Phase phase, std::chrono::milliseconds limit);
    void see(Traffic traffic);
    void cancel(Ending ending);
    [[nodiscard]] bool clientWentAway() const;
    void cutSocket();

    Worker& m_worker;
    Lab& m_lab;
    Socket m_socket;
    boost::asio::cancellation_signal m_cancel;
    RequestReader m_reader;
    InputBuffer m_in;
    std::size_t m_headSize = 0;
    Context* m_context = nullptr;  // the request at hand
    std::size_t m_place = 0;
    Phase m_phase = Phase::Idle;
    Ending m_ending = Ending::None;  // why the walk cancelled what was at hand
    Traffic m_traffic = Traffic::Debug;
    bool m_close = false;  // after this response
    std::int64_t m_requests = 0;
    std::chrono::steady_clock::time_point m_deadline;
    std::chrono::steady_clock::time_point m_idleSince;
    // Set while the connection counts as load. A connection that only asks for figures is in no figure.
    struct LoadMark {
        LoadMark(Lab& lab, std::source_location where)
            : open(lab.counters.open), ticket(lab.tasks, "connection", where) {}
        Counted open;
        TaskTicket ticket;
    };
    std::optional<LoadMark> m_load;
};

}  // namespace leaktide::target
