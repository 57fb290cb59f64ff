// What changed between two profiles: which two, of what, a sentence, the graph of the growth and the table.
// A run's marks come in as it goes; what the reader has chosen stays chosen.
#pragma once

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QSplitter>
#include <QTableView>
#include <QWidget>

#include "app/models/profile_book.h"
#include "app/models/profile_table_model.h"
#include "app/pages/flame_view.h"

namespace leaktide::app {

class ProfilePage : public QWidget {
    Q_OBJECT
public:
    explicit ProfilePage(QWidget* parent = nullptr);

    void setRun(const std::vector<RecordedProfile>& profiles);
    // One or two files; two are compared in the order given. A sentence when one of them cannot be read.
    QString openFiles(const QStringList& paths);
    // Empty marks: the first and the last of the kind.
    void choose(const QString& kind, const QString& before = {}, const QString& after = {});
    void setMarking(bool possible);  // a run goes whose target has profiles

    [[nodiscard]] FlameView* flames() const { return m_flames; }
    [[nodiscard]] QString sentence() const { return m_sentence->text(); }

Q_SIGNALS:
    void markAsked();

private:
    void setupLayout();
    QWidget* choiceRow();
    QWidget* flameFrame();
    void fillKinds();
    void fillMarks(const QString& before, const QString& after);
    void fillTypes(const StackProfile& profile);
    void compare();
    void showType();
    void showFilter();
    void showNothing(const QString& sentence);

    ProfileBook m_book;
    std::shared_ptr<const StackProfile> m_shown;  // null: nothing to show
    ProfileTableModel m_rows;
    QComboBox* m_kind;
    QComboBox* m_before;
    QComboBox* m_after;
    QComboBox* m_type;
    QPushButton* m_mark;
    QLabel* m_sentence;
    QLineEdit* m_filter;
    QLabel* m_share;
    QLabel* m_note;
    FlameView* m_flames;
    QScrollArea* m_flameArea;
    QTableView* m_table;
};

}  // namespace leaktide::app
