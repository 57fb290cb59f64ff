// What is kept between two starts of the app. One file; tests name their own.
#pragma once

#include <QByteArray>
#include <QSettings>
#include <QString>
#include <QStringList>

#include "app/models/run_form.h"
#include "app/shell/theme.h"

namespace leaktide::app {

// What happens when a run ends undecided.
enum class ExtendChoice { Ask, Always, Never };

class SettingsStore {
public:
    explicit SettingsStore(const QString& file);  // empty: the user's usual place

    [[nodiscard]] RunForm form() const;  // all but the address
    void setForm(const RunForm& form);
    [[nodiscard]] QStringList addresses() const;  // newest first, at most ten
    void addAddress(const QString& url);
    [[nodiscard]] bool hostAgreed(const QString& host) const;
    void agreeToHost(const QString& host);
    [[nodiscard]] QString exportFolder() const;
    void setExportFolder(const QString& folder);
    [[nodiscard]] ExtendChoice extending() const;
    void setExtending(ExtendChoice choice);
    [[nodiscard]] ThemeChoice theme() const;
    void setTheme(ThemeChoice choice);
    [[nodiscard]] QStringList shownSignals() const;
    void setShownSignals(const QStringList& names);
    [[nodiscard]] QByteArray bytes(const QString& key) const;  // geometry and such
    void setBytes(const QString& key, const QByteArray& value);

private:
    QSettings m_settings;
};

}  // namespace leaktide::app
