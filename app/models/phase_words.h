// Phases, signals and verdicts in the reader's language. Pure functions.
#pragma once

#include <QString>
#include <string>

#include "engine/measure/signal.h"
#include "engine/store/run_record.h"
#include "engine/trend/verdict.h"

namespace leaktide::app {

QString phaseLabel(Phase phase);    // "Baseline"
QString phasePurpose(Phase phase);  // one sentence: what happens in it and why
QString signalLabel(const SignalSpec& spec);
QString signalMeaning(const SignalSpec& spec);  // one sentence for who sees it for the first time
// Pool in use, tasks and heap in use are 0, 1, 2 and always shown; every other signal is 3.
int rankOf(const std::string& signal);
QString verdictLabel(Verdict verdict);  // "Leak", "Stable", …

// How a verdict is to be taken; decides colour and icon, never without the word.
enum class Tone { Neutral, Good, Notice, Warning, Bad };
Tone toneOf(Verdict verdict);
QString iconOf(Verdict verdict);  // name of a file in resources/icons

}  // namespace leaktide::app
