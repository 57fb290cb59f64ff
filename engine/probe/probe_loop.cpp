#include "engine/probe/probe_loop.h"

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <utility>

#include "engine/probe/cost_pace.h"
#include "engine/probe/heap_falls.h"
#include "engine/probe/probe_cost.h"
#include "engine/probe/reading_times.h"
#include "engine/probe/restart_watch.h"

namespace leaktide {

namespace {

constexpr std::size_t MostWaiting = 100000;  // readings nobody takes; the oldest go first
constexpr auto CollectionsLeast = std::chrono::milliseconds(250);
constexpr int CollectionsShare = 20;
constexpr auto LongestProvocation = std::chrono::seconds(6);

SteadyTime now() {
    return std::chrono::steady_clock::now();
}

std::uint64_t middle(std::uint64_t a, std::uint64_t b) {
    return a + (b - a) / 2;
}

// Counters rise during the exchange; the target made its gauges somewhere in it.
WorkCounters middle(const WorkCounters& before, const WorkCounters& after) {
    WorkCounters work;
    work.done = middle(before.done, after.done);
    work.errors = middle(before.errors, after.errors);
    work.aborted = middle(before.aborted, after.aborted);
    work.inFlight = (before.inFlight + after.inFlight) / 2;
    work.connections = (before.connections + after.connections) / 2;
    for (std::size_t i = 0; i < std::min(before.byRequest.size(), after.byRequest.size()); ++i) {
        work.byRequest.push_back(middle(before.byRequest[i], after.byRequest[i]));
    }
    return work;
}

struct AskedMark {
    std::string label;
    BeforeHeap beforeHeap;
};

}  // namespace

struct ProbeLoop::Parts {
    void run();
    void collectIfAsked();
    void collectIfDue();
    bool readUntilCollected();
    Result<Gauges> readSource();
    bool markIfAsked();
    void readOnce();
    bool waitUntil(SteadyTime due);

    std::unique_ptr<ProbeSource> source;  // read() and collectGarbage() on the thread only
    Nanos interval{};
    WorkReader readWork;
    std::unique_ptr<ProfileFetcher> profiles;           // may be null; fetch() on the thread only
    RestartWatch watch;                                 // thread only
    HeapFalls falls;                                    // thread only
    bool countsCycles = false;                          // thread only; the target does
    CostPace pace{CollectionsLeast, CollectionsShare};  // thread only
    bool justCollected = false;                         // thread only
    std::thread thread;

    std::mutex mutex;  // guards what follows
    std::condition_variable wake;
    bool stopping = false;
    std::uint64_t collectionsAsked = 0;
    std::uint64_t collectionsDone = 0;
    NowAndThen nowAndThen = NowAndThen::No;
    ProbeCost cost;
    Phrases description;
    std::deque<Reading> waiting;
    std::deque<AskedMark> marksAsked;
    std::vector<ProfileMark> marks;
};

bool ProbeLoop::Parts::waitUntil(SteadyTime due) {
    std::unique_lock lock(mutex);
    wake.wait_until(lock, due, [this] { return stopping; });
    return !stopping;
}

void ProbeLoop::Parts::run() {
    if (profiles) {
        static_cast<void>(profiles->fetch({}, BeforeHeap::Collect));
    }
    const SteadyTime began = now();
    const ReadingTimes times(began, interval);
    for (SteadyTime due = began; waitUntil(due); due = times.after(now())) {
        collectIfAsked();
        if (!markIfAsked()) {
            collectIfDue();
            readOnce();
        }
    }
}

void ProbeLoop::Parts::collectIfAsked() {
    std::uint64_t asked = 0;
    {
        const std::lock_guard lock(mutex);
        if (collectionsAsked == collectionsDone) {
            return;
        }
        asked = collectionsAsked;
    }
    const auto collected = source->collectGarbage();
    justCollected = collected && (*collected || readUntilCollected());
    const std::lock_guard lock(mutex);
    collectionsDone = asked;
}

// A target that cannot be asked collects when it has allocated enough, and each reading makes it allocate.
bool ProbeLoop::Parts::readUntilCollected() {
    const SteadyTime deadline = now() + LongestProvocation;
    std::optional<double> first;
    while (now() < deadline) {
        const auto gauges = readSource();
        const auto seen = gauges ? collectionsSeen(*gauges) : std::nullopt;
        if (!seen || gauges->collectsOnAskingOnly) {
            return false;
        }
        if (*seen >= first.value_or(*seen) + 2) {
            return true;
        }
        first = first.value_or(*seen);
        const std::lock_guard lock(mutex);
        if (stopping) {
            return false;
        }
    }
    return false;
}

Result<Gauges> ProbeLoop::Parts::readSource() {
    auto gauges = source->read();
    countsCycles = countsCycles || (gauges && gauges->gcCycles);
    if (gauges && !countsCycles && gauges->collects) {
        const auto heap = gauges->values.find("heap_in_use");
        if (heap != gauges->values.end()) {
            gauges->fallsOfHeap = falls.add(heap->second);
        }
    }
    return gauges;
}

void ProbeLoop::Parts::collectIfDue() {
    const SteadyTime began = now();
    {
        const std::lock_guard lock(mutex);
        if (nowAndThen == NowAndThen::No || stopping || !pace.due(began)) {
            return;
        }
    }
    if (!source->holdsGarbage() || !source->collectGarbage()) {
        return;
    }
    const SteadyTime ended = now();
    justCollected = true;
    pace.done(began, ended);
    const std::lock_guard lock(mutex);
    cost.addCollection(ended - began);
}

// Whether any was made.
bool ProbeLoop::Parts::markIfAsked() {
    for (bool any = false;; any = true) {
        AskedMark asked;
        {
            const std::lock_guard lock(mutex);
            if (marksAsked.empty() || stopping) {
                return any;
            }
            asked = marksAsked.front();
        }
        ProfileMark mark = profiles->fetch(std::move(asked.label), asked.beforeHeap);
        const std::lock_guard lock(mutex);
        marksAsked.pop_front();
        if (!stopping || !mark.profiles.empty()) {
            marks.push_back(std::move(mark));
        }
    }
}

void ProbeLoop::Parts::readOnce() {
    Reading reading;
    reading.collected = std::exchange(justCollected, false);
    const WorkCounters before = readWork ? readWork() : WorkCounters{};
    const SteadyTime began = now();
    const std::uint64_t bytesBefore = source->bytesRead();
    auto gauges = readSource();
    const SteadyTime ended = now();
    const WorkCounters after = readWork ? readWork() : WorkCounters{};
    reading.at = began + (ended - began) / 2;
    reading.roundTrip = ended - began;
    reading.bytes = source->bytesRead() - bytesBefore;
    reading.work = middle(before, after);
    if (gauges) {
        reading.restarted = watch.restarted(*gauges);
        falls = reading.restarted ? HeapFalls() : falls;
        reading.gauges = std::move(gauges).value();
    } else {
        reading.failure = gauges.error().message;
    }
    Phrases described = source->describe();
    const std::lock_guard lock(mutex);
    description = std::move(described);
    if (stopping && !reading.gauges) {
        return;  // cut by stop(): the target is not to blame
    }
    cost.add(reading);
    if (waiting.size() == MostWaiting) {
        waiting.pop_front();
    }
    waiting.push_back(std::move(reading));
}

ProbeLoop::ProbeLoop(std::unique_ptr<ProbeSource> source, Nanos interval, WorkReader readWork)
    : m_parts(std::make_unique<Parts>()) {
    m_parts->source = std::move(source);
    m_parts->description = m_parts->source->describe();
    m_parts->interval = std::max(interval, Nanos(std::chrono::milliseconds(1)));
    m_parts->readWork = std::move(readWork);
}

ProbeLoop::~ProbeLoop() {
    stop();
}

void ProbeLoop::start() {
    if (!m_parts->thread.joinable()) {
        m_parts->thread = std::thread([parts = m_parts.get()] { parts->run(); });
    }
}

void ProbeLoop::stop() {
    {
        const std::lock_guard lock(m_parts->mutex);
        m_parts->stopping = true;
    }
    m_parts->wake.notify_all();
    if (m_parts->thread.joinable()) {
        m_parts->source->cancel();
        if (m_parts->profiles) {
            m_parts->profiles->cancel();
        }
        m_parts->thread.join();
    }
}

std::vector<Reading> ProbeLoop::take() {
    const std::lock_guard lock(m_parts->mutex);
    std::vector<Reading> taken(std::make_move_iterator(m_parts->waiting.begin()),
                               std::make_move_iterator(m_parts->waiting.end()));
    m_parts->waiting.clear();
    return taken;
}

void ProbeLoop::collectGarbage() {
    const std::lock_guard lock(m_parts->mutex);
    ++m_parts->collectionsAsked;
}

void ProbeLoop::collectNowAndThen(NowAndThen wanted) {
    const std::lock_guard lock(m_parts->mutex);
    m_parts->nowAndThen = wanted;
}

Phrases ProbeLoop::describe() const {
    const std::lock_guard lock(m_parts->mutex);
    return together(m_parts->description, m_parts->cost.describe());
}

void ProbeLoop::useProfiles(std::unique_ptr<ProfileFetcher> fetcher) {
    m_parts->profiles = std::move(fetcher);
}

bool ProbeLoop::hasProfiles() const {
    return m_parts->profiles != nullptr;
}

void ProbeLoop::markProfiles(std::string label, BeforeHeap beforeHeap) {
    if (m_parts->profiles) {
        const std::lock_guard lock(m_parts->mutex);
        m_parts->marksAsked.push_back({std::move(label), beforeHeap});
    }
}

bool ProbeLoop::profilesMarked() const {
    const std::lock_guard lock(m_parts->mutex);
    return m_parts->stopping || m_parts->marksAsked.empty();
}

std::vector<ProfileMark> ProbeLoop::takeProfiles() {
    const std::lock_guard lock(m_parts->mutex);
    return std::exchange(m_parts->marks, {});
}

bool ProbeLoop::garbageCollected() const {
    const std::lock_guard lock(m_parts->mutex);
    return m_parts->stopping || m_parts->collectionsDone == m_parts->collectionsAsked;
}

}  // namespace leaktide
