// The command line of the app. Pure: text in, options or a sentence out.
#pragma once

#include <QString>
#include <QStringList>
#include <optional>

#include "app/shell/theme.h"
#include "engine/base/result.h"

namespace leaktide::app {

enum class BundledUse { Start, Leave };
enum class AtStart { Wait, Run };

struct AppOptions {
    QString url;   // empty: the bundled target
    QString file;  // a recorded run or series to open instead
    QString duration;
    QString rate;
    std::optional<int> connections;
    QStringList faults;  // "task-stuck=every:50", on from the start
    BundledUse bundled = BundledUse::Start;
    AtStart atStart = AtStart::Wait;
    std::optional<ThemeChoice> theme;
    QString settingsFile;  // empty: the usual place
};

enum class CommandKind { Open, ShowText };

struct Command {
    CommandKind kind = CommandKind::Open;
    AppOptions options;
    QString text;  // ShowText: help or version
};

// An unknown flag or a bad value is InvalidInput.
Result<Command> parseCommand(const QStringList& arguments);

}  // namespace leaktide::app
