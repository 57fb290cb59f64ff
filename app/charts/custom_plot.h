// QCustomPlot's header, which needs Qt's keywords; the rest of the app does without them, because `signals`
// is a word of the engine.
#pragma once

#include <QtCore/qglobal.h>
#include <QtCore/qobjectdefs.h>

#define signals Q_SIGNALS
#define slots Q_SLOTS
#define emit Q_EMIT
#define foreach Q_FOREACH
#include <qcustomplot.h>
#undef foreach
#undef emit
#undef slots
#undef signals
