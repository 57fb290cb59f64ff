#include "app/models/profile_book.h"

#include <QFileInfo>
#include <algorithm>

#include "app/models/number_text.h"
#include "app/models/phase_words.h"
#include "engine/base/text.h"
#include "engine/profile/profile_diff.h"
#include "engine/profile/profile_reader.h"

namespace leaktide::app {

namespace {

constexpr const char* FileKind = "file";

}  // namespace

void ProfileBook::setRun(const std::vector<RecordedProfile>& profiles) {
    m_run = profiles;
    // What nobody can ask for any more is forgotten.
    for (auto read = m_read.begin(); read != m_read.end();) {
        const auto holds = [&read](const RecordedProfile& one) { return one.bytes.get() == read->first; };
        const bool there = std::any_of(m_run.begin(), m_run.end(), holds) ||
                           std::any_of(m_files.begin(), m_files.end(), holds);
        read = there ? std::next(read) : m_read.erase(read);
    }
}

Status ProfileBook::addFile(const QString& path) {
    auto profile = readProfileFile(path.toStdString());
    if (!profile) {
        return profile.error();
    }
    // The bytes are not needed any more, only their identity.
    auto bytes = std::make_shared<const std::string>();
    m_read[bytes.get()] = std::make_shared<const StackProfile>(std::move(profile).value());
    const std::string mark = path.toStdString();
    m_files.erase(std::remove_if(m_files.begin(), m_files.end(),
                                 [&mark](const RecordedProfile& one) { return one.mark == mark; }),
                  m_files.end());
    m_files.push_back({mark, 0, FileKind, bytes});
    return {};
}

QStringList ProfileBook::kinds() const {
    QStringList kinds;
    for (const auto* list : {&m_run, &m_files}) {
        for (const RecordedProfile& profile : *list) {
            if (!kinds.contains(qt(profile.kind))) {
                kinds += qt(profile.kind);
            }
        }
    }
    return kinds;
}

QVector<ProfileMarkEntry> ProfileBook::marks(const QString& kind) const {
    QVector<ProfileMarkEntry> entries;
    for (const RecordedProfile& profile : m_run) {
        if (qt(profile.kind) == kind) {
            const QString at = qt(formatFixed(profile.tS, 1));
            entries.append({qt(profile.mark), tr("%1 (%2 s)").arg(profileMarkLabel(qt(profile.mark)), at)});
        }
    }
    for (const RecordedProfile& profile : m_files) {
        if (qt(profile.kind) == kind) {
            entries.append({qt(profile.mark), QFileInfo(qt(profile.mark)).fileName()});
        }
    }
    return entries;
}

const RecordedProfile* ProfileBook::find(const QString& kind, const QString& mark) const {
    for (const auto* list : {&m_run, &m_files}) {
        for (const RecordedProfile& profile : *list) {
            if (qt(profile.kind) == kind && qt(profile.mark) == mark) {
                return &profile;
            }
        }
    }
    return nullptr;
}

Result<ProfileBook::ProfilePtr> ProfileBook::read(const QString& kind, const QString& mark) {
    const RecordedProfile* recorded = find(kind, mark);
    if (recorded == nullptr) {
        return Error{ErrorKind::NotFound, "there is no profile of " + mark.toStdString()};
    }
    ProfilePtr& kept = m_read[recorded->bytes.get()];
    if (!kept) {
        auto profile = readProfile(*recorded->bytes);
        if (!profile) {
            m_read.erase(recorded->bytes.get());
            return Error{profile.error().kind, mark.toStdString() + ": " + profile.error().message};
        }
        kept = std::make_shared<const StackProfile>(std::move(profile).value());
    }
    return kept;
}

Result<std::shared_ptr<const StackProfile>> ProfileBook::compare(const QString& kind, const QString& before,
                                                                 const QString& after) {
    auto second = read(kind, after);
    if (!second || before.isEmpty()) {
        return second;
    }
    const auto first = read(kind, before);
    if (!first) {
        return first.error();
    }
    auto difference = differenceOf(**first, **second);
    if (!difference) {
        return difference.error();
    }
    return std::make_shared<const StackProfile>(std::move(difference).value());
}

QString profileKindLabel(const QString& kind) {
    if (kind == QLatin1String("heap")) {
        return ProfileBook::tr("Heap");
    }
    if (kind == QLatin1String("goroutine")) {
        return ProfileBook::tr("Goroutines");
    }
    if (kind == QLatin1String("tasks")) {
        return ProfileBook::tr("Tasks");
    }
    if (kind == QLatin1String("goroutineleak")) {
        return ProfileBook::tr("Leaked goroutines");
    }
    return kind == QLatin1String(FileKind) ? ProfileBook::tr("Files") : kind;
}

QString profileMarkLabel(const QString& mark) {
    const auto numberAfter = [&mark](const char* word) {
        return mark.startsWith(QLatin1String(word)) ? mark.mid(QLatin1String(word).size()) : QString();
    };
    if (mark == QLatin1String("baseline")) {
        return ProfileBook::tr("Baseline");
    }
    if (const QString cycle = numberAfter("after_cycle_"); !cycle.isEmpty()) {
        return ProfileBook::tr("After cycle %1").arg(cycle);
    }
    if (const QString hand = numberAfter("by_hand_"); !hand.isEmpty()) {
        return ProfileBook::tr("By hand %1").arg(hand);
    }
    if (const QString signal = numberAfter("growing_"); !signal.isEmpty()) {
        const SignalSpec* spec = findCanonicalSignal(signal.toStdString());
        return ProfileBook::tr("%1 began to grow").arg(spec != nullptr ? signalLabel(*spec) : signal);
    }
    return mark;
}

QString profileTypeLabel(const ProfileValueType& type) {
    const QString name = qt(printable(type.type));
    if (type.type == "inuse_space") {
        return ProfileBook::tr("Bytes in use");
    }
    if (type.type == "inuse_objects") {
        return ProfileBook::tr("Objects in use");
    }
    if (type.type == "alloc_space") {
        return ProfileBook::tr("Bytes ever allocated");
    }
    if (type.type == "alloc_objects") {
        return ProfileBook::tr("Objects ever allocated");
    }
    return type.unit == "count" ? name : QStringLiteral("%1 (%2)").arg(name, qt(printable(type.unit)));
}

}  // namespace leaktide::app
