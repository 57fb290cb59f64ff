#include "app/shell/confirm_load.h"

#include <QCheckBox>
#include <QCoreApplication>
#include <QMessageBox>
#include <QPushButton>

#include "app/shell/settings_store.h"

namespace leaktide::app {

namespace {

struct ConfirmLoadWords {
    Q_DECLARE_TR_FUNCTIONS(ConfirmLoad)
};

}  // namespace

Consent askForPublicHost(QWidget* parent, const QString& host, SettingsStore& settings) {
    if (settings.hostAgreed(host)) {
        return Consent::Given;
    }
    QMessageBox box(QMessageBox::Warning, ConfirmLoadWords::tr("Load a public address?"),
                    ConfirmLoadWords::tr("%1 is neither on this machine nor in a private network.").arg(host),
                    QMessageBox::Cancel, parent);
    box.setObjectName(QStringLiteral("confirmLoadDialog"));
    box.setTextFormat(Qt::PlainText);
    box.setInformativeText(ConfirmLoadWords::tr(
        "Load it only if it is yours, or its owner agreed: a load test can look like an attack."));
    const QAbstractButton* go = box.addButton(ConfirmLoadWords::tr("Load it"), QMessageBox::AcceptRole);
    box.setDefaultButton(QMessageBox::Cancel);
    auto* remember = new QCheckBox(ConfirmLoadWords::tr("Do not ask again for %1").arg(host), &box);
    box.setCheckBox(remember);
    box.exec();
    if (box.clickedButton() != go) {
        return Consent::Refused;
    }
    if (remember->isChecked()) {
        settings.agreeToHost(host);
    }
    return Consent::Given;
}

}  // namespace leaktide::app
