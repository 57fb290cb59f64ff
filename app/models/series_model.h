// The series of a target as a table: name with labels, value, type, what it means.
#pragma once

#include <QAbstractTableModel>

#include "engine/probe/series_list.h"

namespace leaktide::app {

class SeriesModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { MetricsColumn, ValueColumn, TypeColumn, HelpColumn, Columns };

    explicit SeriesModel(QObject* parent = nullptr);
    void setSeries(std::vector<TargetSeries> series);
    [[nodiscard]] QString metricsAt(int row) const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::vector<TargetSeries> m_series;
};

// A name for a signal of one's own that is read from these metrics: "jobs_app_queue_depth" of
// jobs:app_queue_depth{…}.
QString suggestedSignalName(const QString& metrics);

}  // namespace leaktide::app
