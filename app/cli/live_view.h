// Shows a run on stderr while it goes: one line that is drawn anew on a terminal, one plain line a second
// elsewhere. show() is called on the session's thread, finish() after the session has ended.
#pragma once

#include "app/cli/terminal.h"
#include "engine/run/run_snapshot.h"

namespace leaktide::app {

class LiveView {
public:
    explicit LiveView(Colours colours) : m_colours(colours) {}

    void show(const RunSnapshot& snapshot);
    void finish();  // leaves the line as it is and goes to the next

private:
    Colours m_colours;
    double m_nextPlainS = 0;
    std::size_t m_marksShown = 0;
    bool m_lineOpen = false;
};

}  // namespace leaktide::app
