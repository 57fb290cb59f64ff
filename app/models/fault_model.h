// The faults of the bundled target as choices: row 0 is "no fault". GUI thread.
#pragma once

#include <QAbstractListModel>
#include <QVector>

#include "app/bridge/target_faults.h"

namespace leaktide::app {

class FaultModel : public QAbstractListModel {
    Q_OBJECT
public:
    enum Roles { NameRole = Qt::UserRole + 1, ExplainsRole };

    using QAbstractListModel::QAbstractListModel;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;

    void setFaults(const QVector<FaultInfo>& faults);
    [[nodiscard]] int rowOf(const QString& name) const;  // 0 when unknown or empty

private:
    QVector<FaultInfo> m_faults;
};

}  // namespace leaktide::app
