#include "target-server/server/server.h"

#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <iostream>
#include <random>

#include "target-server/debug/debug_routes.h"
#include "target-server/memory/heap_profile.h"
#include "target-server/memory/process_figures.h"
#include "target-server/routes/routes.h"

namespace leaktide::target {

namespace {

std::string makeToken() {
    std::random_device source;
    std::string token;
    for (int i = 0; i < 32; ++i) {
        token += "0123456789abcdef"[source() % 16];
    }
    return token;
}

bool isLoopback(const std::string& address) {
    boost::system::error_code error;
    const auto ip = boost::asio::ip::make_address(address, error);
    return !error && ip.is_loopback();
}

}  // namespace

Server::Server(Settings settings)
    : m_lab(std::move(settings)),
      m_routes{makeLoadRoutes(), makeDebugRoutes(), makeRedirectRoutes(), makeLoadChain(), makeDebugChain()} {
    m_lab.token = m_lab.settings.debugToken.empty() ? makeToken() : m_lab.settings.debugToken;
    for (unsigned i = 0; i < m_lab.settings.threads; ++i) {
        m_workers.push_back(std::make_unique<Worker>(m_lab, m_routes, ListenerRole::Load));
    }
    m_workers.front()->tickFaults();  // not the debug worker: its memory is in no figure
    m_debugWorker = std::make_unique<Worker>(m_lab, m_routes, ListenerRole::Debug);
}

Server::~Server() {
    for (const auto& worker : m_workers) {
        worker->cut();
        worker->join();
    }
    m_debugWorker->cut();
    m_debugWorker->join();
}

Result<std::unique_ptr<Server>> Server::open(Settings settings) {
    raiseDescriptorLimit();
    std::unique_ptr<Server> server(new Server(std::move(settings)));
    if (const Status bad = server->prepare()) {
        return *bad;
    }
    for (const FaultOrder& order : server->m_lab.settings.faults) {
        if (const Status bad = server->m_lab.faults.set(order)) {
            return *bad;
        }
    }
    if (const Status bad = server->listen()) {
        return *bad;
    }
    return server;
}

// What must stand before the first fault or request: the address's consequences, the log, the database.
Status Server::prepare() {
    const Settings& settings = m_lab.settings;
    if (!isLoopback(settings.listen)) {
        m_lab.faultsForbidden = !settings.allowRemoteFaults;
        std::cerr << "leaktide-target: warning: " << settings.listen << " can be reached from other machines"
                  << (m_lab.faultsForbidden ? "; faults are off" : "") << std::endl;
    }
    setHeapProfiling(settings.heapProfile);
    if (!settings.accessLog.empty()) {
        if (Status bad = m_lab.accessLog.open(settings.accessLog)) {
            return bad;
        }
    }
    auto database = Database::open(m_lab.scratch.databasePath());
    return database ? (*database)->prepare(DbRows) : Status(Refusal{database.sentence()});
}

Status Server::listen() {
    const Settings& settings = m_lab.settings;
    std::vector<Worker*> workers;
    for (const auto& worker : m_workers) {
        workers.push_back(worker.get());
    }
    auto load = Listener::open(settings.listen, settings.port, workers);
    if (!load) {
        return Refusal{load.sentence()};
    }
    m_loadListener = std::move(*load);
    // Figures and switches stay on this machine, wherever the load comes from.
    auto debug = Listener::open(isLoopback(settings.listen) ? settings.listen : "127.0.0.1",
                                settings.debugPort.value_or(0), {m_debugWorker.get()});
    if (!debug) {
        return Refusal{debug.sentence()};
    }
    m_debugListener = std::move(*debug);
    m_lab.debugOrigin = m_debugListener->origin();
    return std::nullopt;
}

void Server::run() {
    boost::asio::io_context control(1);
    boost::asio::signal_set signals(control, SIGTERM, SIGINT);
    boost::asio::steady_timer deadline(control);
    const auto cut = [this](auto&&...) {
        for (const auto& worker : m_workers) {
            worker->cut();
        }
    };
    signals.async_wait([&](const boost::system::error_code&, int) {
        beginStop();
        signals.async_wait(cut);
        deadline.expires_after(m_lab.settings.shutdownTime);
        deadline.async_wait([cut](const boost::system::error_code& error) {
            if (!error) {
                cut();
            }
        });
    });
    m_loadListener->start();
    m_debugListener->start();
    m_debugWorker->start();
    for (const auto& worker : m_workers) {
        worker->start();
    }
    std::thread waiter([&] {
        for (const auto& worker : m_workers) {
            worker->join();
        }
        control.stop();
    });
    control.run();
    waiter.join();
}

void Server::beginStop() {
    m_lab.stopping = true;
    // In this order: a worker that stops takes no connection any more.
    m_workers.front()->post([this] {
        m_loadListener->close();
        for (const auto& worker : m_workers) {
            worker->requestStop();
        }
    });
}

}  // namespace leaktide::target
