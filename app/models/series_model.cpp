#include "app/models/series_model.h"

#include "app/models/number_text.h"
#include "engine/base/text.h"
#include "engine/measure/signal.h"

namespace leaktide::app {

SeriesModel::SeriesModel(QObject* parent) : QAbstractTableModel(parent) {}

void SeriesModel::setSeries(std::vector<TargetSeries> series) {
    beginResetModel();
    m_series = std::move(series);
    endResetModel();
}

QString SeriesModel::metricsAt(int row) const {
    return row >= 0 && row < rowCount() ? qt(m_series[static_cast<std::size_t>(row)].metrics) : QString();
}

int SeriesModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_series.size());
}

int SeriesModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : Columns;
}

QVariant SeriesModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || index.row() >= rowCount()) {
        return {};
    }
    const TargetSeries& series = m_series[static_cast<std::size_t>(index.row())];
    if (role == Qt::TextAlignmentRole && index.column() == ValueColumn) {
        return QVariant(Qt::AlignRight | Qt::AlignVCenter);
    }
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole) {
        return {};
    }
    switch (index.column()) {
        case MetricsColumn:
            return qt(series.metrics);
        case ValueColumn:
            return qt(formatExact(series.value));
        case TypeColumn:
            return qt(series.type);
        default:
            return qt(series.help);
    }
}

QVariant SeriesModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) {
        return {};
    }
    switch (section) {
        case MetricsColumn:
            return tr("Series");
        case ValueColumn:
            return tr("Value now");
        case TypeColumn:
            return tr("Type");
        default:
            return tr("Meaning");
    }
}

QString suggestedSignalName(const QString& metrics) {
    QString name;
    for (const QChar letter : metrics.left(metrics.indexOf(QLatin1Char('{'))).toLower()) {
        const bool fits = (letter >= QLatin1Char('a') && letter <= QLatin1Char('z')) ||
                          (letter >= QLatin1Char('0') && letter <= QLatin1Char('9') && !name.isEmpty());
        if (fits) {
            name += letter;
        } else if (!name.isEmpty()) {
            name += QLatin1Char('_');
        }
    }
    return name.left(60);
}

}  // namespace leaktide::app
