#include "app/models/verdict_model.h"

#include <QStringList>
#include <algorithm>
#include <array>
#include <utility>

#include "app/models/detail_table.h"
#include "app/models/evidence_words.h"
#include "app/models/number_text.h"
#include "engine/trend/exhaustion.h"

namespace leaktide::app {

namespace {

constexpr std::array<const char*, 3> MainSignals{"pool_in_use", "tasks", "heap_in_use"};

VerdictRow rowOf(const SignalSpec& spec, const TrendVerdict& verdict) {
    VerdictRow row;
    row.name = qt(spec.name);
    row.label = signalLabel(spec);
    row.word = verdictLabel(verdict.verdict);
    row.rate = perRequestText(spec, verdict);
    row.interval = intervalText(spec, verdict);
    row.evidence = saidText(verdict.evidence);
    row.left = verdict.left ? saidText(verdict.left->sentence) : QString();
    row.verdict = verdict.verdict;
    row.tone = toneOf(verdict.verdict);
    return row;
}

VerdictRow rowOf(const SignalRecord& signal, Standing standing) {
    VerdictRow row = rowOf(signal.spec, signal.verdict);
    row.standing = standing;
    if (signal.endpoints) {
        row.evidence = saidText(together(signal.endpoints->said, signal.verdict.evidence));
    }
    row.profile = signal.profile ? saidText(signal.profile->said) : QString();
    row.details = detailRows(signal);
    if (signal.exhaustionS && signal.limit) {
        row.limit = saidText(exhaustionSentence(*signal.exhaustionS, *signal.limit, signal.spec));
    }
    row.value = signal.points.empty() ? QString() : valueText(signal.spec, signal.points.back().value);
    if (row.evidence.isEmpty()) {
        row.evidence = detectableText(signal.spec, signal.verdict);
    }
    return row;
}

bool sameSignals(const QVector<VerdictRow>& a, const QVector<VerdictRow>& b) {
    return std::equal(
        a.begin(), a.end(), b.begin(), b.end(),
        [](const VerdictRow& left, const VerdictRow& right) { return left.name == right.name; });
}

}  // namespace

int VerdictModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant VerdictModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)) {
        return {};
    }
    const VerdictRow& row = m_rows.at(index.row());
    switch (role) {
        case Qt::DisplayRole:
            return QStringLiteral("%1: %2").arg(row.label, row.word);
        case Qt::ToolTipRole:
        case EvidenceRole:
            return row.evidence;
        case NameRole:
            return row.name;
        case LabelRole:
            return row.label;
        case WordRole:
            return row.word;
        case RateRole:
            return row.rate;
        case IntervalRole:
            return row.interval;
        case ValueRole:
            return row.value;
        case ToneRole:
            return static_cast<int>(row.tone);
        case IconRole:
            return iconOf(row.verdict);
        case StandingRole:
            return static_cast<int>(row.standing);
        default:
            return {};
    }
}

QHash<int, QByteArray> VerdictModel::roleNames() const {
    return {{NameRole, "name"},         {LabelRole, "label"},       {WordRole, "word"},   {RateRole, "rate"},
            {IntervalRole, "interval"}, {EvidenceRole, "evidence"}, {ValueRole, "value"}, {ToneRole, "tone"},
            {IconRole, "icon"},         {StandingRole, "standing"}};
}

void VerdictModel::show(const RunSnapshot& snapshot) {
    const Standing standing = snapshot.ended ? Standing::Final : Standing::Live;
    QVector<VerdictRow> rows;
    for (const SignalRecord& signal : snapshot.record.signals) {
        rows.append(rowOf(signal, standing));
    }
    std::stable_sort(rows.begin(), rows.end(), [](const VerdictRow& a, const VerdictRow& b) {
        return rankOf(a.name.toStdString()) < rankOf(b.name.toStdString());
    });
    if (rows.isEmpty()) {
        clear();
    } else {
        setRows(std::move(rows));
    }
}

void VerdictModel::clear() {
    QVector<VerdictRow> rows;
    for (const char* name : MainSignals) {
        if (const SignalSpec* spec = findCanonicalSignal(name)) {
            rows.append(rowOf(*spec, TrendVerdict{}));
            rows.back().evidence = signalMeaning(*spec);
        }
    }
    setRows(std::move(rows));
}

void VerdictModel::setRows(QVector<VerdictRow> rows) {
    if (!sameSignals(m_rows, rows)) {
        beginResetModel();
        m_rows = std::move(rows);
        endResetModel();
        return;
    }
    for (int i = 0; i < rows.size(); ++i) {
        if (m_rows.at(i) != rows.at(i)) {
            m_rows[i] = rows.at(i);
            Q_EMIT dataChanged(index(i), index(i));
        }
    }
}

QString summaryOf(const RunSnapshot& snapshot) {
    QStringList leaking;
    for (const SignalRecord& signal : snapshot.record.signals) {
        if (signal.verdict.verdict == Verdict::Leak) {
            leaking += signalLabel(signal.spec);
        }
    }
    if (!leaking.isEmpty()) {
        return VerdictModel::tr("Leak: %1").arg(leaking.join(QStringLiteral(", ")));
    }
    if (snapshot.record.signals.empty()) {
        return VerdictModel::tr("No signals were read");
    }
    return snapshot.ended ? VerdictModel::tr("No leak named") : VerdictModel::tr("Measuring");
}

Tone summaryTone(const RunSnapshot& snapshot) {
    Tone worst = Tone::Neutral;
    for (const SignalRecord& signal : snapshot.record.signals) {
        worst = std::max(worst, toneOf(signal.verdict.verdict));
    }
    return worst;
}

}  // namespace leaktide::app
