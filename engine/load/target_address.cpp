#include "engine/load/target_address.h"

#include <arpa/inet.h>
#include <netdb.h>
#include <sys/socket.h>

#include <array>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>

#include "engine/base/text.h"

namespace leaktide {

namespace {

// Shared with a thread that may outlive the caller.
struct Inquiry {
    std::mutex mutex;
    std::condition_variable answered;
    std::optional<Result<std::vector<std::string>>> answer;
};

std::string numericAddress(const addrinfo& info) {
    std::array<char, NI_MAXHOST> text{};
    if (getnameinfo(info.ai_addr, info.ai_addrlen, text.data(), text.size(), nullptr, 0, NI_NUMERICHOST) !=
        0) {
        return {};
    }
    return info.ai_family == AF_INET6 ? "[" + std::string(text.data()) + "]" : std::string(text.data());
}

Error notResolved(const std::string& host, const std::string& why) {
    return {ErrorKind::Unreachable, "the host '" + printable(host, 100) + "' could not be resolved: " + why};
}

Result<std::vector<std::string>> askSystem(const std::string& host) {
    addrinfo hints{};
    hints.ai_family = AF_UNSPEC;
    hints.ai_socktype = SOCK_STREAM;
    hints.ai_flags = AI_ADDRCONFIG;
    addrinfo* found = nullptr;
    if (const int code = getaddrinfo(host.c_str(), nullptr, &hints, &found); code != 0) {
        return notResolved(host, gai_strerror(code));
    }
    const std::unique_ptr<addrinfo, decltype(&freeaddrinfo)> owner(found, &freeaddrinfo);
    std::vector<std::string> addresses;
    for (const addrinfo* info = found; info != nullptr; info = info->ai_next) {
        if (std::string address = numericAddress(*info); !address.empty()) {
            addresses.push_back(std::move(address));
        }
    }
    if (addresses.empty()) {
        return notResolved(host, "it has no address");
    }
    return addresses;
}

}  // namespace

Result<std::vector<std::string>> resolveHost(const std::string& host, Nanos atMost) {
    const auto inquiry = std::make_shared<Inquiry>();
    std::thread([inquiry, host] {
        auto answer = askSystem(host);
        const std::lock_guard lock(inquiry->mutex);
        inquiry->answer = std::move(answer);
        inquiry->answered.notify_one();
    }).detach();
    std::unique_lock lock(inquiry->mutex);
    if (!inquiry->answered.wait_for(lock, atMost, [&] { return inquiry->answer.has_value(); })) {
        return notResolved(host, "no answer within " + formatDuration(atMost));
    }
    return *inquiry->answer;
}

bool isNumericAddress(const std::string& host) {
    std::array<unsigned char, sizeof(in6_addr)> bytes{};
    return inet_pton(AF_INET, host.c_str(), bytes.data()) == 1 ||
           inet_pton(AF_INET6, host.c_str(), bytes.data()) == 1;
}

std::string pinnedEntry(const Place& place, const std::vector<std::string>& addresses) {
    std::string entry = place.host + ":" + std::to_string(place.port) + ":";
    for (std::size_t i = 0; i < addresses.size(); ++i) {
        entry += (i == 0 ? "" : ",") + addresses[i];
    }
    return entry;
}

}  // namespace leaktide
