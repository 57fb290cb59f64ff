// Says in one sentence that there is no display, where Qt would abort.
#pragma once

#include <QString>

namespace leaktide::app {

// A sentence when no window can be opened here, empty otherwise. Reads the environment only.
QString displayTrouble();
// From now on a display that is named but does not answer ends the program with that sentence and status 1.
void turnFatalIntoSentence();

}  // namespace leaktide::app
