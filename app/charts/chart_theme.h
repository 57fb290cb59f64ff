// The colours of the charts and of the verdicts, for light and dark windows. Which of the two: by the
// lightness of the window colour (Qt 6.4 has no colour scheme to ask).
#pragma once

#include <QColor>
#include <QPalette>

#include "app/models/timeline.h"

namespace leaktide::app {

struct ChartTheme {
    QColor background;
    QColor grid;
    QColor axis;
    QColor text;
    QColor mutedText;
    QColor cursor;
    QColor main, tail, signal, trouble, goal;    // lines, by LineTone
    QColor neutral, good, notice, warning, bad;  // verdicts, by Tone
    QColor idleShade, loadShade, drainShade;     // phases

    [[nodiscard]] QColor line(LineTone tone) const;
    [[nodiscard]] QColor verdict(Tone tone) const;
    [[nodiscard]] QColor shade(Phase phase) const;
};

bool isDark(const QPalette& palette);
ChartTheme chartThemeFor(const QPalette& palette);

}  // namespace leaktide::app
