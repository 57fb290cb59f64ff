#include "app/shell/app_options.h"

#include <QCommandLineParser>
#include <QCoreApplication>

namespace leaktide::app {

namespace {

struct AppOptionsWords {
    Q_DECLARE_TR_FUNCTIONS(AppOptions)
};

void describe(QCommandLineParser& parser) {
    parser.setApplicationDescription(
        AppOptionsWords::tr("Puts an HTTP server under load and shows what it does not give back."));
    parser.addPositionalArgument(
        QStringLiteral("URL"),
        AppOptionsWords::tr("The address to load; without it, the bundled target. "
                            "Or a recorded run (.leaktide) or series (.csv) to open."),
        QStringLiteral("[URL|FILE]"));
    parser.addOptions({
        {QStringLiteral("autostart"), AppOptionsWords::tr("Start the run as soon as the target is there.")},
        {QStringLiteral("duration"), AppOptionsWords::tr("How long requests are sent: 20s, 5m, 1h30m."),
         QStringLiteral("time")},
        {QStringLiteral("rate"), AppOptionsWords::tr("Requests per second; without it, as fast as they go."),
         QStringLiteral("rate")},
        {QStringLiteral("connections"), AppOptionsWords::tr("Connections that stay open."),
         QStringLiteral("count")},
        {QStringLiteral("fault"),
         AppOptionsWords::tr("Switch a fault of the bundled target on, e.g. task-stuck=every:50."),
         QStringLiteral("name")},
        {QStringLiteral("no-bundled"), AppOptionsWords::tr("Do not start the bundled target.")},
        {QStringLiteral("theme"), AppOptionsWords::tr("system, light or dark."), QStringLiteral("theme")},
        {QStringLiteral("settings"), AppOptionsWords::tr("Keep the settings in this file."),
         QStringLiteral("file")},
        {{QStringLiteral("h"), QStringLiteral("help")}, AppOptionsWords::tr("Show this help.")},
        {{QStringLiteral("v"), QStringLiteral("version")}, AppOptionsWords::tr("Show the version.")},
    });
}

Error invalid(const QString& sentence) {
    return {ErrorKind::InvalidInput, sentence.toStdString()};
}

// By its ending, so that a wrong name is told as a file that is not there and not as a strange URL.
bool isFileToOpen(const QString& argument) {
    return !argument.contains(QLatin1String("://")) &&
           (argument.endsWith(QLatin1String(".csv"), Qt::CaseInsensitive) ||
            argument.endsWith(QLatin1String(".leaktide"), Qt::CaseInsensitive));
}

Result<AppOptions> optionsFrom(const QCommandLineParser& parser) {
    AppOptions options;
    const QStringList addresses = parser.positionalArguments();
    if (addresses.size() > 1) {
        return invalid(AppOptionsWords::tr("one URL at a time, not %1").arg(addresses.size()));
    }
    if (isFileToOpen(addresses.value(0))) {
        options.file = addresses.value(0);
    } else {
        options.url = addresses.value(0);
    }
    options.duration = parser.value(QStringLiteral("duration"));
    options.rate = parser.value(QStringLiteral("rate"));
    options.faults = parser.values(QStringLiteral("fault"));
    options.settingsFile = parser.value(QStringLiteral("settings"));
    options.bundled = parser.isSet(QStringLiteral("no-bundled")) || !options.file.isEmpty()
                          ? BundledUse::Leave
                          : BundledUse::Start;
    options.atStart = parser.isSet(QStringLiteral("autostart")) ? AtStart::Run : AtStart::Wait;
    if (const QString text = parser.value(QStringLiteral("connections")); !text.isEmpty()) {
        bool whole = false;
        options.connections = text.toInt(&whole);
        if (!whole || *options.connections < 1) {
            return invalid(AppOptionsWords::tr("--connections: '%1' is not a count above 0").arg(text));
        }
    }
    if (const QString text = parser.value(QStringLiteral("theme")); !text.isEmpty()) {
        options.theme = themeFromName(text);
        if (!options.theme) {
            return invalid(AppOptionsWords::tr("--theme: '%1' is none of system, light, dark").arg(text));
        }
    }
    return options;
}

}  // namespace

Result<Command> parseCommand(const QStringList& arguments) {
    QCommandLineParser parser;
    describe(parser);
    if (!parser.parse(arguments)) {
        return invalid(parser.errorText());
    }
    if (parser.isSet(QStringLiteral("help"))) {
        return Command{CommandKind::ShowText, {}, parser.helpText()};
    }
    if (parser.isSet(QStringLiteral("version"))) {
        return Command{
            CommandKind::ShowText, {}, QStringLiteral("leaktide %1\n").arg(QStringLiteral(LEAKTIDE_VERSION))};
    }
    auto options = optionsFrom(parser);
    if (!options) {
        return options.error();
    }
    return Command{CommandKind::Open, std::move(options).value(), {}};
}

}  // namespace leaktide::app
