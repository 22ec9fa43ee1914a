#include <QStackedWidget>

#include "ui/pages/goals/goal_editor_page.h"
#include "ui/pages/goals/goal_page.h"
#include "ui/pages/goals/goals_page.h"
#include "ui/pages/habits/habit_editor_page.h"
#include "ui/pages/habits/habit_page.h"
#include "ui/pages/habits/habits_page.h"
#include "ui/pages/settings/import_page.h"
#include "ui/pages/settings/settings_page.h"
#include "ui/pages/settings/trash_page.h"
#include "ui/pages/today/today_page.h"
#include "ui/services/store_service.h"
#include "ui/widgets/message_bar.h"
#include "ui/window/main_window.h"

// Builds the pages, each when it is first wanted, and connects what they wish for.

namespace cairn::ui {

template<class P>
P* MainWindow::added(P* page) {
    m_pages->addWidget(page);
    connect(page, &Page::headChanged, this, [this, page] {
        if (m_pages->currentWidget() == page) updateHead();
    });
    return page;
}
template TodayPage* MainWindow::added(TodayPage* page);

HabitsPage* MainWindow::habitsPage() {
    if (m_habits != nullptr) return m_habits;
    m_habits = added(new HabitsPage(m_theme, m_store));
    connect(m_habits, &HabitsPage::newHabitWished, this, &MainWindow::newHabit);
    connect(m_habits, &HabitsPage::importWished, this, &MainWindow::chooseImport);
    connect(m_habits, &HabitsPage::habitOpened, this, &MainWindow::openHabit);
    connect(m_habits, &HabitsPage::habitMenuWished, this, &MainWindow::showHabitMenu);
    if (m_store.snapshot()) m_habits->take(m_store.snapshot());
    return m_habits;
}

template<class P>
P* MainWindow::addedRecord(P* page, Place list, void (MainWindow::*edit)(const core::Uuid&)) {
    added(page);
    connect(page, &RecordPageBase::editWished, this, edit);
    connect(page, &RecordPageBase::problemFound, this, [this, page](const QString& text) { tellProblem(page, text); });
    connect(page, &RecordPageBase::gone, this, [this, page, list] {
        if (m_pages->currentWidget() == page) go(list);
    });
    return page;
}

template<class P>
P* MainWindow::addedEditor(P* page) {
    added(page);
    connect(page, &EditorPage::problemFound, this, [this, page](const QString& text) { tellProblem(page, text); });
    return page;
}

HabitPage* MainWindow::habitPage() {
    if (m_habit == nullptr)
        m_habit = addedRecord(new HabitPage(m_theme, m_store), Place::habits, &MainWindow::editHabit);
    return m_habit;
}

HabitEditorPage* MainWindow::habitEditor() {
    if (m_habitEditor != nullptr && m_habitEditor->hasUnsaved()) keepDraft(m_habitEditor);
    if (m_habitEditor != nullptr) return m_habitEditor;
    m_habitEditor = addedEditor(new HabitEditorPage(m_theme, m_store));
    connect(m_habitEditor, &HabitEditorPage::left, this, [this] { go(m_place); });
    connect(m_habitEditor, &HabitEditorPage::saved, this, [this](const core::Uuid& habit) {
        if (m_comesFromHabit)
            openHabit(habit);
        else
            go(m_place);
    });
    return m_habitEditor;
}

GoalsPage* MainWindow::goalsPage() {
    if (m_goals != nullptr) return m_goals;
    m_goals = added(new GoalsPage(m_theme, m_store));
    connect(m_goals, &GoalsPage::newGoalWished, this, &MainWindow::newGoal);
    connect(m_goals, &GoalsPage::goalOpened, this, &MainWindow::openGoal);
    if (m_store.snapshot()) m_goals->take(m_store.snapshot());
    return m_goals;
}

GoalPage* MainWindow::goalPage() {
    if (m_goal == nullptr) m_goal = addedRecord(new GoalPage(m_theme, m_store), Place::goals, &MainWindow::editGoal);
    return m_goal;
}

GoalEditorPage* MainWindow::goalEditor() {
    if (m_goalEditor != nullptr && m_goalEditor->hasUnsaved()) keepDraft(m_goalEditor);
    if (m_goalEditor != nullptr) return m_goalEditor;
    m_goalEditor = addedEditor(new GoalEditorPage(m_theme, m_store));
    connect(m_goalEditor, &GoalEditorPage::left, this, [this] { go(Place::goals); });
    connect(m_goalEditor, &GoalEditorPage::saved, this, &MainWindow::openGoal);
    return m_goalEditor;
}

SettingsPage* MainWindow::settingsPage() {
    if (m_settings != nullptr) return m_settings;
    m_settings = added(new SettingsPage(m_theme, m_store));
    connect(m_settings, &SettingsPage::importWished, this, &MainWindow::chooseImport);
    connect(m_settings, &SettingsPage::exportWished, this,
            [this](core::ExportFormat format) { chooseExport(static_cast<int>(format)); });
    connect(m_settings, &SettingsPage::backupWished, &m_store, &StoreService::backUp);
    connect(m_settings, &SettingsPage::trashWished, this, &MainWindow::openTrash);
    if (m_store.snapshot()) m_settings->take(m_store.snapshot());
    return m_settings;
}

TrashPage* MainWindow::trashPage() {
    if (m_trash != nullptr) return m_trash;
    m_trash = added(new TrashPage(m_theme, m_store));
    connect(m_trash, &TrashPage::problemFound, this, [this](const QString& text) { tellProblem(m_trash, text); });
    return m_trash;
}

ImportPage* MainWindow::importPage() {
    if (m_import != nullptr) return m_import;
    m_import = added(new ImportPage(m_theme, m_store, m_exchange));
    connect(m_import, &ImportPage::left, this, [this] { go(Place::settings); });
    connect(m_import, &ImportPage::problemFound, this, [this](const QString& text) { tell(MessageTone::error, text); });
    connect(m_import, &ImportPage::imported, this, [this](std::size_t created, std::size_t updated) {
        go(Place::today);
        tellUndoable(tr("Imported: %1 new rows, %2 changed.").arg(created).arg(updated));
    });
    return m_import;
}

} // namespace cairn::ui
