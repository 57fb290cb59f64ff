// The profiles at hand, of a run and of files, by kind and mark; and any two of them compared. GUI thread.
#pragma once

#include <QCoreApplication>
#include <QString>
#include <QStringList>
#include <QVector>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "engine/base/result.h"
#include "engine/profile/stack_profile.h"
#include "engine/store/profile_record.h"

namespace leaktide::app {

struct ProfileMarkEntry {
    QString mark;   // "baseline"; of a file, its path
    QString label;  // "Baseline (1.6 s)"
};

class ProfileBook {
    Q_DECLARE_TR_FUNCTIONS(ProfileBook)
public:
    // Replaces those of the run before; files stay.
    void setRun(const std::vector<RecordedProfile>& profiles);
    // Adds the file, as a mark of a kind of its own. The sentence of an error names it.
    Status addFile(const QString& path);

    [[nodiscard]] QStringList kinds() const;
    [[nodiscard]] QVector<ProfileMarkEntry> marks(const QString& kind) const;  // in the order they were taken

    // What `after` has more than `before`; all of `after` where `before` is empty.
    Result<std::shared_ptr<const StackProfile>> compare(const QString& kind, const QString& before,
                                                        const QString& after);

private:
    using ProfilePtr = std::shared_ptr<const StackProfile>;
    [[nodiscard]] const RecordedProfile* find(const QString& kind, const QString& mark) const;
    Result<ProfilePtr> read(const QString& kind, const QString& mark);

    std::vector<RecordedProfile> m_run;
    std::vector<RecordedProfile> m_files;
    std::map<const std::string*, ProfilePtr> m_read;  // by the bytes they came from
};

// "Heap", "Goroutines", "Tasks"; a kind that is not known stays as it is.
QString profileKindLabel(const QString& kind);
// "Baseline", "After cycle 2", "By hand 1", "Tasks began to grow".
QString profileMarkLabel(const QString& mark);
// What the numbers of a profile count: "Bytes in use (inuse_space)".
QString profileTypeLabel(const ProfileValueType& type);

}  // namespace leaktide::app
