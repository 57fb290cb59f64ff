// Which requests a run mixes: the one of the form, and those that are added to it here. Shows and collects.
#pragma once

#include <QCheckBox>
#include <QDialog>
#include <QLabel>
#include <QPushButton>
#include <QTableWidget>

#include "app/models/form_requests.h"

namespace leaktide::app {

class RequestsDialog : public QDialog {
    Q_OBJECT
public:
    // `target` is shown as the first request.
    RequestsDialog(const QString& target, const FormRequests& requests, QWidget* parent = nullptr);

    [[nodiscard]] FormRequests requests() const;

private:
    enum Column { ShareColumn, MethodColumn, AddressColumn, BodyColumn, Columns };

    void setupTable();
    void setupLayout();
    void addRow(const FormRequest& request);
    void addEmpty();
    void removeRow();
    void check();  // says what is wrong, and lets nothing wrong be accepted
    [[nodiscard]] FormRequest requestAt(int row) const;
    [[nodiscard]] QString mistake() const;

    QTableWidget* m_table;
    QPushButton* m_add;
    QPushButton* m_remove;
    QCheckBox* m_find;
    QLabel* m_mistake;
    QPushButton* m_ok;
};

}  // namespace leaktide::app
