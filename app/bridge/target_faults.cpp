#include "app/bridge/target_faults.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace leaktide::app {

namespace {

constexpr int MaxFaults = 200;

}  // namespace

QVector<FaultInfo> faultsFromJson(const QByteArray& text) {
    const QJsonDocument document = QJsonDocument::fromJson(text);
    const QJsonArray list =
        document.isArray() ? document.array() : document.object().value(QLatin1String("faults")).toArray();
    QVector<FaultInfo> faults;
    for (const QJsonValue& entry : list) {
        const QJsonObject object = entry.toObject();
        FaultInfo fault;
        fault.name = object.value(QLatin1String("name")).toString();
        fault.explains = object.value(QLatin1String("explains")).toString();
        fault.on = object.value(QLatin1String("on")).toBool();
        fault.every = object.value(QLatin1String("every")).toInt(1);
        fault.triggered = static_cast<quint64>(object.value(QLatin1String("triggered")).toDouble());
        if (!fault.name.isEmpty() && faults.size() < MaxFaults) {
            faults.append(fault);
        }
    }
    return faults;
}

}  // namespace leaktide::app
