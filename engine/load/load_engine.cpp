#include "engine/load/load_engine.h"

#include <algorithm>

#include "engine/load/client_limits.h"
#include "engine/load/curl_exchange.h"
#include "engine/load/curl_memory.h"
#include "engine/load/direct_exchange.h"
#include "engine/load/worker.h"

namespace leaktide {

namespace {

constexpr Nanos HandOverPatience = std::chrono::milliseconds(5);
constexpr Nanos LastHandOverPatience =
    std::chrono::seconds(1);  // on a busy machine; nothing may be left behind

WorkerSettings settingsOf(const Plan& plan, const PreparedLoad& load, std::uint32_t index,
                          std::uint64_t firstNumber) {
    const Pacer pacer(plan.load);
    const std::uint32_t workers = plan.load.threads;
    const std::uint32_t connections =
        plan.load.connections / workers + (index < plan.load.connections % workers ? 1 : 0);
    return {.share = {.index = index, .workers = workers},
            .slots = connections * plan.connection.streams,
            .pacer = pacer,
            .arrivals = plan.load.arrivals,
            .thinkTime = plan.load.thinkTime,
            .misbehaveEvery =
                plan.load.misbehaviour ? std::optional(plan.load.misbehaviour->every) : std::nullopt,
            .duration = pacer.length().value_or(plan.load.duration),
            .requests = plan.load.requests,
            .mix = &load.mix,
            .firstNumber = firstNumber};
}

enum class Route { Curl, Direct };

// Auto takes the direct exchange wherever it can carry the plan.
Result<Route> routeFor(const PreparedLoad& load, ExchangeChoice choice) {
    const Status direct = DirectExchange::canCarry(load);
    if (choice == ExchangeChoice::Direct && !direct) {
        return direct.error();
    }
    if (choice != ExchangeChoice::Curl && direct) {
        return Route::Direct;
    }
    const Status curl = CurlExchange::canCarry(load);
    if (!curl) {
        return curl.error();
    }
    return Route::Curl;
}

}  // namespace

struct LoadEngine::Parts {
    Plan plan;
    std::shared_ptr<const PreparedLoad> load;
    Route route = Route::Curl;
    WorkerShare share;
    std::vector<std::unique_ptr<Worker>> workers;
    SteadyTime startedAt;
    bool started = false;
    std::vector<std::string> notes;
};

LoadEngine::LoadEngine(std::unique_ptr<Parts> parts) : m_parts(std::move(parts)) {}

LoadEngine::~LoadEngine() {
    cancel();  // all at once, before each is joined in turn
}

Result<std::unique_ptr<LoadEngine>> LoadEngine::create(const Plan& plan, const Position& from) {
    if (!curlStarted()) {
        return Error{ErrorKind::Internal, "libcurl could not be started"};
    }
    auto parts = std::make_unique<Parts>();
    parts->plan = plan;
    parts->plan.load.threads = std::clamp(plan.load.threads, 1U, std::max(plan.load.connections, 1U));
    parts->plan.load.connections = std::max(plan.load.connections, 1U);
    if (Status room = makeRoomForConnections(parts->plan.load.connections, parts->plan.load.threads); !room) {
        return room.error();
    }
    const bool overTcp = plan.connection.unixSocket.empty();
    if (Status ports = checkLocalPorts(parts->plan.load.connections); overTcp && !ports) {
        return ports.error();
    }
    if (overTcp && !plan.connection.keepAlive && plan.load.rate) {
        const bool loopback =
            std::all_of(plan.requests.begin(), plan.requests.end(), [](const RequestSpec& request) {
                const auto url = parseUrl(request.url);
                return url && scopeOfHost(url->host) == HostScope::Loopback;
            });
        parts->notes.push_back(warnOfUsedUpPorts(plan.load.rate->perSecond(), parts->plan.load.connections,
                                                 loopback ? Way::Loopback : Way::Network));
    }
    std::erase(parts->notes, "");
    auto load = prepareLoad(parts->plan);
    if (!load) {
        return load.error();
    }
    parts->load = *load;
    parts->load->sequence = from.sequence;
    const auto route = routeFor(**load, plan.load.exchange);
    if (!route) {
        return route.error();
    }
    parts->route = *route;
    for (std::uint32_t i = 0; i < parts->plan.load.threads; ++i) {
        WorkerSettings settings = settingsOf(parts->plan, *parts->load, i, from.number);
        const std::uint32_t slots = settings.slots;
        auto worker = std::make_unique<Worker>(std::move(settings), parts->share);
        auto exchange = parts->route == Route::Direct
                            ? DirectExchange::create(parts->load, slots, worker->sink())
                            : CurlExchange::create(parts->load, slots, worker->sink());
        if (!exchange) {
            return exchange.error();
        }
        worker->attach(std::move(*exchange));
        parts->workers.push_back(std::move(worker));
    }
    return std::unique_ptr<LoadEngine>(new LoadEngine(std::move(parts)));
}

Status LoadEngine::start() {
    if (m_parts->started) {
        return Error{ErrorKind::Internal, "the load was started twice"};
    }
    m_parts->started = true;
    m_parts->startedAt = std::chrono::steady_clock::now();
    for (const auto& worker : m_parts->workers) {
        worker->start(m_parts->startedAt);
    }
    return {};
}

void LoadEngine::stopSending() {
    for (const auto& worker : m_parts->workers) {
        worker->stopSending();
    }
}

void LoadEngine::cancel() {
    for (const auto& worker : m_parts->workers) {
        worker->cancel();
    }
}

bool LoadEngine::sendingEnded() const {
    return std::all_of(m_parts->workers.begin(), m_parts->workers.end(),
                       [](const auto& worker) { return worker->sendingEnded(); });
}

bool LoadEngine::idle() const {
    return sendingEnded() && work().inFlight == 0;
}

void LoadEngine::closeConnections() {
    for (const auto& worker : m_parts->workers) {
        worker->closeConnections();
    }
}

void LoadEngine::setRate(const Rate& rate, Backlog backlog) {
    // One moment for all workers, so that their shares of the schedule stay one schedule.
    const Nanos elapsed =
        m_parts->started ? Nanos(std::chrono::steady_clock::now() - m_parts->startedAt) : Nanos(0);
    for (const auto& worker : m_parts->workers) {
        worker->changeRate({.elapsed = elapsed, .rate = rate, .backlog = backlog});
    }
}

LoadInterval LoadEngine::collect() {
    LoadInterval total;
    const auto take = [&total](Worker& worker) {
        if (worker.recorder().ready()) {
            worker.recorder().takeInto(total);
        }
    };
    for (const auto& worker : m_parts->workers) {
        take(*worker);  // handed over too late for the collect before
        worker->recorder().ask();
        worker->wake();
    }
    const Nanos patience = idle() ? LastHandOverPatience : HandOverPatience;
    for (const auto& worker : m_parts->workers) {
        worker->recorder().waitUntilReady(m_parts->started ? patience : Nanos(0));
        take(*worker);
    }
    return total;
}

WorkCounters LoadEngine::work() const {
    WorkCounters total;
    for (const auto& worker : m_parts->workers) {
        const WorkCounters counts = worker->counts();
        total.done += counts.done;
        total.errors += counts.errors;
        total.aborted += counts.aborted;
        addTo(total.byRequest, counts.byRequest);
        total.inFlight += counts.inFlight;
    }
    return total;
}

LoadEngine::Position LoadEngine::position() const {
    Position next{.number = 0, .sequence = m_parts->load->sequence};
    for (const auto& worker : m_parts->workers) {
        next.number = std::max(next.number, worker->nextNumber());
    }
    return next;
}

CoreUse LoadEngine::busiestWorker() {
    CoreUse most;
    for (const auto& worker : m_parts->workers) {
        const CoreUse use = worker->coreUseSinceLast();
        most = use.sum() > most.sum() ? use : most;
    }
    return most;
}

std::uint64_t LoadEngine::openConnections() const {
    std::uint64_t total = 0;
    for (const auto& worker : m_parts->workers) {
        total += worker->openConnections();
    }
    return total;
}

const std::vector<std::string>& LoadEngine::notes() const {
    return m_parts->notes;
}

std::string LoadEngine::exchange() const {
    return m_parts->route == Route::Direct ? "direct" : "curl";
}

std::vector<std::string> LoadEngine::failureExamples() const {
    return m_parts->share.notes.examples.all();
}

RequestSamples LoadEngine::samples(SteadyTime origin) const {
    RequestSamples samples = m_parts->share.notes.samples();
    samples.shift(m_parts->startedAt - origin);
    return samples;
}

}  // namespace leaktide
