// What the window has to do with profiles: their menu, marks by hand, and the window that shows what grew.
#include <QMenuBar>

#include "app/shell/main_window.h"

namespace leaktide::app {

void MainWindow::setupProfileMenu() {
    m_profiles = new ProfileWindow(this);
    QMenu* menu = menuBar()->addMenu(tr("&Profiles"));
    QAction* show = menu->addAction(tr("&Show what grew"), this, [this] { showGrowth({}); });
    show->setObjectName(QStringLiteral("showGrowthAction"));
    show->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_G));
    m_markAction = menu->addAction(tr("&Mark now"), this, &MainWindow::markProfiles);
    m_markAction->setObjectName(QStringLiteral("markAction"));
    m_markAction->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_M));
    m_markAction->setToolTip(tr("Take the target's profiles now and keep them with this run (Ctrl+M)"));
    menu->addSeparator();
    QAction* open = menu->addAction(tr("&Open profile files…"), this,
                                    [this] { m_profiles->askForFiles(m_settings.exportFolder()); });
    open->setObjectName(QStringLiteral("openProfilesAction"));
    open->setShortcut(QKeySequence::Open);
    connect(m_profiles->page(), &ProfilePage::markAsked, this, &MainWindow::markProfiles);
    connect(m_page->verdicts(), &VerdictPanel::growthAsked, this, &MainWindow::showGrowth);
}

void MainWindow::markProfiles() {
    m_runs.markProfiles();
}

void MainWindow::showGrowth(const QString& signal) {
    m_profiles->openOn(m_runs.latest().get(), signal);
}

// Whether the target has profiles is known from the first ones on.
void MainWindow::refreshMarking() {
    const bool possible =
        m_runs.state() == RunState::Running && m_runs.latest() && !m_runs.latest()->record.profiles.empty();
    m_markAction->setEnabled(possible);
    m_profiles->page()->setMarking(possible);
}

}  // namespace leaktide::app
