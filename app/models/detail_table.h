// What is behind a verdict as a table of text: one row for each view that was looked at. Pure.
#pragma once

#include <QStringList>
#include <QVector>

#include "engine/store/run_record.h"

namespace leaktide::app {

QStringList detailColumns();
QVector<QStringList> detailRows(const SignalRecord& signal);

}  // namespace leaktide::app
