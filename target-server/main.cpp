// leaktide-target: the server that Leaktide proves itself on.
#include <cstdio>
#include <iostream>
#include <span>

#include "target-server/server/server.h"
#include "target-server/settings.h"

namespace {

constexpr int UsageError = 2;
constexpr int CannotListen = 3;

}  // namespace

int main(int argc, char** argv) {
    using namespace leaktide::target;
    const std::span<const char* const> arguments(argv, static_cast<std::size_t>(argc));
    Result<Settings> settings = parseSettings(arguments.subspan(1));
    if (!settings) {
        std::cerr << "leaktide-target: " << settings.sentence() << std::endl;
        return UsageError;
    }
    if (settings->help || settings->version) {
        std::cout << (settings->help ? usage() : "leaktide-target " LEAKTIDE_VERSION "\n") << std::flush;
        return 0;
    }
    Result<std::unique_ptr<Server>> server = Server::open(*settings);
    if (!server) {
        std::cerr << "leaktide-target: " << server.sentence() << std::endl;
        return server.sentence().starts_with("cannot listen") ? CannotListen : UsageError;
    }
    std::cout << "listening on " << (*server)->loadOrigin() << "\ndebug on " << (*server)->debugOrigin()
              << "\ntoken " << (*server)->token() << std::endl;
    (*server)->run();
    return 0;
}
