#include "app/pages/detail_dialog.h"

#include <QDialogButtonBox>
#include <QHeaderView>
#include <QTableWidget>
#include <QVBoxLayout>

#include "app/models/detail_table.h"
#include "app/pages/text_tools.h"

namespace leaktide::app {

namespace {

QTableWidget* tableOf(const QVector<QStringList>& rows, QWidget* parent) {
    const QStringList columns = detailColumns();
    auto* table = new QTableWidget(static_cast<int>(rows.size()), static_cast<int>(columns.size()), parent);
    table->setObjectName(QStringLiteral("detailTable"));
    table->setHorizontalHeaderLabels(columns);
    table->verticalHeader()->hide();
    table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    for (int i = 0; i < rows.size(); ++i) {
        for (int column = 0; column < columns.size(); ++column) {
            table->setItem(i, column, new QTableWidgetItem(rows.at(i).value(column)));
        }
    }
    table->resizeColumnsToContents();
    table->horizontalHeader()->setStretchLastSection(true);
    return table;
}

}  // namespace

DetailDialog::DetailDialog(const VerdictRow& row, QWidget* parent) : QDialog(parent) {
    setObjectName(QStringLiteral("detailDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("%1: what was looked at").arg(row.label));
    auto* column = new QVBoxLayout(this);
    QLabel* says = makeLabel(this, QStringLiteral("detailSays"), TextSize::Normal, TextWeight::Normal);
    says->setText(row.evidence);
    says->setWordWrap(true);
    QLabel* how = makeLabel(this, QStringLiteral("detailHow"), TextSize::Small, TextWeight::Normal);
    how->setText(tr(
        "Each row is one view of the load: its newest part, at one coarseness, by the means or the floors of "
        "the readings. Two views that exclude a warm-up are needed for a leak."));
    how->setWordWrap(true);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    column->addWidget(says);
    column->addWidget(tableOf(row.details, this), 1);
    column->addWidget(how);
    column->addWidget(buttons);
    resize(980, 520);
}

}  // namespace leaktide::app
