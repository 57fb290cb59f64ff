#include "app/shell/settings_store.h"

#include <QDir>
#include <QStandardPaths>
#include <algorithm>

namespace leaktide::app {

namespace {

constexpr int MostAddresses = 10;

QString usualFile() {
    return QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) +
           QStringLiteral("/leaktide/leaktide.ini");
}

}  // namespace

SettingsStore::SettingsStore(const QString& file)
    : m_settings(file.isEmpty() ? usualFile() : file, QSettings::IniFormat) {}

RunForm SettingsStore::form() const {
    const RunForm usual;
    RunForm form;
    form.connections =
        std::max(1, m_settings.value(QStringLiteral("run/connections"), usual.connections).toInt());
    form.rate = m_settings.value(QStringLiteral("run/rate"), usual.rate).toString();
    form.duration = m_settings.value(QStringLiteral("run/duration"), usual.duration).toString();
    return form;
}

void SettingsStore::setForm(const RunForm& form) {
    m_settings.setValue(QStringLiteral("run/connections"), form.connections);
    m_settings.setValue(QStringLiteral("run/rate"), form.rate);
    m_settings.setValue(QStringLiteral("run/duration"), form.duration);
}

QStringList SettingsStore::addresses() const {
    return m_settings.value(QStringLiteral("run/addresses")).toStringList();
}

void SettingsStore::addAddress(const QString& url) {
    QStringList known = addresses();
    known.removeAll(url);
    known.prepend(url);
    m_settings.setValue(QStringLiteral("run/addresses"), QStringList(known.mid(0, MostAddresses)));
}

bool SettingsStore::hostAgreed(const QString& host) const {
    return m_settings.value(QStringLiteral("run/agreedHosts"))
        .toStringList()
        .contains(host, Qt::CaseInsensitive);
}

void SettingsStore::agreeToHost(const QString& host) {
    QStringList hosts = m_settings.value(QStringLiteral("run/agreedHosts")).toStringList();
    hosts.append(host);
    hosts.removeDuplicates();
    m_settings.setValue(QStringLiteral("run/agreedHosts"), hosts);
}

QString SettingsStore::exportFolder() const {
    return m_settings.value(QStringLiteral("export/folder"), QDir::homePath()).toString();
}

void SettingsStore::setExportFolder(const QString& folder) {
    m_settings.setValue(QStringLiteral("export/folder"), folder);
}

ExtendChoice SettingsStore::extending() const {
    const QString word = m_settings.value(QStringLiteral("run/extend")).toString();
    return word == QLatin1String("always")  ? ExtendChoice::Always
           : word == QLatin1String("never") ? ExtendChoice::Never
                                            : ExtendChoice::Ask;
}

void SettingsStore::setExtending(ExtendChoice choice) {
    const char* word = choice == ExtendChoice::Always  ? "always"
                       : choice == ExtendChoice::Never ? "never"
                                                       : "ask";
    m_settings.setValue(QStringLiteral("run/extend"), QString::fromLatin1(word));
}

ThemeChoice SettingsStore::theme() const {
    return themeFromName(m_settings.value(QStringLiteral("window/theme")).toString())
        .value_or(ThemeChoice::System);
}

void SettingsStore::setTheme(ThemeChoice choice) {
    m_settings.setValue(QStringLiteral("window/theme"), nameOf(choice));
}

QStringList SettingsStore::shownSignals() const {
    return m_settings.value(QStringLiteral("window/charts")).toStringList();
}

void SettingsStore::setShownSignals(const QStringList& names) {
    m_settings.setValue(QStringLiteral("window/charts"), names);
}

QByteArray SettingsStore::bytes(const QString& key) const {
    return m_settings.value(QStringLiteral("window/") + key).toByteArray();
}

void SettingsStore::setBytes(const QString& key, const QByteArray& value) {
    m_settings.setValue(QStringLiteral("window/") + key, value);
}

}  // namespace leaktide::app
