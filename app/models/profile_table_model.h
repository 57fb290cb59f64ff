// The functions of a profile, or of what changed between two: what grew first. GUI thread.
#pragma once

#include <QAbstractTableModel>
#include <QString>
#include <vector>

#include "engine/profile/profile_top.h"
#include "engine/profile/stack_profile.h"

namespace leaktide::app {

// "+1.2 MiB", "−300", "0": a change; without the plus where `profile` is no difference.
enum class ValueSign { WhereNegative, Always };
QString profileValueText(double value, const std::string& unit, ValueSign sign);

class ProfileTableModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Function, Flat, Cumulative, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    void show(const StackProfile& profile, std::size_t type, ValueSign sign);
    void clear();
    [[nodiscard]] bool anyNegative() const;
    [[nodiscard]] int rowOf(const QString& function) const;  // -1: not there

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    void sort(int column, Qt::SortOrder order) override;

private:
    void arrange();

    std::vector<TopItem> m_items;
    std::string m_unit;
    ValueSign m_sign = ValueSign::WhereNegative;
    int m_column = Flat;
    Qt::SortOrder m_order = Qt::DescendingOrder;
};

}  // namespace leaktide::app
