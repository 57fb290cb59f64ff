// What the window opens and writes: recorded runs, series from anywhere, CSV exports.
#include <QDragEnterEvent>
#include <QDropEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QMenuBar>
#include <QMimeData>

#include "app/models/number_text.h"
#include "app/shell/main_window.h"
#include "engine/run/opened_file.h"

namespace leaktide::app {

void MainWindow::setupFileMenu() {
    QMenu* menu = menuBar()->addMenu(tr("&File"));
    m_openAction = menu->addAction(tr("&Open run or series…"), this, &MainWindow::chooseFile);
    m_openAction->setObjectName(QStringLiteral("openAction"));
    m_openAction->setShortcut(QKeySequence::Open);
    m_exportAction = menu->addAction(tr("&Export CSV…"), this, &MainWindow::exportRun);
    m_exportAction->setObjectName(QStringLiteral("exportAction"));
    m_exportAction->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_E));
    m_exportAction->setToolTip(tr("Write timeline, signals and errors as CSV (Ctrl+E)"));
    m_page->addTool(m_exportAction);
    menu->addSeparator();
    menu->addAction(tr("&Quit"), QKeySequence::Quit, this, &QWidget::close);
    setAcceptDrops(true);
}

RunSnapshotPtr MainWindow::shownRun() const {
    return m_opened ? m_opened : m_runs.latest();
}

void MainWindow::chooseFile() {
    const QString path =
        QFileDialog::getOpenFileName(this, tr("Open a recorded run or series"), m_settings.exportFolder(),
                                     tr("Runs and series (*.leaktide *.csv);;All files (*)"));
    if (!path.isEmpty()) {
        openFile(path);
    }
}

void MainWindow::openFile(const QString& path) {
    if (m_runs.state() != RunState::Idle) {
        m_page->banner()->say(Tone::Warning, tr("Stop the run first, then open the file."));
        return;
    }
    const auto opened = openRecorded(path.toStdString());
    if (!opened) {
        m_page->banner()->say(Tone::Bad, sentenceText(opened.error().message));
        return;
    }
    m_opened = std::make_shared<const RunSnapshot>(snapshotOf(*opened));
    m_page->banner()->clear();
    m_noticesSaid = 0;
    showSnapshot(m_opened);
    m_page->charts()->showWholeRun();
    setWindowTitle(tr("%1 – %2 – Leaktide").arg(QFileInfo(path).fileName(), summaryOf(*m_opened)));
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event) {
    const QList<QUrl> urls = event->mimeData()->urls();
    if (urls.size() == 1 && urls.constFirst().isLocalFile()) {
        event->acceptProposedAction();
    }
}

void MainWindow::dropEvent(QDropEvent* event) {
    openFile(event->mimeData()->urls().constFirst().toLocalFile());
}

}  // namespace leaktide::app
