// One closed-model load for scripts/bench_load: prints requests per second and CPU per request as one line of
// tab-separated figures. Usage: bench_load URL CONNECTIONS THREADS DURATION curl|direct [RATE]
#include <sys/resource.h>

#include <cstdio>
#include <string>
#include <thread>

#include "engine/base/text.h"
#include "engine/load/load_engine.h"

using namespace leaktide;

namespace {

double cpuSeconds() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    const auto seconds = [](const timeval& t) {
        return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) * 1e-6;
    };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

void print(const LoadInterval& total, double seconds, double cpu) {
    const auto done = static_cast<double>(total.counters.requests);
    const std::string line =
        "requests\t" + std::to_string(total.counters.requests) + "\trequests_per_s\t" +
        formatFixed(done / seconds, 0) + "\tcpu_us_per_request\t" + formatFixed(cpu * 1e6 / done, 2) +
        "\tfailed\t" + std::to_string(total.counters.failed) + "\tp50_us\t" +
        std::to_string(total.serviceTime.quantile(0.5).count() / 1000) + "\tp99_us\t" +
        std::to_string(total.serviceTime.quantile(0.99).count() / 1000) + "\tresponse_p99_us\t" +
        std::to_string(total.responseTime.quantile(0.99).count() / 1000) + "\tlate\t" +
        std::to_string(total.counters.late) + "\tdropped\t" + std::to_string(total.counters.dropped) + "\n";
    std::fputs(line.c_str(), stdout);
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 6 && argc != 7) {
        std::fputs("usage: bench_load URL CONNECTIONS THREADS DURATION curl|direct [RATE]\n", stderr);
        return 2;
    }
    Plan plan;
    plan.requests.push_back(
        {.name = {}, .method = "GET", .url = argv[1], .headers = {}, .body = {}, .checks = {}});
    plan.load.connections = static_cast<std::uint32_t>(std::stoul(argv[2]));
    plan.load.threads = static_cast<std::uint32_t>(std::stoul(argv[3]));
    plan.load.duration = *parseDuration(argv[4]);
    plan.load.exchange = std::string(argv[5]) == "curl" ? ExchangeChoice::Curl : ExchangeChoice::Direct;
    if (argc == 7) {
        plan.load.model = LoadModel::ConstantRate;
        plan.load.rate = *parseRate(argv[6]);
    }
    auto engine = LoadEngine::create(plan);
    if (!engine) {
        std::fprintf(stderr, "bench_load: %s\n", engine.error().message.c_str());
        return 3;
    }
    const double cpuBefore = cpuSeconds();
    const auto begun = std::chrono::steady_clock::now();
    if (!(*engine)->start()) {
        return 3;
    }
    LoadInterval total;
    while (!(*engine)->idle()) {
        std::this_thread::sleep_for(std::chrono::milliseconds(100));
        total.add((*engine)->collect());
    }
    const double seconds = toSeconds(std::chrono::steady_clock::now() - begun);
    const double cpu = cpuSeconds() - cpuBefore;
    total.add((*engine)->collect());
    print(total, seconds, cpu);
    return 0;
}
