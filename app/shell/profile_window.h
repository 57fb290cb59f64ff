// The window beside the main one that shows what grew. Not modal: the run goes on beside it.
#pragma once

#include <QDialog>

#include "app/pages/profile_page.h"
#include "engine/run/run_snapshot.h"

namespace leaktide::app {

class ProfileWindow : public QDialog {
    Q_OBJECT
public:
    explicit ProfileWindow(QWidget* parent);

    void showRun(const RunSnapshot& snapshot);  // new marks come in; nothing is raised
    // Opens on what is said of the signal; of the first that grew, where none is named.
    void openOn(const RunSnapshot* snapshot, const QString& signal);
    void askForFiles(const QString& folder);
    [[nodiscard]] ProfilePage* page() const { return m_page; }

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    void raiseIt();

    ProfilePage* m_page;
    std::size_t m_marks = 0;  // of the run shown
    QString m_runStart;       // of which run they are
};

}  // namespace leaktide::app
