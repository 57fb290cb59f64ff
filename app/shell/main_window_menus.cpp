// The menus of the window.
#include <QActionGroup>
#include <QApplication>
#include <QMenuBar>
#include <QMessageBox>
#include <algorithm>

#include "app/models/number_text.h"
#include "app/shell/main_window.h"

namespace leaktide::app {

void MainWindow::setupRunMenu() {
    QMenu* menu = menuBar()->addMenu(tr("&Run"));
    m_startAction = menu->addAction(tr("&Start"), this, &MainWindow::startRun);
    m_startAction->setObjectName(QStringLiteral("startAction"));
    m_startAction->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_Return));
    m_stopAction = menu->addAction(tr("S&top"), this, &MainWindow::stopRun);
    m_stopAction->setObjectName(QStringLiteral("stopAction"));
    m_stopAction->setShortcut(QKeySequence(Qt::Key_Escape));
    menu->addSeparator();
    setupExtendMenu(menu);
    setupPlanMenu(menu);
    menu->addSeparator();
    m_restartAction = menu->addAction(tr("Start the &bundled target"), this, &MainWindow::restartTarget);
    m_restartAction->setObjectName(QStringLiteral("restartTargetAction"));
}

void MainWindow::setupViewMenu() {
    QMenu* menu = menuBar()->addMenu(tr("&View"));
    m_chartsMenu = menu->addMenu(tr("&Charts"));
    m_chartsMenu->setEnabled(false);
    menu->addAction(tr("&Whole run"), QKeySequence(Qt::CTRL | Qt::Key_0), m_page->charts(),
                    &ChartStack::showWholeRun);
    QMenu* themes = menu->addMenu(tr("&Theme"));
    auto* group = new QActionGroup(this);
    const ThemeChoice current = m_options.theme.value_or(m_settings.theme());
    const auto add = [&](ThemeChoice choice, const QString& label) {
        QAction* action = themes->addAction(label);
        action->setObjectName(QStringLiteral("theme_") + nameOf(choice));
        action->setCheckable(true);
        action->setChecked(choice == current);
        group->addAction(action);
        connect(action, &QAction::triggered, this, [this, choice] {
            m_settings.setTheme(choice);
            applyTheme(*qApp, choice);
        });
    };
    add(ThemeChoice::System, tr("As the &system"));
    add(ThemeChoice::Light, tr("&Light"));
    add(ThemeChoice::Dark, tr("&Dark"));
    if (const QStringList shown = m_settings.shownSignals(); !shown.isEmpty()) {
        m_page->charts()->setShownSignals(shown);
    }
}

void MainWindow::setupHelpMenu() {
    QMenu* menu = menuBar()->addMenu(tr("&Help"));
    menu->addAction(tr("&Keys"), this, &MainWindow::showKeys);
    menu->addAction(tr("&About Leaktide"), this, &MainWindow::showAbout);
}

// One entry per signal that the target shows; built when the set of signals changes.
void MainWindow::fillChartsMenu(const RunSnapshot& snapshot) {
    const auto& records = snapshot.record.signals;
    const QList<QAction*> there = m_chartsMenu->actions();
    const bool same = std::equal(records.begin(), records.end(), there.begin(), there.end(),
                                 [](const SignalRecord& signal, const QAction* action) {
                                     return qt(signal.spec.name) == action->data().toString();
                                 });
    if (same) {
        return;
    }
    m_chartsMenu->clear();
    for (const SignalRecord& signal : records) {
        QAction* action = m_chartsMenu->addAction(signalLabel(signal.spec));
        action->setData(qt(signal.spec.name));
        action->setCheckable(true);
        action->setChecked(m_page->charts()->shownSignals().contains(qt(signal.spec.name)));
        connect(action, &QAction::toggled, this, [this] {
            QStringList names;
            for (const QAction* entry : m_chartsMenu->actions()) {
                if (entry->isChecked()) {
                    names += entry->data().toString();
                }
            }
            m_settings.setShownSignals(names);
            m_page->charts()->setShownSignals(names);
        });
    }
    m_chartsMenu->setEnabled(!records.empty());
}

void MainWindow::showKeys() {
    const QList<QPair<QString, QString>> keys{
        {tr("Return"), tr("start the run")},
        {tr("Esc"), tr("stop it at once")},
        {tr("Ctrl+O"), tr("open a recorded run or series")},
        {tr("Ctrl+E"), tr("export CSV")},
        {tr("Wheel, + and -"), tr("zoom all charts")},
        {tr("Drag"), tr("move all charts")},
        {tr("Left and Right"), tr("move the cursor through the charts")},
        {tr("Double click, Home"), tr("show the whole run")},
    };
    QString rows;
    for (const auto& [key, meaning] : keys) {
        rows +=
            QStringLiteral("<tr><td><b>%1</b></td><td>&nbsp;&nbsp;</td><td>%2</td></tr>").arg(key, meaning);
    }
    QMessageBox box(QMessageBox::NoIcon, tr("Keys"), QStringLiteral("<table>%1</table>").arg(rows),
                    QMessageBox::Ok, this);
    box.exec();
}

void MainWindow::showAbout() {
    QMessageBox::about(
        this, tr("About Leaktide"),
        tr("<b>Leaktide %1</b><p>Puts an HTTP server under load and shows what it does not give "
           "back.</p><p>GPL-3.0-or-later. Built with Qt %2, QCustomPlot and libcurl.</p>")
            .arg(QStringLiteral(LEAKTIDE_VERSION), QLatin1String(qVersion())));
}

}  // namespace leaktide::app
