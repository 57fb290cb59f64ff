// The desktop app: command line, display, theme, window.
#include <QApplication>
#include <cstdio>

#include "app/pages/icons.h"
#include "app/shell/app_options.h"
#include "app/shell/display_check.h"
#include "app/shell/main_window.h"
#include "app/shell/quit_signals.h"
#include "app/shell/settings_store.h"
#include "app/shell/theme.h"
#include "app/shell/translation.h"

namespace {

using namespace leaktide;

constexpr int UsageError = 2;

void nameProgram() {
    QCoreApplication::setApplicationName(QStringLiteral("leaktide"));
    QCoreApplication::setApplicationVersion(QStringLiteral(LEAKTIDE_VERSION));
}

// Needs no display, so that --help always works.
Result<app::Command> readCommand(int argc, char** argv) {
    const QCoreApplication terminal(argc, argv);
    nameProgram();
    return app::parseCommand(QCoreApplication::arguments());
}

int openWindow(int argc, char** argv, const app::AppOptions& options) {
    app::turnFatalIntoSentence();
    QApplication application(argc, argv);
    nameProgram();
    QGuiApplication::setApplicationDisplayName(QStringLiteral("Leaktide"));
    QGuiApplication::setDesktopFileName(QStringLiteral("leaktide"));
    app::installTranslation(QLocale::system());
    app::SettingsStore settings(options.settingsFile);
    app::applyTheme(application, options.theme.value_or(settings.theme()));
    app::MainWindow window(options, settings);
    app::QuitSignals quit;
    QObject::connect(&quit, &app::QuitSignals::received, &window, &QWidget::close);
    window.show();
    window.begin();
    return QApplication::exec();
}

}  // namespace

int main(int argc, char** argv) {
    const auto command = readCommand(argc, argv);
    if (!command) {
        std::fprintf(stderr, "leaktide: %s\nTry 'leaktide --help'.\n", command.error().message.c_str());
        return UsageError;
    }
    if (command->kind == app::CommandKind::ShowText) {
        std::fputs(command->text.toLocal8Bit().constData(), stdout);
        return 0;
    }
    if (const QString trouble = app::displayTrouble(); !trouble.isEmpty()) {
        std::fprintf(stderr, "leaktide: %s\n", trouble.toLocal8Bit().constData());
        return 1;
    }
    return openWindow(argc, argv, command->options);
}
