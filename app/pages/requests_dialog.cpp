#include "app/pages/requests_dialog.h"

#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QVBoxLayout>

#include "app/pages/text_tools.h"

namespace leaktide::app {

namespace {

constexpr int HighestShare = 1'000'000;
constexpr int MostRequests = 100;

}  // namespace

RequestsDialog::RequestsDialog(const QString& target, const FormRequests& requests, QWidget* parent)
    : QDialog(parent),
      m_table(new QTableWidget(0, Columns, this)),
      m_add(new QPushButton(tr("&Add"), this)),
      m_remove(new QPushButton(tr("&Remove"), this)),
      m_find(new QCheckBox(tr("&Tell which request leaks"), this)),
      m_mistake(new QLabel(this)),
      m_ok(new QPushButton(tr("OK"), this)) {
    setObjectName(QStringLiteral("requestsDialog"));
    setWindowTitle(tr("Requests of the run"));
    setupTable();
    setupLayout();
    addRow({requests.share, QStringLiteral("GET"), target, {}});
    for (const int column : {MethodColumn, AddressColumn, BodyColumn}) {
        m_table->item(0, column)->setFlags(Qt::ItemIsSelectable);
        m_table->item(0, column)->setToolTip(tr("As in the form of the window."));
    }
    for (const FormRequest& request : requests.more) {
        addRow(request);
    }
    m_find->setChecked(requests.findEndpoint);
    connect(m_table, &QTableWidget::itemChanged, this, &RequestsDialog::check);
    connect(m_table, &QTableWidget::currentCellChanged, this, &RequestsDialog::check);
    connect(m_add, &QPushButton::clicked, this, &RequestsDialog::addEmpty);
    connect(m_remove, &QPushButton::clicked, this, &RequestsDialog::removeRow);
    check();
    resize(760, 420);
}

void RequestsDialog::setupTable() {
    m_table->setObjectName(QStringLiteral("requestsTable"));
    m_table->setAccessibleName(tr("Requests"));
    m_table->setHorizontalHeaderLabels({tr("Share"), tr("Method"), tr("Path or URL"), tr("Body")});
    m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_table->setColumnWidth(AddressColumn, 320);
    m_table->verticalHeader()->hide();
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setTabKeyNavigation(false);
    m_find->setObjectName(QStringLiteral("findEndpoint"));
    m_find->setToolTip(
        tr("Sends each of them now more, now less often, and sees which the growth goes with.\n"
           "Needs a rate per second, and a load of 16 s or more."));
    m_add->setObjectName(QStringLiteral("addRequest"));
    m_remove->setObjectName(QStringLiteral("removeRequest"));
    m_add->setAutoDefault(false);
    m_remove->setAutoDefault(false);
    m_mistake->setObjectName(QStringLiteral("requestMistake"));
    m_mistake->setTextFormat(Qt::PlainText);
    m_mistake->setWordWrap(true);
    m_ok->setDefault(true);
}

void RequestsDialog::setupLayout() {
    auto* rows = new QHBoxLayout;
    rows->addWidget(m_add);
    rows->addWidget(m_remove);
    rows->addStretch(1);
    rows->addWidget(m_find);
    auto* buttons = new QDialogButtonBox(this);
    buttons->addButton(m_ok, QDialogButtonBox::AcceptRole);
    buttons->addButton(tr("Cancel"), QDialogButtonBox::RejectRole);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(m_table, 1);
    layout->addLayout(rows);
    layout->addWidget(m_mistake);
    layout->addWidget(buttons);
}

void RequestsDialog::addRow(const FormRequest& request) {
    const int row = m_table->rowCount();
    m_table->insertRow(row);
    const QStringList texts{QString::number(request.share), request.method, request.address, request.body};
    for (int column = 0; column < Columns; ++column) {
        m_table->setItem(row, column, new QTableWidgetItem(texts.at(column)));
    }
}

void RequestsDialog::addEmpty() {
    addRow({});
    m_table->setFocus();
    m_table->setCurrentCell(m_table->rowCount() - 1, AddressColumn);
    m_table->editItem(m_table->currentItem());
}

void RequestsDialog::removeRow() {
    if (m_table->currentRow() > 0) {
        m_table->removeRow(m_table->currentRow());
        check();
    }
}

FormRequest RequestsDialog::requestAt(int row) const {
    const auto text = [this, row](Column column) {
        const QTableWidgetItem* item = m_table->item(row, column);
        return item == nullptr ? QString() : item->text().trimmed();
    };
    return {text(ShareColumn).toInt(), text(MethodColumn), text(AddressColumn), text(BodyColumn)};
}

QString RequestsDialog::mistake() const {
    for (int row = 0; row < m_table->rowCount(); ++row) {
        const FormRequest request = requestAt(row);
        if (request.share < 1 || request.share > HighestShare) {
            return tr("Row %1: the share must be a whole number from 1 to %2").arg(row + 1).arg(HighestShare);
        }
        if (const auto wrong = row == 0 ? std::nullopt : mistakeOf(request)) {
            return tr("Row %1: %2").arg(row + 1).arg(*wrong);
        }
    }
    return {};
}

void RequestsDialog::check() {
    const QString wrong = mistake();
    m_mistake->setText(wrong);
    m_ok->setEnabled(wrong.isEmpty());
    m_add->setEnabled(m_table->rowCount() < MostRequests);
    m_remove->setEnabled(m_table->currentRow() > 0);
    m_find->setEnabled(m_table->rowCount() > 1);
}

FormRequests RequestsDialog::requests() const {
    FormRequests requests;
    requests.share = requestAt(0).share;
    for (int row = 1; row < m_table->rowCount(); ++row) {
        requests.more.push_back(requestAt(row));
    }
    requests.findEndpoint = m_find->isChecked() && !requests.more.empty();
    return requests;
}

}  // namespace leaktide::app
