// The signals of a run with what is said about each: one row a signal, in canonical order, the three that
// matter most first. GUI thread.
#pragma once

#include <QAbstractListModel>
#include <QString>
#include <QStringList>
#include <QVector>

#include "app/models/phase_words.h"
#include "engine/run/run_snapshot.h"

namespace leaktide::app {

enum class Standing { Live, Final };  // a live word may be withdrawn

struct VerdictRow {
    QString name;                  // "heap_in_use"
    QString label;                 // "Heap in use"
    QString word;                  // "Leak"
    QString rate;                  // "0.0200 tasks per request"
    QString interval;              // "95 % interval 0.0198 to 0.0202"
    QString evidence;              // one or two sentences
    QString left;                  // what was left with no request in flight, if anything was
    QString limit;                 // when the limit is reached, if it is known and in sight
    QVector<QStringList> details;  // the views behind it (detail_table.h)
    QString value;                 // the last reading: "1,204"
    QString profile;  // "250 of 250 new tasks wait in …"; empty where profiles say nothing
    Verdict verdict = Verdict::NotMeasured;
    Tone tone = Tone::Neutral;
    Standing standing = Standing::Live;
    bool operator==(const VerdictRow&) const = default;
};

class VerdictModel : public QAbstractListModel {
    Q_OBJECT
public:
    enum Roles {
        NameRole = Qt::UserRole + 1,
        LabelRole,
        WordRole,
        RateRole,
        IntervalRole,
        EvidenceRole,
        ValueRole,
        ToneRole,
        IconRole,
        StandingRole,
    };

    using QAbstractListModel::QAbstractListModel;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;
    [[nodiscard]] const VerdictRow& row(int at) const { return m_rows.at(at); }

    // Rows that stay are changed in place (dataChanged), so that a card under the reader's eye does not
    // flicker.
    void show(const RunSnapshot& snapshot);
    void clear();  // before the first run: the three signals, not measured yet

private:
    void setRows(QVector<VerdictRow> rows);
    QVector<VerdictRow> m_rows;
};

// The most serious word of a run, for the window's title and the summary line.
QString summaryOf(const RunSnapshot& snapshot);
Tone summaryTone(const RunSnapshot& snapshot);

}  // namespace leaktide::app
