// The whole server: its workers, its two listeners, and how it stops.
#pragma once

#include <memory>
#include <vector>

#include "target-server/lab.h"
#include "target-server/server/listener.h"
#include "target-server/server/worker.h"

namespace leaktide::target {

class Server {
public:
    // Binds both listeners, so that every mistake is known before anything runs.
    static Result<std::unique_ptr<Server>> open(Settings settings);
    ~Server();
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;

    [[nodiscard]] std::string loadOrigin() const { return m_loadListener->origin(); }
    [[nodiscard]] std::string debugOrigin() const { return m_lab.debugOrigin; }
    [[nodiscard]] const std::string& token() const { return m_lab.token; }

    // Serves until SIGTERM or SIGINT. The first lets requests end within the shutdown time, a second cuts at
    // once.
    void run();

private:
    explicit Server(Settings settings);
    Status prepare();
    Status listen();
    void beginStop();

    Lab m_lab;  // outlives all that run
    Routes m_routes;
    std::vector<std::unique_ptr<Worker>> m_workers;
    std::unique_ptr<Worker> m_debugWorker;
    std::unique_ptr<Listener> m_loadListener;
    std::unique_ptr<Listener> m_debugListener;
};

}  // namespace leaktide::target
