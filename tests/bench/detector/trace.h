// A simulated server under a simulated load. A server can be asked to go on, so that a run may be extended.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/measure/signal.h"
#include "engine/trend/trend_detector.h"
#include "tests/bench/detector/random.h"

namespace leaktide::bench {

// What the server sees at one reading.
struct Moment {
    TrendPhase phase = TrendPhase::Idle;
    double share = 0;      // of the planned load: 1 at its end, more when extended
    double requests = 0;   // so far
    double done = 0;       // since the last reading
    double rate = 0;       // relative to the planned rate; 0 without load
    double errors = 0;     // so far
    bool collect = false;  // a collection was forced just now
};

// What is drawn for every trace.
struct Draw {
    int readings = 600;  // of the planned load
    double level = 0;
    double noise = 0;  // sd
    double requestsPerReading = 0;
    double totalRequests = 0;  // of the planned load
    double working = 0;        // held only under load
};

// One server of a family. `value` is asked once per reading, in order.
struct Server {
    std::function<double(const Moment&)> value;
    std::function<double(double share)> rate = [](double) { return 1.0; };  // relative, over the load
    double errorShare = 0;                                                  // of the requests
    std::function<double(double share)> errors{};  // share of the requests at that time, if it changes
    std::optional<double> perRequest{};            // the true slope, where there is one
    std::optional<double> perError{};
    SignalUnit unit = SignalUnit::Bytes;
    std::shared_ptr<double> afterCollection{};  // what the runtime shows as live after the last collection
};

struct Family {
    std::string name;
    bool leaks = false;
    std::function<Server(const Draw&, const std::shared_ptr<Random>&)> make;
    bool adversarial = false;  // written after the first tuning, never tuned on
    int readings = 0;          // 0: drawn, 300 to 3600
};

struct Reading {
    TrendPhase phase = TrendPhase::Idle;
    TrendSample sample;
    double afterCollection = 0;
};

class Simulation {
public:
    Simulation(const Family& family, std::uint64_t seed);
    // Appends idle readings (only the first time), then a load of `loads` planned lengths, then a drain.
    std::vector<Reading> run(double loads);
    [[nodiscard]] const Server& server() const { return m_server; }
    [[nodiscard]] const Draw& draw() const { return m_draw; }

private:
    void step(TrendPhase phase, bool collect, std::vector<Reading>& out);

    std::shared_ptr<Random> m_random;
    Draw m_draw;
    Server m_server;
    Moment m_moment;
    double m_t = 0;
    double m_share = 0;
    bool m_idled = false;
};

std::vector<Family> healthyFamilies();
std::vector<Family> leakingFamilies();
std::vector<Family> unseenHealthyFamilies();
std::vector<Family> unseenLeakingFamilies();
std::vector<Family> thirdHealthyFamilies();
std::vector<Family> thirdLeakingFamilies();
std::vector<Family> goalFamilies();  // one exact size of leak each, from the goals

}  // namespace leaktide::bench
