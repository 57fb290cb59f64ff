// What the window does about undecided runs: the setting, the question, and what is said about short loads.
#include <QMenu>

#include "app/models/evidence_words.h"
#include "app/models/number_text.h"
#include "app/shell/main_window.h"

namespace leaktide::app {

namespace {

constexpr std::uint32_t LongestExtension = 4;  // times the planned load
constexpr auto TimeToAnswer = std::chrono::seconds(30);

}  // namespace

void MainWindow::setupExtendMenu(QMenu* menu) {
    QMenu* choices = menu->addMenu(tr("&Undecided runs"));
    m_extendActions = new QActionGroup(this);
    const auto add = [&](ExtendChoice choice, const char* name, const QString& label) {
        QAction* action = choices->addAction(label);
        action->setObjectName(QLatin1String(name));
        action->setData(static_cast<int>(choice));
        action->setCheckable(true);
        action->setChecked(choice == m_settings.extending());
        m_extendActions->addAction(action);
        connect(action, &QAction::triggered, this, [this, choice] { m_settings.setExtending(choice); });
    };
    add(ExtendChoice::Ask, "extendAsk", tr("&Ask whether to extend them"));
    add(ExtendChoice::Always, "extendAlways", tr("&Extend them up to four times"));
    add(ExtendChoice::Never, "extendNever", tr("&Leave them undecided"));
}

void MainWindow::setupExtendBar() {
    ExtendBar* bar = m_page->extendBar();
    connect(bar, &ExtendBar::extendChosen, this, [this] { m_runs.answerExtension(ExtendConsent::Given); });
    connect(bar, &ExtendBar::notNowChosen, this, [this] { m_runs.answerExtension(ExtendConsent::Refused); });
    connect(bar, &ExtendBar::alwaysChosen, this, [this] {
        for (QAction* action : m_extendActions->actions()) {
            if (action->data().toInt() == static_cast<int>(ExtendChoice::Always)) {
                action->trigger();
            }
        }
        m_runs.answerExtension(ExtendConsent::Given);
    });
}

void MainWindow::applyExtending(Plan& plan, RunSettings& settings) const {
    const ExtendChoice choice = m_settings.extending();
    plan.phases.extendTo = choice == ExtendChoice::Never ? 1 : LongestExtension;
    if (choice == ExtendChoice::Ask) {
        settings.askToExtend = TimeToAnswer;
    }
}

void MainWindow::sayNotices(const RunSnapshot& snapshot) {
    for (const auto count = static_cast<qsizetype>(snapshot.notices.size()); m_noticesSaid < count;
         ++m_noticesSaid) {
        const std::string sentence =
            saidText(snapshot.notices.at(static_cast<std::size_t>(m_noticesSaid))).toStdString();
        m_page->banner()->say(Tone::Notice, sentenceText(sentence));
    }
}

}  // namespace leaktide::app
