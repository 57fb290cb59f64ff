#include "app/bridge/series_fetch.h"

#include <QMetaObject>
#include <mutex>
#include <thread>

namespace leaktide::app {

// Shared with the thread of one exchange.
struct SeriesFetch::Attempt {
    std::mutex mutex;  // guards owner
    SeriesFetch* owner = nullptr;
};

SeriesFetch::SeriesFetch(QObject* parent) : QObject(parent) {}

SeriesFetch::~SeriesFetch() {
    forget();
}

void SeriesFetch::forget() {
    if (m_attempt) {
        const std::lock_guard lock(m_attempt->mutex);
        m_attempt->owner = nullptr;
    }
}

void SeriesFetch::fetch(const Plan& plan) {
    forget();
    m_attempt = std::make_shared<Attempt>();
    m_attempt->owner = this;
    std::thread([attempt = m_attempt, plan] {
        const SeriesResult result = std::make_shared<const Result<SeriesList>>(listSeries(plan));
        const std::lock_guard lock(attempt->mutex);
        if (attempt->owner == nullptr) {
            return;
        }
        QMetaObject::invokeMethod(
            attempt->owner,
            [attempt, result] {
                if (attempt->owner != nullptr) {  // changes on this thread only
                    Q_EMIT attempt->owner->fetched(result);
                }
            },
            Qt::QueuedConnection);
    }).detach();
}

}  // namespace leaktide::app
