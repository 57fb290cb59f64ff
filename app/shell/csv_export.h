// Export CSV…: asks for a folder, asks before it replaces files, writes, and says where, or why not.
#pragma once

#include <QString>
#include <optional>

#include "app/models/phase_words.h"
#include "engine/store/run_record.h"

class QWidget;

namespace leaktide::app {

struct ExportOutcome {
    Tone tone = Tone::Notice;
    QString sentence;
    QString folder;  // where it was written; empty when it was not
};

// Unset: the user changed their mind. `startFolder` is where the dialog opens.
std::optional<ExportOutcome> exportCsv(QWidget* parent, const RunRecord& record, const QString& startFolder);
// Without asking anything.
ExportOutcome writeCsv(const RunRecord& record, const QString& folder);

}  // namespace leaktide::app
