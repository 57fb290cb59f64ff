#include "app/pages/run_page.h"

#include <QScrollArea>
#include <QToolButton>
#include <QVBoxLayout>

namespace leaktide::app {

RunPage::RunPage(FaultModel* faults, VerdictModel* verdicts, QWidget* parent)
    : QWidget(parent),
      m_verdicts(verdicts),
      m_form(new PlanForm(faults, this)),
      m_phaseBar(new PhaseBar(this)),
      m_banner(new Banner(this)),
      m_extendBar(new ExtendBar(this)),
      m_charts(new ChartStack(this)),
      m_panel(new VerdictPanel(verdicts, this)),
      m_splitter(new QSplitter(Qt::Horizontal, this)),
      m_progressRow(new QHBoxLayout) {
    setupLayout();
    verdicts->clear();
    showReady();
}

void RunPage::showReady() {
    RunProgress waiting;
    waiting.segments = segmentsOf(Plan{}, Idling::Planned);
    waiting.phaseText = tr("Ready");
    waiting.purpose = tr("Press Start: baseline, load, drain, then a verdict for every signal.");
    m_phaseBar->show(waiting);
}

void RunPage::setupLayout() {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(14, 12, 14, 8);
    column->setSpacing(10);
    m_progressRow->setSpacing(14);
    m_progressRow->addWidget(m_phaseBar, 1);
    column->addWidget(m_form);
    column->addLayout(m_progressRow);
    column->addWidget(m_banner);
    column->addWidget(m_extendBar);
    m_splitter->setObjectName(QStringLiteral("splitter"));
    m_splitter->addWidget(chartFrame());
    m_splitter->addWidget(m_panel);
    m_splitter->setStretchFactor(0, 1);
    m_splitter->setStretchFactor(1, 0);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setHandleWidth(10);
    m_splitter->setSizes({1000, 340});
    column->addWidget(m_splitter, 1);
}

QWidget* RunPage::chartFrame() {
    auto* frame = new QFrame(this);
    frame->setProperty("card", true);
    auto* inner = new QVBoxLayout(frame);
    inner->setContentsMargins(6, 6, 6, 4);
    auto* scroll = new QScrollArea(frame);
    scroll->setObjectName(QStringLiteral("chartArea"));
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidget(m_charts);
    inner->addWidget(scroll);
    return frame;
}

void RunPage::addTool(QAction* action) {
    auto* button = new QToolButton(this);
    button->setObjectName(action->objectName() + QStringLiteral("Button"));
    button->setDefaultAction(action);
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setFocusPolicy(Qt::StrongFocus);
    button->setAccessibleName(QString(action->text()).remove(QLatin1Char('&')));
    m_progressRow->addWidget(button);
}

void RunPage::showPlan(const Plan& plan) {
    RunSnapshot blank;
    blank.record.plan = plan;
    for (const ProgressSegment& segment : segmentsOf(plan, Idling::Planned)) {
        blank.totalS += segment.seconds;
    }
    show(blank);
    m_charts->showWholeRun();
}

void RunPage::show(const RunSnapshot& snapshot) {
    m_phaseBar->show(progressOf(snapshot));
    m_charts->show(timelineFrom(snapshot));
    m_verdicts->show(snapshot);
    m_extendBar->show(snapshot.offer);
}

}  // namespace leaktide::app
