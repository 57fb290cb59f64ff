// What the terminal behind stderr can do.
#pragma once

#include <cstddef>
#include <string>

#include "engine/report/text_report.h"

namespace leaktide::app {

enum class Screen { Terminal, Plain };  // Plain: a pipe, a file, TERM=dumb

struct Terminal {
    Screen screen = Screen::Plain;
    std::size_t width = 100;  // columns
    Colours colours = Colours::Off;
};

// Looks at stream `fd`; NO_COLOR (https://no-color.org) and `colours` can only take colours away.
Terminal terminalOf(int fd, Colours colours);

// Writes to stderr; what cannot be written is lost.
void writeStderr(const std::string& text);

}  // namespace leaktide::app
