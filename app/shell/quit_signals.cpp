#include "app/shell/quit_signals.h"

#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include <QSocketNotifier>
#include <array>

namespace leaktide::app {

namespace {

// Written by the signal handler, read by the notifier; -1 while there is no QuitSignals.
std::array<int, 2> pipeEnds{-1, -1};

void onSignal(int) {
    const char byte = 1;
    [[maybe_unused]] const ssize_t written = write(pipeEnds[1], &byte, 1);
}

constexpr std::array<int, 3> QuitSignalNumbers{SIGINT, SIGTERM, SIGHUP};

}  // namespace

QuitSignals::QuitSignals(QObject* parent) : QObject(parent) {
    if (pipe2(pipeEnds.data(), O_CLOEXEC | O_NONBLOCK) != 0) {
        return;
    }
    m_notifier = new QSocketNotifier(pipeEnds[0], QSocketNotifier::Read, this);
    connect(m_notifier, &QSocketNotifier::activated, this, [this] {
        char byte = 0;
        while (read(pipeEnds[0], &byte, 1) == 1) {
        }
        Q_EMIT received();
    });
    for (const int number : QuitSignalNumbers) {
        ::signal(number, onSignal);
    }
}

QuitSignals::~QuitSignals() {
    for (const int number : QuitSignalNumbers) {
        ::signal(number, SIG_DFL);
    }
    delete m_notifier;
    for (int& end : pipeEnds) {
        close(end);
        end = -1;
    }
}

}  // namespace leaktide::app
