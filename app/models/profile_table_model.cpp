#include "app/models/profile_table_model.h"

#include <algorithm>
#include <cmath>

#include "app/models/number_text.h"
#include "engine/base/text.h"

namespace leaktide::app {

QString profileValueText(double value, const std::string& unit, ValueSign sign) {
    const double size = std::fabs(value);
    const QString text = unit == "bytes"         ? qt(formatBytes(size))
                         : unit == "nanoseconds" ? durationText(Nanos(static_cast<Nanos::rep>(size)))
                                                 : qt(formatCount(static_cast<std::uint64_t>(size)));
    if (value < 0) {
        return QStringLiteral("−") + text;
    }
    return value > 0 && sign == ValueSign::Always ? QStringLiteral("+") + text : text;
}

void ProfileTableModel::show(const StackProfile& profile, std::size_t type, ValueSign sign) {
    beginResetModel();
    m_items = topOf(profile, type, SmallNodes::Keep).items;
    m_unit = profile.types[type].unit;
    m_sign = sign;
    arrange();
    endResetModel();
}

void ProfileTableModel::clear() {
    beginResetModel();
    m_items.clear();
    endResetModel();
}

bool ProfileTableModel::anyNegative() const {
    return std::any_of(m_items.begin(), m_items.end(),
                       [](const TopItem& item) { return item.flat < 0 || item.cumulative < 0; });
}

int ProfileTableModel::rowOf(const QString& function) const {
    const auto found = std::find_if(m_items.begin(), m_items.end(), [&function](const TopItem& item) {
        return qt(printable(item.function)) == function;
    });
    return found == m_items.end() ? -1 : static_cast<int>(found - m_items.begin());
}

int ProfileTableModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_items.size());
}

int ProfileTableModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ProfileTableModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)) {
        return {};
    }
    const TopItem& item = m_items.at(static_cast<std::size_t>(index.row()));
    const bool text = index.column() == Function;
    if (role == Qt::TextAlignmentRole) {
        return QVariant((text ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    }
    if (role == Qt::ToolTipRole) {
        return qt(printable(item.function));
    }
    if (role != Qt::DisplayRole) {
        return {};
    }
    if (text) {
        const QString name = qt(printable(item.function));
        return item.inlined == InlineState::Always ? tr("%1 (inlined)").arg(name) : name;
    }
    const std::int64_t value = index.column() == Flat ? item.flat : item.cumulative;
    return profileValueText(static_cast<double>(value), m_unit, m_sign);
}

QVariant ProfileTableModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) {
        return {};
    }
    if (role == Qt::TextAlignmentRole && section != Function) {
        return QVariant(Qt::AlignRight | Qt::AlignVCenter);
    }
    if (role == Qt::ToolTipRole) {
        return section == Flat         ? tr("In the function itself")
               : section == Cumulative ? tr("In the function and all it calls")
                                       : QVariant();
    }
    if (role != Qt::DisplayRole) {
        return {};
    }
    return section == Function ? tr("Function") : section == Flat ? tr("Flat") : tr("Cumulative");
}

void ProfileTableModel::sort(int column, Qt::SortOrder order) {
    beginResetModel();
    m_column = column;
    m_order = order;
    arrange();
    endResetModel();
}

// By signed value: what grew most stands first, what shrank most last.
void ProfileTableModel::arrange() {
    const auto less = [this](const TopItem& a, const TopItem& b) {
        switch (m_column) {
            case Flat:
                return a.flat != b.flat ? a.flat < b.flat : a.cumulative < b.cumulative;
            case Cumulative:
                return a.cumulative != b.cumulative ? a.cumulative < b.cumulative : a.flat < b.flat;
            default:
                return a.function < b.function;
        }
    };
    std::stable_sort(m_items.begin(), m_items.end(), [&](const TopItem& a, const TopItem& b) {
        return m_order == Qt::AscendingOrder ? less(a, b) : less(b, a);
    });
}

}  // namespace leaktide::app
