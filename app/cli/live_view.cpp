#include "app/cli/live_view.h"

#include <unistd.h>

#include <cmath>

#include "app/cli/progress_line.h"
#include "engine/base/text.h"
#include "engine/store/safe_text.h"

namespace leaktide::app {

namespace {

constexpr std::size_t PlainWidth = 1000;
constexpr const char* ClearLine = "\r\x1b[2K";

}  // namespace

void LiveView::show(const RunSnapshot& snapshot) {
    const Terminal terminal = terminalOf(STDERR_FILENO, m_colours);  // the window may have changed its size
    const bool onTerminal = terminal.screen == Screen::Terminal;
    std::string text = m_lineOpen ? ClearLine : "";
    const auto& marks = snapshot.record.marks;
    if (m_marksShown < marks.size()) {
        const SafeText safe(snapshot.record.plan);
        for (; m_marksShown < marks.size(); ++m_marksShown) {
            const Mark& mark = marks[m_marksShown];
            text += "at " + formatFixed(mark.tS, 1) + " s: " + safe.clean(english(mark.text)) + "\n";
        }
    }
    if (onTerminal) {
        text += progressLine(snapshot, terminal.width - 1, terminal.colours);
        m_lineOpen = true;
    } else if (snapshot.elapsedS >= m_nextPlainS || snapshot.ended) {
        text += progressLine(snapshot, PlainWidth, Colours::Off) + "\n";
        m_nextPlainS = std::floor(snapshot.elapsedS) + 1;
    }
    writeStderr(text);
}

void LiveView::finish() {
    if (m_lineOpen) {
        writeStderr("\n");
        m_lineOpen = false;
    }
}

}  // namespace leaktide::app
