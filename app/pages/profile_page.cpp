#include "app/pages/profile_page.h"

#include <QFrame>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QScrollArea>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include "app/models/evidence_words.h"
#include "app/models/number_text.h"
#include "app/pages/text_tools.h"
#include "engine/profile/profile_growth.h"

namespace leaktide::app {

namespace {

QComboBox* makeChoice(QWidget* parent, const char* name, const QString& accessibleName) {
    auto* choice = new QComboBox(parent);
    choice->setObjectName(QLatin1String(name));
    choice->setAccessibleName(accessibleName);
    choice->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    return choice;
}

// Null: nothing is asked for. Empty is an answer of its own: compared to nothing.
void choose(QComboBox* choice, const QString& data, int otherwise) {
    const int at = data.isNull() ? -1 : choice->findData(data);
    choice->setCurrentIndex(at >= 0 ? at : otherwise);
}

}  // namespace

ProfilePage::ProfilePage(QWidget* parent)
    : QWidget(parent),
      m_kind(makeChoice(this, "profileKind", tr("Kind of profile"))),
      m_before(makeChoice(this, "profileBefore", tr("Compared from"))),
      m_after(makeChoice(this, "profileAfter", tr("Compared to"))),
      m_type(makeChoice(this, "profileType", tr("What is counted"))),
      m_mark(new QPushButton(tr("&Mark now"), this)),
      m_sentence(makeLabel(this, QStringLiteral("profileSentence"), TextSize::Normal, TextWeight::Bold)),
      m_filter(new QLineEdit(this)),
      m_share(makeLabel(this, QStringLiteral("profileShare"), TextSize::Normal, TextWeight::Normal)),
      m_note(makeLabel(this, QStringLiteral("profileNote"), TextSize::Small, TextWeight::Normal)),
      m_flames(new FlameView(this)),
      m_flameArea(new QScrollArea(this)),
      m_table(new QTableView(this)) {
    setupLayout();
    connect(m_kind, &QComboBox::currentIndexChanged, this, [this] { fillMarks({}, {}); });
    connect(m_before, &QComboBox::currentIndexChanged, this, &ProfilePage::compare);
    connect(m_after, &QComboBox::currentIndexChanged, this, &ProfilePage::compare);
    connect(m_type, &QComboBox::currentIndexChanged, this, &ProfilePage::showType);
    connect(m_filter, &QLineEdit::textChanged, this, &ProfilePage::showFilter);
    connect(m_mark, &QPushButton::clicked, this, &ProfilePage::markAsked);
    connect(m_flames, &FlameView::currentChanged, this, [this](const QString& function) {
        if (const int row = m_rows.rowOf(function); row >= 0) {
            m_table->selectRow(row);
        }
    });
    setMarking(false);
    fillKinds();
}

void ProfilePage::setupLayout() {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(14, 12, 14, 10);
    column->setSpacing(10);
    column->addWidget(choiceRow());
    m_sentence->setWordWrap(true);
    m_sentence->setTextInteractionFlags(Qt::TextSelectableByMouse);
    column->addWidget(m_sentence);
    auto* filterRow = new QHBoxLayout;
    m_filter->setObjectName(QStringLiteral("profileFilter"));
    m_filter->setPlaceholderText(tr("Find a function or file"));
    m_filter->setAccessibleName(tr("Find a function or file"));
    m_filter->setClearButtonEnabled(true);
    m_filter->setMaximumWidth(320);
    filterRow->addWidget(m_filter, 1);
    filterRow->addWidget(m_share, 1);
    column->addLayout(filterRow);
    auto* splitter = new QSplitter(Qt::Vertical, this);
    splitter->setChildrenCollapsible(false);
    splitter->setHandleWidth(10);
    splitter->addWidget(flameFrame());
    splitter->addWidget(m_table);
    splitter->setStretchFactor(0, 3);
    splitter->setStretchFactor(1, 2);
    column->addWidget(splitter, 1);
    column->addWidget(m_note);
    m_table->setObjectName(QStringLiteral("profileTable"));
    m_table->setAccessibleName(tr("Functions by growth"));
    m_table->setModel(&m_rows);
    m_table->setSortingEnabled(true);
    m_table->sortByColumn(ProfileTableModel::Flat, Qt::DescendingOrder);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setAlternatingRowColors(true);
    m_table->setShowGrid(false);
    m_table->setTextElideMode(Qt::ElideLeft);
    m_table->setWordWrap(false);
    m_table->setTabKeyNavigation(false);
    m_table->verticalHeader()->hide();
    m_table->horizontalHeader()->setSectionResizeMode(ProfileTableModel::Function, QHeaderView::Stretch);
    m_table->horizontalHeader()->setSectionResizeMode(ProfileTableModel::Flat, QHeaderView::ResizeToContents);
    m_table->horizontalHeader()->setSectionResizeMode(ProfileTableModel::Cumulative,
                                                      QHeaderView::ResizeToContents);
}

QWidget* ProfilePage::choiceRow() {
    auto* row = new QWidget(this);
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    const auto add = [&](const QString& text, QComboBox* choice) {
        auto* label = new QLabel(text, row);
        label->setBuddy(choice);
        layout->addWidget(label);
        layout->addWidget(choice);
    };
    add(tr("&Profile"), m_kind);
    add(tr("&from"), m_before);
    add(tr("&to"), m_after);
    add(tr("&counting"), m_type);
    layout->addStretch(1);
    m_mark->setObjectName(QStringLiteral("profileMarkButton"));
    m_mark->setToolTip(tr("Take the target's profiles now and keep them with this run"));
    layout->addWidget(m_mark);
    return row;
}

QWidget* ProfilePage::flameFrame() {
    m_flameArea->setObjectName(QStringLiteral("flameArea"));
    m_flameArea->setWidgetResizable(true);
    m_flameArea->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_flameArea->setFrameShape(QFrame::NoFrame);
    m_flameArea->setFocusPolicy(Qt::NoFocus);
    m_flameArea->setWidget(m_flames);
    auto* frame = new QFrame(this);
    frame->setProperty("card", true);
    auto* inner = new QVBoxLayout(frame);
    inner->setContentsMargins(6, 6, 6, 6);
    inner->addWidget(m_flameArea);
    return frame;
}

void ProfilePage::setRun(const std::vector<RecordedProfile>& profiles) {
    m_book.setRun(profiles);
    fillKinds();
}

QString ProfilePage::openFiles(const QStringList& paths) {
    for (const QString& path : paths) {
        if (const Status added = m_book.addFile(path); !added) {
            return sentenceText(added.error().message);
        }
    }
    fillKinds();
    // One file is shown whole; of two, the second is what came later.
    choose(QStringLiteral("file"), paths.size() > 1 ? paths.value(0) : QString(),
           paths.value(paths.size() - 1));
    if (paths.size() == 1) {
        m_before->setCurrentIndex(0);
    }
    return {};
}

void ProfilePage::setMarking(bool possible) {
    m_mark->setEnabled(possible);
}

void ProfilePage::choose(const QString& kind, const QString& before, const QString& after) {
    {
        const QSignalBlocker quiet(m_kind);
        app::choose(m_kind, kind, m_kind->currentIndex());
    }
    fillMarks(before, after);
}

void ProfilePage::fillKinds() {
    const QString chosen = m_kind->currentData().toString();
    const QString before = m_before->currentData().toString();
    const QString after = m_after->currentData().toString();
    {
        const QSignalBlocker quiet(m_kind);
        m_kind->clear();
        for (const QString& kind : m_book.kinds()) {
            m_kind->addItem(profileKindLabel(kind), kind);
        }
        app::choose(m_kind, chosen, 0);
    }
    fillMarks(before, after);
}

void ProfilePage::fillMarks(const QString& before, const QString& after) {
    const auto marks = m_book.marks(m_kind->currentData().toString());
    {
        const QSignalBlocker quietBefore(m_before);
        const QSignalBlocker quietAfter(m_after);
        m_before->clear();
        m_after->clear();
        if (!marks.isEmpty()) {
            m_before->addItem(tr("nothing"), QStringLiteral(""));
        }
        for (const ProfileMarkEntry& entry : marks) {
            m_before->addItem(entry.label, entry.mark);
            m_after->addItem(entry.label, entry.mark);
        }
        app::choose(m_before, before, marks.size() > 1 ? 1 : 0);
        app::choose(m_after, after, static_cast<int>(marks.size()) - 1);
    }
    compare();
}

void ProfilePage::compare() {
    const QString after = m_after->currentData().toString();
    if (after.isEmpty()) {
        showNothing(
            tr("No profiles yet: a run takes them at the end of its baseline and after each drain, "
               "where the target has any."));
        return;
    }
    auto compared =
        m_book.compare(m_kind->currentData().toString(), m_before->currentData().toString(), after);
    if (!compared) {
        showNothing(sentenceText(compared.error().message));
        return;
    }
    m_shown = std::move(compared).value();
    fillTypes(*m_shown);
    showType();
}

void ProfilePage::fillTypes(const StackProfile& profile) {
    const QSignalBlocker quiet(m_type);
    const QString chosen = m_type->currentData().toString();
    m_type->clear();
    for (const ProfileValueType& type : profile.types) {
        m_type->addItem(profileTypeLabel(type), qt(type.type));
    }
    app::choose(m_type, chosen, static_cast<int>(profile.defaultType));
}

void ProfilePage::showType() {
    if (!m_shown || m_type->currentIndex() < 0) {
        return;
    }
    const auto type = static_cast<std::size_t>(m_type->currentIndex());
    const bool difference = !m_before->currentData().toString().isEmpty();
    const ValueSign sign = difference ? ValueSign::Always : ValueSign::WhereNegative;
    const std::string unit = m_shown->types[type].unit;
    m_rows.show(*m_shown, type, sign);
    m_flames->show(FlameGraph(*m_shown, type),
                   [unit, sign](double value) { return profileValueText(value, unit, sign); });
    m_sentence->setText(difference ? saidText(growthSentence(*m_shown, type)) : QString());
    m_sentence->setVisible(difference);
    const double shrunk = m_flames->graph().shrunk();
    m_note->setText(shrunk > 0
                        ? tr("A negative number: less is held there than before. %1 of that is not drawn.")
                              .arg(profileValueText(-shrunk, unit, sign))
                        : QString());
    m_note->setVisible(shrunk > 0);
    setTextColor(m_note, mutedColor(palette()));
    showFilter();
}

void ProfilePage::showFilter() {
    const QString text = m_filter->text();
    m_flames->setFilter(text);
    if (const auto first = m_flames->firstMatch()) {
        m_flameArea->ensureVisible(0, static_cast<int>(first->center().y()));
    }
    m_share->setText(
        text.trimmed().isEmpty() || m_flames->graph().isEmpty()
            ? QString()
            : tr("matches %1 % of the growth").arg(QString::number(qRound(100 * m_flames->matchingShare()))));
}

void ProfilePage::showNothing(const QString& sentence) {
    m_shown.reset();
    m_rows.clear();
    m_flames->show(FlameGraph(), {});
    m_sentence->setText(sentence);
    m_sentence->show();
    m_note->hide();
    m_share->clear();
}

}  // namespace leaktide::app
