#pragma once

#include <QMainWindow>
#include <filesystem>
#include <optional>
#include <vector>

#include "core/store/backup.h"
#include "ui/models/command_model.h"
#include "ui/models/snapshot.h"
#include "ui/window/rail.h"

class QAction;
class QMenu;
class QStackedWidget;

namespace cairn::ui {

class CommandPalette;
class EditorPage;
class ExchangeService;
class GoalEditorPage;
class GoalPage;
class GoalsPage;
class HabitEditorPage;
class HabitPage;
class HabitsPage;
class ImportPage;
class MessageBar;
class Page;
class PageHeader;
class SettingsPage;
class StoreService;
class Theme;
class TodayPage;
class TrashPage;
enum class MessageTone;

/// The frame: rail, header, pages, message bar, palette, undo and redo. Wires pages to one another; knows no store but
/// through the services, which must outlive it. GUI thread.
class MainWindow : public QMainWindow {
    Q_OBJECT
public:
    MainWindow(Theme& theme, StoreService& store, ExchangeService& exchange);

    /// Takes the size of a first start, or as much of it as a screen with this room has; called for the screen on which
    /// the window is made.
    void fitInto(QSize room);
    void go(Place place);
    void openHabit(const core::Uuid& habit);
    void editHabit(const core::Uuid& habit);
    void newHabit();
    void openGoal(const core::Uuid& goal);
    void editGoal(const core::Uuid& goal);
    void newGoal();
    void openImport(const std::filesystem::path& file);
    void openTrash();
    void openPalette();
    /// Remembers size, place and page in this file from now on, and takes them from it.
    void rememberStateIn(const QString& file);
    /// Says that changes of other processes can't be taken in.
    void tellDeafness();
    /// Brings the window to the front.
    void raiseToFront();

    [[nodiscard]] MessageBar& messages() { return *m_messages; }

protected:
    void closeEvent(QCloseEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void buildFrame();
    void buildActions();
    void buildMenu(QMenu* menu);
    void connectHeader();
    void connectStore();
    void connectToday();
    void connectData();
    /// Puts a page into the frame.
    template<class P>
    P* added(P* page);
    /// The same with a page about one record, which is edited by `edit` and lies under `list`.
    template<class P>
    P* addedRecord(P* page, Place list, void (MainWindow::*edit)(const core::Uuid&));
    /// The same with an editor, which says what is wrong in the message bar.
    template<class P>
    P* addedEditor(P* page);
    // Pages are built when they are first shown; only Today is there from the start.
    HabitsPage* habitsPage();
    HabitPage* habitPage();
    HabitEditorPage* habitEditor();
    GoalsPage* goalsPage();
    GoalPage* goalPage();
    GoalEditorPage* goalEditor();
    SettingsPage* settingsPage();
    ImportPage* importPage();
    TrashPage* trashPage();
    void show(Page* page, Place place);
    void tellProblem(const Page* page, const QString& text);
    /// What was wrong on the page is not shown any more; an editor with something typed in it is kept.
    void leave(Page* page);
    /// Keeps an editor as it stands, to be offered again; the next record gets another one.
    void keepDraft(EditorPage* editor);
    /// Shows the editor in which something was typed about this record, or about a new one, and not saved; it becomes
    /// the present one. False where there is none.
    template<class P>
    bool takeUpDraft(P*& present, const std::optional<core::Uuid>& record, Place place);
    /// Whether nothing that was typed would be lost; else asks.
    bool mayClose();
    void updateHead();
    void updateUndo(const core::UndoState& undo);
    void showHabitMenu(const core::Uuid& habit, const QPoint& at);
    void chooseImport();
    void chooseImportFolder();
    void chooseElsewhere();
    void tellReadOnly();
    void chooseExport(int format);
    void tell(MessageTone tone, const QString& text);
    void tellUndoable(const QString& text);
    void tellBackup(const core::BackupOutcome& outcome);
    [[nodiscard]] std::vector<Command> commands();

    Theme& m_theme;
    StoreService& m_store;
    ExchangeService& m_exchange;
    QAction *m_undo, *m_redo;
    Rail* m_rail = nullptr;
    PageHeader* m_header = nullptr;
    QStackedWidget* m_pages = nullptr;
    TodayPage* m_today = nullptr;
    HabitsPage* m_habits = nullptr;
    HabitPage* m_habit = nullptr;
    HabitEditorPage* m_habitEditor = nullptr;
    GoalsPage* m_goals = nullptr;
    GoalPage* m_goal = nullptr;
    GoalEditorPage* m_goalEditor = nullptr;
    SettingsPage* m_settings = nullptr;
    ImportPage* m_import = nullptr;
    TrashPage* m_trash = nullptr;
    MessageBar* m_messages = nullptr;
    CommandPalette* m_palette = nullptr;
    std::vector<EditorPage*> m_drafts; ///< editors that were left with something typed in them
    bool m_givesDraftsUp = false;
    std::optional<core::ErrorCode> m_readOnlyBecause; ///< while the store can only be read
    QString m_stateFile;
    Place m_place = Place::today;
    bool m_comesFromHabit = false;
};

} // namespace cairn::ui
