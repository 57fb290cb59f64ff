#include "app/models/detail_table.h"

#include <QCoreApplication>
#include <cmath>

#include "app/models/number_text.h"
#include "engine/base/text.h"

namespace leaktide::app {

namespace {

struct DetailTableWords {
    Q_DECLARE_TR_FUNCTIONS(DetailTable)
};

QString number(double value) {
    return std::isfinite(value) ? qt(formatSignificant(value)) : QStringLiteral("–");
}

// Shares of 0 to 1 and a little beyond: what is not seen in three decimals is rounding.
QString share(double value) {
    return std::isfinite(value) ? qt(formatFixed(std::abs(value) < 0.0005 ? 0 : value, 3))
                                : QStringLiteral("–");
}

QString amount(const SignalSpec& spec, double value) {
    return spec.unit == SignalUnit::Bytes ? qt(formatBytes(value)) : number(value);
}

// Why a view does not speak for a leak: the first gate that it did not pass.
QString gateText(const ViewDetail& detail) {
    if (detail.heldBy == "significant") {
        return DetailTableWords::tr("not more than noise");
    }
    if (detail.heldBy == "material") {
        return DetailTableWords::tr("too small to matter");
    }
    if (detail.heldBy == "steady") {
        return DetailTableWords::tr("gave back on the way");
    }
    if (detail.heldBy == "no_step") {
        return DetailTableWords::tr("one jump that stayed");
    }
    if (detail.heldBy == "not_bending") {
        return DetailTableWords::tr("bends like a warm-up");
    }
    if (detail.heldBy == "not_the_load") {
        return DetailTableWords::tr("could be the load's own growth");
    }
    if (detail.heldBy == "not_stopped") {
        return DetailTableWords::tr("has just levelled off");
    }
    return detail.excludesWarmUp ? DetailTableWords::tr("grows, and is no warm-up")
                                 : DetailTableWords::tr("grows; a warm-up is not excluded");
}

}  // namespace

QStringList detailColumns() {
    return {DetailTableWords::tr("Window"),  DetailTableWords::tr("Scale"),
            DetailTableWords::tr("Reads"),   DetailTableWords::tr("Slope (95 %)"),
            DetailTableWords::tr("t"),       DetailTableWords::tr("Rise"),
            DetailTableWords::tr("Fell by"), DetailTableWords::tr("Bend (limit)"),
            DetailTableWords::tr("Outcome")};
}

QVector<QStringList> detailRows(const SignalRecord& signal) {
    QVector<QStringList> rows;
    for (const ViewDetail& detail : signal.details) {
        rows.append({DetailTableWords::tr("newest %1 %").arg(std::lround(100 * detail.window)),
                     QString::number(detail.scale + 1),
                     detail.floor ? DetailTableWords::tr("floors") : DetailTableWords::tr("means"),
                     DetailTableWords::tr("%1 (%2 to %3)")
                         .arg(amount(signal.spec, detail.slope.value), amount(signal.spec, detail.slope.low),
                              amount(signal.spec, detail.slope.high)),
                     number(detail.t), amount(signal.spec, detail.rise), amount(signal.spec, detail.drawdown),
                     QStringLiteral("%1 (%2)").arg(share(detail.bend), share(detail.bendLimit)),
                     gateText(detail)});
    }
    return rows;
}

}  // namespace leaktide::app
