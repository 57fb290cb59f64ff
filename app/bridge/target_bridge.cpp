#include "app/bridge/target_bridge.h"

#include <signal.h>

#include <QDeadlineTimer>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QNetworkRequest>
#include <QUrl>
#include <utility>

namespace leaktide::app {

namespace {

constexpr int StopPatienceMs = 700;
constexpr int WatchEveryMs = 500;
constexpr qint64 MaxAnswerBytes = 1 << 20;

// A target full of stuck tasks may be slow to leave; closing the window must not be.
void stopWithin(const std::shared_ptr<BundledTarget>& target) {
    if (!target || !target->running()) {
        return;
    }
    ::kill(target->pid(), SIGTERM);
    const QDeadlineTimer patience(StopPatienceMs);
    while (target->running() && !patience.hasExpired()) {
        QThread::msleep(5);
    }
    if (target->running()) {
        ::kill(target->pid(), SIGKILL);
    }
}

std::string settingOf(bool chosen, int every) {
    return chosen ? "every:" + std::to_string(every) : std::string("off");
}

}  // namespace

TargetBridge::TargetBridge(QObject* parent)
    : QObject(parent), m_worker(new QObject), m_network(new QNetworkAccessManager(this)) {
    m_thread.setObjectName(QStringLiteral("bundled target"));
    m_worker->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, m_worker, &QObject::deleteLater);
    m_thread.start();
    m_watch.setInterval(WatchEveryMs);
    connect(&m_watch, &QTimer::timeout, this, &TargetBridge::watch);
}

TargetBridge::~TargetBridge() {
    m_watch.stop();
    QMetaObject::invokeMethod(
        m_worker, [target = std::exchange(m_target, nullptr)] { stopWithin(target); },
        Qt::BlockingQueuedConnection);
    m_thread.quit();
    m_thread.wait();
}

QString TargetBridge::description() const {
    return tr("bundled target, pid %1").arg(m_pid);
}

bool TargetBridge::owns(const QString& url) const {
    const QUrl mine(m_url);
    const QUrl other(url.contains(QLatin1String("://")) ? url : QLatin1String("http://") + url);
    const QString host = other.host();
    return !m_url.isEmpty() && other.port() == mine.port() &&
           (host == mine.host() || host == QLatin1String("localhost"));
}

std::function<std::string()> TargetBridge::endTeller() const {
    return
        [target = m_target] { return target && !target->running() ? target->howItEnded() : std::string(); };
}

void TargetBridge::start(const QStringList& faults) {
    BundledTargetSettings settings;
    for (const QString& fault : faults) {
        settings.faults.push_back(fault.toStdString());
    }
    setState(TargetState::Starting);
    m_watch.stop();
    QMetaObject::invokeMethod(
        m_worker,
        [this, settings, old = std::exchange(m_target, nullptr)] {
            stopWithin(old);
            auto result = BundledTarget::start(settings);
            std::shared_ptr<BundledTarget> target = result ? std::move(result).value() : nullptr;
            const QString sentence = result ? QString() : QString::fromStdString(result.error().message);
            QMetaObject::invokeMethod(
                this, [this, target, sentence] { started(target, sentence); }, Qt::QueuedConnection);
        },
        Qt::QueuedConnection);
}

void TargetBridge::started(const std::shared_ptr<BundledTarget>& target, const QString& sentence) {
    m_target = target;
    m_url = target ? QString::fromStdString(target->url()) : QString();
    m_pid = target ? target->pid() : 0;
    if (!target) {
        setState(TargetState::Failed);
        Q_EMIT trouble(tr("The bundled target did not start: %1").arg(sentence));
        return;
    }
    m_watch.start();
    setState(TargetState::Running);
    readFaults();
}

void TargetBridge::watch() {
    if (m_target && !m_target->running()) {
        m_watch.stop();
        const QString how = QString::fromStdString(m_target->howItEnded());
        setState(TargetState::Failed);
        Q_EMIT trouble(tr("The bundled target %1.").arg(how));
    }
}

void TargetBridge::chooseFault(const QString& name, int every) {
    if (!m_target) {
        return;
    }
    QStringList others;
    // The last choice may still be on its way, so that the list read from the target does not know it yet.
    if (!m_chosenFault.isEmpty() && m_chosenFault != name) {
        others += m_chosenFault;
    }
    m_chosenFault = name;
    for (const FaultInfo& fault : m_faults) {
        if (fault.on && fault.name != name && !others.contains(fault.name)) {
            others += fault.name;
        }
    }
    QMetaObject::invokeMethod(
        m_worker,
        [this, target = m_target, others, name, every] {
            Status status;
            for (const QString& other : others) {
                status = target->setFault(other.toStdString(), settingOf(false, every));
            }
            if (status.ok() && !name.isEmpty()) {
                status = target->setFault(name.toStdString(), settingOf(true, every));
            }
            const QString sentence = status ? QString() : QString::fromStdString(status.error().message);
            QMetaObject::invokeMethod(
                this,
                [this, sentence] {
                    if (!sentence.isEmpty()) {
                        Q_EMIT trouble(tr("The fault was not switched: %1").arg(sentence));
                    }
                    readFaults();
                },
                Qt::QueuedConnection);
        },
        Qt::QueuedConnection);
}

void TargetBridge::readFaults() {
    if (!m_target) {
        return;
    }
    QNetworkRequest request(
        QUrl(QString::fromStdString(m_target->debugUrl()) + QLatin1String("/debug/stats")));
    request.setTransferTimeout(3000);
    QNetworkReply* reply = m_network->get(request);
    connect(reply, &QNetworkReply::finished, this, [this, reply] {
        reply->deleteLater();
        if (reply->error() == QNetworkReply::NoError) {
            m_faults = faultsFromJson(reply->read(MaxAnswerBytes));
            Q_EMIT faultsChanged();
        }
    });
}

void TargetBridge::setState(TargetState state) {
    if (state != m_state) {
        m_state = state;
        Q_EMIT stateChanged(state);
    }
}

}  // namespace leaktide::app
