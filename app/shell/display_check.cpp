#include "app/shell/display_check.h"

#include <unistd.h>

#include <cstdio>
#include <cstdlib>

namespace leaktide::app {

namespace {

void onMessage(QtMsgType type, const QMessageLogContext&, const QString& text) {
    if (type == QtFatalMsg) {
        const QString display = qEnvironmentVariable("DISPLAY", qEnvironmentVariable("WAYLAND_DISPLAY"));
        const QString sentence =
            text.contains(QLatin1String("platform plugin"))
                ? QStringLiteral("cannot open a window: the display '%1' does not answer").arg(display)
                : text;
        std::fprintf(stderr, "leaktide: %s\n", sentence.toLocal8Bit().constData());
        _exit(1);
    }
    if (type != QtDebugMsg && !text.startsWith(QLatin1String("qt.qpa"))) {
        std::fprintf(stderr, "%s\n", text.toLocal8Bit().constData());
    }
}

}  // namespace

QString displayTrouble() {
    const bool named = !qEnvironmentVariableIsEmpty("DISPLAY") ||
                       !qEnvironmentVariableIsEmpty("WAYLAND_DISPLAY") ||
                       !qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM");
    return named ? QString()
                 : QStringLiteral(
                       "cannot open a window: no display is set (DISPLAY, WAYLAND_DISPLAY); "
                       "leaktide-cli does the same runs in a terminal");
}

void turnFatalIntoSentence() {
    qInstallMessageHandler(onMessage);
}

}  // namespace leaktide::app
