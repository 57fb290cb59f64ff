// Accepts connections and deals them out to workers in turn. Survives running out of descriptors: it keeps
// one in reserve to accept and close with, and tries again a moment later. Its coroutine runs on the thread
// of the first worker.
#pragma once

#include <memory>
#include <vector>

#include "target-server/core/result.h"
#include "target-server/server/worker.h"

namespace leaktide::target {

class Listener {
public:
    // The workers must outlive it.
    static Result<std::unique_ptr<Listener>> open(const std::string& address, std::uint16_t port,
                                                  std::vector<Worker*> workers);
    ~Listener();
    Listener(const Listener&) = delete;
    Listener& operator=(const Listener&) = delete;

    [[nodiscard]] std::string origin() const;  // "127.0.0.1:43117"
    void start();                              // before the workers' threads, or on the first one's
    void close();                              // on the first worker's thread

private:
    explicit Listener(std::vector<Worker*> workers);
    awaitable<void> acceptLoop();
    void hand(Worker& worker, Socket socket);
    void refuseOne();

    std::vector<Worker*> m_workers;
    Acceptor m_acceptor;
    int m_reserve = -1;  // a descriptor that does nothing but be there
};

}  // namespace leaktide::target
