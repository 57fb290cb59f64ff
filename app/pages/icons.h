// The icons of resources/icons, drawn in the colour of the text they stand beside.
#pragma once

#include <QColor>
#include <QIcon>
#include <QPixmap>
#include <QString>

namespace leaktide::app {

// `name` without folder and ending, e.g. "verdict-leak". An unknown name gives an empty icon.
QIcon iconNamed(const QString& name, const QColor& color);
QPixmap pixmapNamed(const QString& name, const QColor& color, int size, double pixelRatio);
QIcon programIcon();

}  // namespace leaktide::app
