// Fetches the list of all series of a target without making the window wait.
//
// Threading: lives on the GUI thread, its signal is emitted there. The exchange has a thread of its own that
// nobody waits for; what it brings after another fetch() or after the end of this object is dropped.
#pragma once

#include <QObject>
#include <memory>

#include "engine/probe/series_list.h"

namespace leaktide::app {

using SeriesResult = std::shared_ptr<const Result<SeriesList>>;

class SeriesFetch : public QObject {
    Q_OBJECT
public:
    explicit SeriesFetch(QObject* parent = nullptr);
    ~SeriesFetch() override;

    void fetch(const Plan& plan);

Q_SIGNALS:
    void fetched(const leaktide::app::SeriesResult& result);

private:
    struct Attempt;
    void forget();

    std::shared_ptr<Attempt> m_attempt;  // the newest
};

}  // namespace leaktide::app
