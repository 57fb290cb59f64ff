#include "app/charts/chart_theme.h"

namespace leaktide::app {

namespace {

ChartTheme lightTheme() {
    ChartTheme theme;
    theme.grid = QColor(0xE4, 0xE8, 0xED);
    theme.axis = QColor(0x9A, 0xA5, 0xB1);
    theme.mutedText = QColor(0x56, 0x62, 0x70);
    theme.cursor = QColor(0x33, 0x3D, 0x49);
    theme.main = QColor(0x1F, 0x6F, 0xB2);
    theme.tail = QColor(0xB8, 0x5C, 0x00);
    theme.signal = QColor(0x0B, 0x7A, 0x75);
    theme.trouble = QColor(0xC2, 0x2F, 0x2F);
    theme.goal = QColor(0x7A, 0x86, 0x94);
    theme.neutral = QColor(0x56, 0x62, 0x70);
    theme.good = QColor(0x1A, 0x75, 0x43);
    theme.notice = QColor(0x1F, 0x6F, 0xB2);
    theme.warning = QColor(0x9A, 0x5B, 0x00);
    theme.bad = QColor(0xB7, 0x1F, 0x2B);
    theme.idleShade = QColor(0x8A, 0x96, 0xA3, 18);
    theme.loadShade = QColor(0x1F, 0x6F, 0xB2, 20);
    theme.drainShade = QColor(0x0B, 0x7A, 0x75, 24);
    return theme;
}

ChartTheme darkTheme() {
    ChartTheme theme;
    theme.grid = QColor(0x2B, 0x34, 0x3E);
    theme.axis = QColor(0x5E, 0x6B, 0x79);
    theme.mutedText = QColor(0xA3, 0xAF, 0xBD);
    theme.cursor = QColor(0xDD, 0xE4, 0xEC);
    theme.main = QColor(0x5A, 0xB0, 0xF2);
    theme.tail = QColor(0xF2, 0xA6, 0x4B);
    theme.signal = QColor(0x45, 0xC7, 0xBE);
    theme.trouble = QColor(0xFF, 0x75, 0x75);
    theme.goal = QColor(0x8C, 0x99, 0xA8);
    theme.neutral = QColor(0xA3, 0xAF, 0xBD);
    theme.good = QColor(0x57, 0xCF, 0x8F);
    theme.notice = QColor(0x5A, 0xB0, 0xF2);
    theme.warning = QColor(0xF2, 0xB8, 0x4B);
    theme.bad = QColor(0xFF, 0x7B, 0x7B);
    theme.idleShade = QColor(0x9A, 0xA6, 0xB3, 16);
    theme.loadShade = QColor(0x5A, 0xB0, 0xF2, 24);
    theme.drainShade = QColor(0x45, 0xC7, 0xBE, 26);
    return theme;
}

}  // namespace

QColor ChartTheme::line(LineTone tone) const {
    switch (tone) {
        case LineTone::Tail:
            return tail;
        case LineTone::Signal:
            return signal;
        case LineTone::Trouble:
            return trouble;
        case LineTone::Goal:
            return goal;
        case LineTone::Main:
            break;
    }
    return main;
}

QColor ChartTheme::verdict(Tone tone) const {
    switch (tone) {
        case Tone::Good:
            return good;
        case Tone::Notice:
            return notice;
        case Tone::Warning:
            return warning;
        case Tone::Bad:
            return bad;
        case Tone::Neutral:
            break;
    }
    return neutral;
}

QColor ChartTheme::shade(Phase phase) const {
    switch (phase) {
        case Phase::WarmUp:
        case Phase::Load:
            return loadShade;
        case Phase::Drain:
        case Phase::Collect:
            return drainShade;
        case Phase::Starting:
        case Phase::Baseline:
        case Phase::Ended:
            break;
    }
    return idleShade;
}

bool isDark(const QPalette& palette) {
    return palette.color(QPalette::Window).lightness() < palette.color(QPalette::WindowText).lightness();
}

ChartTheme chartThemeFor(const QPalette& palette) {
    ChartTheme theme = isDark(palette) ? darkTheme() : lightTheme();
    theme.background = palette.color(QPalette::Base);
    theme.text = palette.color(QPalette::Text);
    return theme;
}

}  // namespace leaktide::app
