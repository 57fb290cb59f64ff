// Which metric of the target shows which signal: all its series to choose from, and what was chosen so far.
// Shows and collects; the list comes from whoever opens it.
#pragma once

#include <QComboBox>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QSortFilterProxyModel>
#include <QTableView>
#include <vector>

#include "app/models/series_model.h"
#include "engine/plan/plan.h"

namespace leaktide::app {

class MetricDialog : public QDialog {
    Q_OBJECT
public:
    explicit MetricDialog(std::vector<SignalChoice> choices, QWidget* parent = nullptr);

    void showSeries(const SeriesList& list);
    void showFailure(const QString& sentence);
    [[nodiscard]] const std::vector<SignalChoice>& choices() const { return m_choices; }

private:
    void setupTable();
    void setupChoices();
    void setupLayout();
    void seriesSelected();  // suggests a name for it
    void updateButtons();
    void use();  // the selected series for the signal that is named
    void remove();
    void fillChoices();

    std::vector<SignalChoice> m_choices;
    SeriesModel* m_series;
    QSortFilterProxyModel* m_filtered;
    QLabel* m_source;
    QLineEdit* m_filter;
    QTableView* m_table;
    QComboBox* m_signal;
    QPushButton* m_use;
    QListWidget* m_list;
    QPushButton* m_remove;
};

}  // namespace leaktide::app
