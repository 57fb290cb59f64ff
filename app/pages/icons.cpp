#include "app/pages/icons.h"

#include <QFile>
#include <QPainter>
#include <QSvgRenderer>

// Resources in a static library are only linked in when asked for; must stand outside any namespace.
static void loadResources() {
    Q_INIT_RESOURCE(leaktide);
}

namespace leaktide::app {

QPixmap pixmapNamed(const QString& name, const QColor& color, int size, double pixelRatio) {
    loadResources();
    QFile file(QStringLiteral(":/icons/%1.svg").arg(name));
    if (!file.open(QIODevice::ReadOnly)) {
        return {};
    }
    QSvgRenderer renderer(file.readAll().replace("currentColor", color.name().toUtf8()));
    const int pixels = static_cast<int>(size * pixelRatio);
    QPixmap pixmap(pixels, pixels);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    renderer.render(&painter);
    painter.end();
    pixmap.setDevicePixelRatio(pixelRatio);
    return pixmap;
}

QIcon iconNamed(const QString& name, const QColor& color) {
    QIcon icon;
    for (const int size : {16, 24, 32, 64}) {
        if (const QPixmap pixmap = pixmapNamed(name, color, size, 1); !pixmap.isNull()) {
            icon.addPixmap(pixmap);
        }
    }
    return icon;
}

QIcon programIcon() {
    QIcon icon;
    for (const int size : {16, 32, 48, 128}) {
        icon.addPixmap(pixmapNamed(QStringLiteral("leaktide"), Qt::black, size, 1));
    }
    return icon;
}

}  // namespace leaktide::app
