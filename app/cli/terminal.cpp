#include "app/cli/terminal.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <cstdlib>
#include <string_view>

namespace leaktide::app {

namespace {

constexpr std::size_t NarrowestLine = 40;

std::string_view environment(const char* name) {
    const char* value = std::getenv(name);
    return value == nullptr ? std::string_view() : value;
}

}  // namespace

Terminal terminalOf(int fd, Colours colours) {
    Terminal terminal;
    if (isatty(fd) == 0 || environment("TERM") == "dumb") {
        return terminal;
    }
    terminal.screen = Screen::Terminal;
    terminal.colours = environment("NO_COLOR").empty() ? colours : Colours::Off;
    winsize size{};
    if (ioctl(fd, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) {
        terminal.width = std::max<std::size_t>(size.ws_col, NarrowestLine);
    }
    return terminal;
}

void writeStderr(const std::string& text) {
    std::string_view left = text;
    while (!left.empty()) {
        const ssize_t written = ::write(STDERR_FILENO, left.data(), left.size());
        if (written <= 0) {
            return;
        }
        left.remove_prefix(static_cast<std::size_t>(written));
    }
}

}  // namespace leaktide::app
