#include "app/pages/metric_dialog.h"

#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QVBoxLayout>
#include <algorithm>

#include "app/models/number_text.h"
#include "engine/base/text.h"
#include "engine/measure/signal.h"

namespace leaktide::app {

MetricDialog::MetricDialog(std::vector<SignalChoice> choices, QWidget* parent)
    : QDialog(parent),
      m_choices(std::move(choices)),
      m_series(new SeriesModel(this)),
      m_filtered(new QSortFilterProxyModel(this)),
      m_source(new QLabel(this)),
      m_filter(new QLineEdit(this)),
      m_table(new QTableView(this)),
      m_signal(new QComboBox(this)),
      m_use(new QPushButton(tr("&Use it"), this)),
      m_list(new QListWidget(this)),
      m_remove(new QPushButton(tr("&Remove"), this)) {
    setObjectName(QStringLiteral("metricDialog"));
    setWindowTitle(tr("Metrics of the target"));
    setupTable();
    setupChoices();
    setupLayout();
    fillChoices();
    resize(1000, 620);
    m_filter->setFocus();
}

void MetricDialog::setupTable() {
    m_source->setObjectName(QStringLiteral("seriesSource"));
    m_source->setTextFormat(Qt::PlainText);
    m_source->setWordWrap(true);
    m_source->setText(tr("Asking the target…"));
    m_filter->setObjectName(QStringLiteral("seriesFilter"));
    m_filter->setAccessibleName(tr("Filter"));
    m_filter->setPlaceholderText(tr("Filter: part of a name, a label or a meaning"));
    m_filter->setClearButtonEnabled(true);
    m_filtered->setSourceModel(m_series);
    m_filtered->setFilterKeyColumn(-1);
    m_filtered->setFilterCaseSensitivity(Qt::CaseInsensitive);
    connect(m_filter, &QLineEdit::textChanged, m_filtered, &QSortFilterProxyModel::setFilterFixedString);
    m_table->setObjectName(QStringLiteral("seriesTable"));
    m_table->setAccessibleName(tr("Series of the target"));
    m_table->setModel(m_filtered);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->verticalHeader()->hide();
    m_table->setWordWrap(false);
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_table->setColumnWidth(SeriesModel::MetricsColumn, 420);
    m_table->setTabKeyNavigation(false);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &MetricDialog::seriesSelected);
    connect(m_table, &QTableView::doubleClicked, this, &MetricDialog::use);
}

void MetricDialog::setupChoices() {
    m_signal->setObjectName(QStringLiteral("signalName"));
    m_signal->setAccessibleName(tr("Signal"));
    m_signal->setEditable(true);
    m_signal->setInsertPolicy(QComboBox::NoInsert);
    m_signal->setToolTip(
        tr("One of the known signals, or a name of your own; names that end in _bytes are sizes."));
    for (const SignalSpec& spec : canonicalSignals()) {
        m_signal->addItem(qt(spec.name));
    }
    m_signal->setCurrentText(QString());
    m_use->setObjectName(QStringLiteral("useSeries"));
    m_use->setAutoDefault(false);
    m_list->setObjectName(QStringLiteral("chosenSignals"));
    m_list->setAccessibleName(tr("Chosen signals"));
    m_remove->setAutoDefault(false);
    connect(m_signal, &QComboBox::editTextChanged, this, &MetricDialog::updateButtons);
    connect(m_list, &QListWidget::currentRowChanged, this, &MetricDialog::updateButtons);
    connect(m_use, &QPushButton::clicked, this, &MetricDialog::use);
    connect(m_remove, &QPushButton::clicked, this, &MetricDialog::remove);
}

void MetricDialog::setupLayout() {
    auto* naming = new QHBoxLayout;
    auto* label = new QLabel(tr("&Signal"), this);
    label->setBuddy(m_signal);
    naming->addWidget(label);
    naming->addWidget(m_signal, 1);
    naming->addWidget(m_use);
    auto* chosen = new QHBoxLayout;
    chosen->addWidget(m_list, 1);
    chosen->addWidget(m_remove, 0, Qt::AlignTop);
    m_list->setMaximumHeight(110);
    auto* buttons = new QDialogButtonBox(this);
    buttons->addButton(tr("OK"), QDialogButtonBox::AcceptRole);
    buttons->addButton(tr("Cancel"), QDialogButtonBox::RejectRole);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(m_source);
    layout->addWidget(m_filter);
    layout->addWidget(m_table, 1);
    layout->addLayout(naming);
    layout->addLayout(chosen);
    layout->addWidget(buttons);
}

void MetricDialog::showSeries(const SeriesList& list) {
    const QString source = tr("%1 series at %2").arg(qt(formatCount(list.series.size())), qt(list.source));
    m_source->setText(list.cut ? tr("%1, and more than these").arg(source) : source);
    m_series->setSeries(list.series);
    updateButtons();
}

void MetricDialog::showFailure(const QString& sentence) {
    m_source->setText(sentenceText(sentence.toStdString()));
    m_series->setSeries({});
}

void MetricDialog::seriesSelected() {
    const QModelIndexList rows = m_table->selectionModel()->selectedRows();
    if (!rows.isEmpty()) {
        m_signal->setEditText(
            suggestedSignalName(m_series->metricsAt(m_filtered->mapToSource(rows.first()).row())));
    }
    updateButtons();
}

void MetricDialog::updateButtons() {
    m_use->setEnabled(m_table->selectionModel()->hasSelection() &&
                      isSignalName(m_signal->currentText().trimmed().toStdString()));
    m_remove->setEnabled(m_list->currentRow() >= 0);
}

void MetricDialog::use() {
    const QModelIndexList rows = m_table->selectionModel()->selectedRows();
    const std::string signal = m_signal->currentText().trimmed().toStdString();
    if (rows.isEmpty() || !isSignalName(signal)) {
        return;
    }
    const std::string metrics =
        m_series->metricsAt(m_filtered->mapToSource(rows.first()).row()).toStdString();
    const auto same = std::find_if(m_choices.begin(), m_choices.end(),
                                   [&](const SignalChoice& choice) { return choice.signal == signal; });
    if (same == m_choices.end()) {
        m_choices.push_back({signal, metrics});
    } else {
        same->metrics = metrics;
    }
    fillChoices();
}

void MetricDialog::remove() {
    if (const int row = m_list->currentRow(); row >= 0) {
        m_choices.erase(m_choices.begin() + row);
        fillChoices();
    }
}

void MetricDialog::fillChoices() {
    m_list->clear();
    for (const SignalChoice& choice : m_choices) {
        m_list->addItem(qt(choice.signal + " = " + choice.metrics));
    }
    updateButtons();
}

}  // namespace leaktide::app
