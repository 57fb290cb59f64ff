#include "app/shell/csv_export.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileDialog>
#include <QMessageBox>
#include <QPushButton>

#include "app/models/number_text.h"
#include "engine/report/csv_report.h"

namespace leaktide::app {

namespace {

struct CsvExportWords {
    Q_DECLARE_TR_FUNCTIONS(CsvExport)
};

QStringList filesThere(const QString& folder) {
    QStringList there;
    for (const char* name : {"timeline.csv", "signals.csv", "errors.csv"}) {
        if (QDir(folder).exists(QLatin1String(name))) {
            there += QLatin1String(name);
        }
    }
    return there;
}

bool mayReplace(QWidget* parent, const QString& folder) {
    const QStringList there = filesThere(folder);
    if (there.isEmpty()) {
        return true;
    }
    QMessageBox box(QMessageBox::Question, CsvExportWords::tr("Replace files?"),
                    CsvExportWords::tr("%1 already holds %2.").arg(folder, there.join(QStringLiteral(", "))),
                    QMessageBox::Cancel, parent);
    box.setObjectName(QStringLiteral("replaceDialog"));
    const QAbstractButton* replace = box.addButton(CsvExportWords::tr("Replace"), QMessageBox::AcceptRole);
    box.exec();
    return box.clickedButton() == replace;
}

}  // namespace

std::optional<ExportOutcome> exportCsv(QWidget* parent, const RunRecord& record, const QString& startFolder) {
    QFileDialog dialog(parent, CsvExportWords::tr("Export CSV: choose a folder"), startFolder);
    dialog.setObjectName(QStringLiteral("exportDialog"));
    dialog.setFileMode(QFileDialog::Directory);
    dialog.setOption(QFileDialog::ShowDirsOnly);
    dialog.setLabelText(QFileDialog::Accept, CsvExportWords::tr("Export here"));
    if (dialog.exec() != QDialog::Accepted || dialog.selectedFiles().isEmpty()) {
        return std::nullopt;
    }
    const QString folder = dialog.selectedFiles().constFirst();
    return mayReplace(parent, folder) ? std::optional(writeCsv(record, folder)) : std::nullopt;
}

ExportOutcome writeCsv(const RunRecord& record, const QString& folder) {
    const Status written = writeCsvFolder(record, folder.toStdString());
    if (!written) {
        return {Tone::Bad,
                CsvExportWords::tr("The CSV was not written: %1.").arg(qt(written.error().message)),
                {}};
    }
    return {Tone::Good,
            CsvExportWords::tr("timeline.csv, signals.csv and errors.csv are in %1")
                .arg(QDir::toNativeSeparators(folder)),
            folder};
}

}  // namespace leaktide::app
