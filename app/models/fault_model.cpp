#include "app/models/fault_model.h"

#include <algorithm>

namespace leaktide::app {

int FaultModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_faults.size()) + 1;
}

QVariant FaultModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)) {
        return {};
    }
    const bool none = index.row() == 0;
    const FaultInfo fault = none ? FaultInfo{} : m_faults.at(index.row() - 1);
    switch (role) {
        case Qt::DisplayRole:
            return none ? tr("No fault") : fault.name;
        case Qt::ToolTipRole:
        case ExplainsRole:
            return none ? tr("The target gives everything back.") : fault.explains;
        case NameRole:
            return fault.name;
        default:
            return {};
    }
}

void FaultModel::setFaults(const QVector<FaultInfo>& faults) {
    const bool same = std::equal(faults.begin(), faults.end(), m_faults.begin(), m_faults.end(),
                                 [](const FaultInfo& a, const FaultInfo& b) { return a.name == b.name; });
    if (same) {
        m_faults = faults;
        if (!m_faults.isEmpty()) {
            Q_EMIT dataChanged(index(1), index(rowCount() - 1));
        }
        return;
    }
    beginResetModel();
    m_faults = faults;
    endResetModel();
}

int FaultModel::rowOf(const QString& name) const {
    for (int i = 0; i < m_faults.size(); ++i) {
        if (m_faults.at(i).name == name) {
            return i + 1;
        }
    }
    return 0;
}

}  // namespace leaktide::app
