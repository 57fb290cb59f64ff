#include "app/shell/theme.h"

#include <QApplication>
#include <QPalette>
#include <QStyleFactory>

#include "app/charts/chart_theme.h"

namespace leaktide::app {

namespace {

struct Colors {
    QColor window, base, alternate, text, muted, button, border, accent, onAccent, tip;
};

constexpr const char* StyleSheet = R"(
*[card="true"] { background: palette(base); border: 1px solid palette(mid); border-radius: 8px; }
*[card="true"]:focus { border: 1px solid palette(highlight); }
QScrollArea, QWidget#verdictColumn { background: transparent; }
QLineEdit, QSpinBox, QComboBox { padding: 2px 6px; }
QStatusBar::item { border: none; }
QSplitter::handle { background: transparent; }
QPushButton#startButton { background: palette(highlight); color: palette(highlighted-text); border: none;
    border-radius: 6px; padding: 4px 18px; font-weight: bold; }
QPushButton#startButton:hover { background: palette(link); }
QPushButton#startButton:disabled { background: palette(mid); color: palette(window-text); }
QPushButton#startButton[running="true"] { background: palette(base); color: palette(text);
    border: 2px solid palette(highlight); }
)";

QPalette paletteOf(const Colors& c) {
    QPalette palette;
    palette.setColor(QPalette::Window, c.window);
    palette.setColor(QPalette::WindowText, c.text);
    palette.setColor(QPalette::Base, c.base);
    palette.setColor(QPalette::AlternateBase, c.alternate);
    palette.setColor(QPalette::Text, c.text);
    palette.setColor(QPalette::PlaceholderText, c.muted);
    palette.setColor(QPalette::Button, c.button);
    palette.setColor(QPalette::ButtonText, c.text);
    palette.setColor(QPalette::Mid, c.border);
    palette.setColor(QPalette::Highlight, c.accent);
    palette.setColor(QPalette::HighlightedText, c.onAccent);
    palette.setColor(QPalette::Link, c.accent.lighter(112));
    palette.setColor(QPalette::ToolTipBase, c.tip);
    palette.setColor(QPalette::ToolTipText, c.text);
    for (const QPalette::ColorRole role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText}) {
        palette.setColor(QPalette::Disabled, role, c.muted);
    }
    return palette;
}

QPalette lightPalette() {
    return paletteOf({QColor(0xF3, 0xF5, 0xF8), QColor(0xFF, 0xFF, 0xFF), QColor(0xF3, 0xF5, 0xF8),
                      QColor(0x18, 0x20, 0x2A), QColor(0x6A, 0x76, 0x84), QColor(0xFB, 0xFC, 0xFD),
                      QColor(0xD5, 0xDB, 0xE2), QColor(0x1F, 0x6F, 0xB2), QColor(0xFF, 0xFF, 0xFF),
                      QColor(0xFF, 0xFF, 0xFF)});
}

QPalette darkPalette() {
    return paletteOf({QColor(0x13, 0x18, 0x1E), QColor(0x1A, 0x21, 0x29), QColor(0x20, 0x28, 0x31),
                      QColor(0xE7, 0xEC, 0xF2), QColor(0x8C, 0x99, 0xA8), QColor(0x25, 0x2E, 0x38),
                      QColor(0x33, 0x3E, 0x4A), QColor(0x2F, 0x8F, 0xDB), QColor(0xFF, 0xFF, 0xFF),
                      QColor(0x25, 0x2E, 0x38)});
}

}  // namespace

std::optional<ThemeChoice> themeFromName(const QString& name) {
    for (const ThemeChoice choice : {ThemeChoice::System, ThemeChoice::Light, ThemeChoice::Dark}) {
        if (nameOf(choice) == name) {
            return choice;
        }
    }
    return std::nullopt;
}

QString nameOf(ThemeChoice choice) {
    switch (choice) {
        case ThemeChoice::Light:
            return QStringLiteral("light");
        case ThemeChoice::Dark:
            return QStringLiteral("dark");
        case ThemeChoice::System:
            break;
    }
    return QStringLiteral("system");
}

void applyTheme(QApplication& application, ThemeChoice choice) {
    static const bool systemIsDark = isDark(QApplication::palette());
    const bool dark = choice == ThemeChoice::System ? systemIsDark : choice == ThemeChoice::Dark;
    QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    QApplication::setPalette(dark ? darkPalette() : lightPalette());
    application.setStyleSheet(QString());  // so that palette() in it is looked up anew
    application.setStyleSheet(QString::fromLatin1(StyleSheet));
}

}  // namespace leaktide::app
