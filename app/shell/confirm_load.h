// Asks before load is put on a public address, once per host if the user wants it so.
#pragma once

#include <QString>

class QWidget;

namespace leaktide::app {

class SettingsStore;

enum class Consent { Given, Refused };

Consent askForPublicHost(QWidget* parent, const QString& host, SettingsStore& settings);

}  // namespace leaktide::app
