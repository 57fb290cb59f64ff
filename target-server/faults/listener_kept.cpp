#include <forward_list>
#include <functional>
#include <mutex>
#include <string>

#include "target-server/faults/catalog.h"

namespace leaktide::target {

namespace {

// Somebody subscribes to an event and never unsubscribes; the subscription holds what its closure captured.
class ListenerKept final : public Fault {
public:
    ListenerKept()
        : Fault({.name = "listener-kept",
                 .explains =
                     "one request in N adds a listener to an event and never removes it; each holds bytes:N "
                     "(512); raises heap in use by about bytes/N per request",
                 .bytes = 512}) {}

    void onRequest(RequestMoment& /*moment*/) override {
        if (!due()) {
            return;
        }
        hold(1, bytes());
        std::string captured(static_cast<std::size_t>(bytes()), 'l');
        const std::lock_guard lock(m_mutex);
        m_listeners.emplace_front(
            [state = std::move(captured)](int event) { return state.size() + event > 0; });
    }

private:
    std::mutex m_mutex;  // guards m_listeners
    std::forward_list<std::function<bool(int)>> m_listeners;
};

}  // namespace

std::unique_ptr<Fault> makeListenerKept(Lab& /*lab*/) {
    return std::make_unique<ListenerKept>();
}

}  // namespace leaktide::target
