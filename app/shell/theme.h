// How the window looks: light, dark, or as the system's palette is.
#pragma once

#include <QString>
#include <optional>

class QApplication;

namespace leaktide::app {

enum class ThemeChoice { System, Light, Dark };

std::optional<ThemeChoice> themeFromName(const QString& name);  // "system", "light", "dark"
QString nameOf(ThemeChoice choice);

// Sets style, palette and style sheet of the whole program. The first call remembers what the system gave.
void applyTheme(QApplication& application, ThemeChoice choice);

}  // namespace leaktide::app
