// SIGINT, SIGTERM and SIGHUP as a Qt signal, so that they close the window as a click would. One per program.
#pragma once

#include <QObject>

class QSocketNotifier;

namespace leaktide::app {

class QuitSignals : public QObject {
    Q_OBJECT
public:
    explicit QuitSignals(QObject* parent = nullptr);
    ~QuitSignals() override;  // the signals do again what they did before

Q_SIGNALS:
    void received();

private:
    QSocketNotifier* m_notifier = nullptr;
};

}  // namespace leaktide::app
