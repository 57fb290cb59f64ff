// What is behind one verdict: the views that were looked at, as a table.
#pragma once

#include <QDialog>

#include "app/models/verdict_model.h"

namespace leaktide::app {

class DetailDialog : public QDialog {
    Q_OBJECT
public:
    DetailDialog(const VerdictRow& row, QWidget* parent);
};

}  // namespace leaktide::app
