#include "app/models/status_figures.h"

#include <QCoreApplication>
#include <QStringList>
#include <algorithm>

#include "app/models/evidence_words.h"
#include "app/models/number_text.h"
#include "engine/base/text.h"
#include "engine/measure/outcome.h"

namespace leaktide::app {

namespace {

struct StatusFiguresWords {
    Q_DECLARE_TR_FUNCTIONS(StatusFigures)
};

const QString NotYet = QStringLiteral("–");

QString currentRate(const RunSnapshot& snapshot) {
    const RunRecord& record = snapshot.record;
    if (!snapshot.ended && snapshot.phase == Phase::Load && !record.beats.empty()) {
        const Beat& beat = record.beats.back();
        return beat.durationS > 0 ? rateText(static_cast<double>(beat.counters.requests) / beat.durationS)
                                  : NotYet;
    }
    return record.loadDurationS > 0
               ? rateText(static_cast<double>(record.totals.counters.requests) / record.loadDurationS)
               : NotYet;
}

QString connectionsText(const RunSnapshot& snapshot) {
    const RunRecord& record = snapshot.record;
    QString text = StatusFiguresWords::tr("%1 open").arg(qt(formatCount(snapshot.openConnections)));
    if (record.plan.connection.streams == 1 && snapshot.openConnections > 0) {
        const std::uint64_t busy = std::min(snapshot.inFlight, snapshot.openConnections);
        text += StatusFiguresWords::tr(", %1 idle").arg(qt(formatCount(snapshot.openConnections - busy)));
    }
    if (!snapshot.ended && snapshot.phase == Phase::Load && !record.beats.empty() &&
        record.beats.back().counters.connectionsOpened > 0 && record.beats.back().durationS > 0) {
        const Beat& beat = record.beats.back();
        const double perSecond = static_cast<double>(beat.counters.connectionsOpened) / beat.durationS;
        text += StatusFiguresWords::tr(", %1/s new").arg(qt(formatSignificant(perSecond)));
    }
    return text;
}

QString errorText(const LoadCounters& counters) {
    const std::uint64_t bad = counters.httpErrors + counters.failed;
    if (bad == 0 || counters.requests == 0) {
        return qt(formatCount(bad));
    }
    const double share = 100.0 * static_cast<double>(bad) / static_cast<double>(counters.requests);
    return StatusFiguresWords::tr("%1 (%2 %)").arg(qt(formatCount(bad)), qt(formatSignificant(share, 2)));
}

}  // namespace

StatusFigures statusFiguresOf(const RunSnapshot& snapshot) {
    const LoadInterval& totals = snapshot.record.totals;
    StatusFigures figures;
    figures.done = qt(formatCount(totals.counters.requests));
    figures.rate = currentRate(snapshot);
    const bool measured = totals.responseTime.count() > 0;
    figures.p50 = measured ? durationText(totals.responseTime.quantile(0.5)) : NotYet;
    figures.p99 = measured ? durationText(totals.responseTime.quantile(0.99)) : NotYet;
    figures.errors = errorText(totals.counters);
    figures.inFlight = qt(formatCount(snapshot.inFlight));
    figures.connections = connectionsText(snapshot);
    figures.source = saidText(snapshot.record.probe, StatusFiguresWords::tr("; "));
    figures.troubled = totals.counters.httpErrors + totals.counters.failed > 0;
    return figures;
}

QString troubleText(const RunRecord& record) {
    const LoadCounters& counters = record.totals.counters;
    QStringList lines;
    for (std::size_t kind = 0; kind < FailureKindCount; ++kind) {
        if (counters.failures.at(kind) > 0) {
            lines += StatusFiguresWords::tr("%1 × %2").arg(qt(formatCount(counters.failures.at(kind))),
                                                           qt(sentenceOf(static_cast<FailureKind>(kind))));
        }
    }
    for (const auto& [status, count] : counters.statuses) {
        if (status >= 400) {
            lines += StatusFiguresWords::tr("%1 × status %2").arg(qt(formatCount(count))).arg(status);
        }
    }
    return lines.isEmpty() ? StatusFiguresWords::tr("No errors") : lines.join(QLatin1Char('\n'));
}

}  // namespace leaktide::app
