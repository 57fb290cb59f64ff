// What the engine says as data, in the reader's language. Pure functions.
#pragma once

#include <QString>

#include "engine/base/phrase.h"

namespace leaktide::app {

QString saidText(const Phrase& phrase);
QString saidText(const Phrases& phrases);  // one after the other
QString saidText(const Phrases& phrases, const QString& between);

}  // namespace leaktide::app
