#include "ui/window/main_window.h"

#include <QAction>
#include <QCloseEvent>
#include <QHBoxLayout>
#include <QMenu>
#include <QScreen>
#include <QSettings>
#include <QStackedWidget>
#include <QVBoxLayout>

#include "ui/models/words.h"
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
#include "ui/widgets/theme/line_icon.h"
#include "ui/widgets/theme/theme.h"
#include "ui/window/command_palette.h"
#include "ui/window/page_header.h"

namespace cairn::ui {
namespace {

constexpr QSize firstSize(1280, 820);
constexpr QSize smallestSize(880, 560);
constexpr QSize frameRoom(16, 48); ///< what a system's border and title bar may take

} // namespace

MainWindow::MainWindow(Theme& theme, StoreService& store, ExchangeService& exchange)
    : m_theme(theme), m_store(store), m_exchange(exchange), m_undo(new QAction(this)), m_redo(new QAction(this)) {
    setObjectName(QStringLiteral("mainWindow"));
    setWindowTitle(QStringLiteral("Cairn"));
    setWindowIcon(programIcon());
    fitInto(screen()->availableSize());
    buildFrame();
    buildActions();
    connectHeader();
    connectStore();
    connectToday();
    connectData();
    go(Place::today);
}

void MainWindow::fitInto(QSize room) {
    const QSize largest = room - frameRoom;
    setMinimumSize(smallestSize.boundedTo(largest));
    resize(firstSize.boundedTo(largest));
}

void MainWindow::buildFrame() {
    auto* menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("mainMenu"));
    auto* root = new QWidget;
    auto* columns = new QHBoxLayout(root);
    columns->setContentsMargins(0, 0, 0, 0);
    columns->setSpacing(0);
    m_rail = new Rail(m_theme, menu);
    columns->addWidget(m_rail);
    auto* body = new QVBoxLayout;
    body->setSpacing(0);
    m_header = new PageHeader(m_theme);
    m_pages = new QStackedWidget;
    body->addWidget(m_header);
    body->addWidget(m_pages, 1);
    columns->addLayout(body, 1);
    setCentralWidget(root);
    m_today = added(new TodayPage(m_theme, m_store));
    m_messages = new MessageBar(m_theme, root);
    m_palette = new CommandPalette(m_theme, root);
    buildMenu(menu);
}

void MainWindow::buildMenu(QMenu* menu) {
    const auto add = [&](const QString& text, const QKeySequence& keys, auto act) {
        QAction* action = menu->addAction(text, this, act);
        action->setShortcut(keys);
        addAction(action);
    };
    add(tr("New habit"), QKeySequence::New, [this] { newHabit(); });
    add(tr("New goal"), QKeySequence(QStringLiteral("Ctrl+Shift+N")), [this] { newGoal(); });
    menu->addSeparator();
    menu->addAction(m_undo);
    menu->addAction(m_redo);
    menu->addSeparator();
    add(tr("Search or run a command"), QKeySequence(QStringLiteral("Ctrl+K")), [this] { openPalette(); });
    add(tr("Import…"), {}, [this] { chooseImport(); });
    add(tr("Import a folder…"), {}, [this] { chooseImportFolder(); });
    add(tr("Trash"), {}, [this] { openTrash(); });
    add(tr("Settings"), QKeySequence(QStringLiteral("Ctrl+,")), [this] { go(Place::settings); });
    menu->addSeparator();
    add(tr("Quit"), QKeySequence(QStringLiteral("Ctrl+Q")), [this] { close(); });
}

void MainWindow::buildActions() {
    m_undo->setObjectName(QStringLiteral("undoAction"));
    m_redo->setObjectName(QStringLiteral("redoAction"));
    m_undo->setShortcut(QKeySequence(QStringLiteral("Ctrl+Z")));
    m_redo->setShortcuts({QKeySequence(QStringLiteral("Ctrl+Shift+Z")), QKeySequence(QStringLiteral("Ctrl+Y"))});
    addActions({m_undo, m_redo});
    connect(m_undo, &QAction::triggered, &m_store, &StoreService::undo);
    connect(m_redo, &QAction::triggered, &m_store, &StoreService::redo);
    updateUndo({});
    const auto shortcut = [this](const QString& keys, auto act) {
        auto* action = new QAction(this);
        action->setShortcut(QKeySequence(keys));
        addAction(action);
        connect(action, &QAction::triggered, this, act);
    };
    shortcut(QStringLiteral("Ctrl+1"), [this] { go(Place::today); });
    shortcut(QStringLiteral("Ctrl+2"), [this] { go(Place::habits); });
    shortcut(QStringLiteral("Ctrl+3"), [this] { go(Place::goals); });
    shortcut(QStringLiteral("F10"), [this] { m_rail->openMenu(); });
    shortcut(QStringLiteral("Ctrl+S"), [this] {
        if (auto* page = qobject_cast<EditorPage*>(m_pages->currentWidget())) page->pressPrimary();
    });
    shortcut(QStringLiteral("Escape"), [this] {
        auto* page = static_cast<Page*>(m_pages->currentWidget());
        if (qobject_cast<EditorPage*>(page) != nullptr || page == m_import) return page->pressSecondary();
        if (qobject_cast<RecordPageBase*>(page) != nullptr || page == m_trash) go(m_place);
    });
}

void MainWindow::connectHeader() {
    connect(m_rail, &Rail::chosen, this, &MainWindow::go);
    const auto page = [this] { return static_cast<Page*>(m_pages->currentWidget()); };
    connect(m_header, &PageHeader::searchPressed, this, &MainWindow::openPalette);
    connect(m_header, &PageHeader::crumbPressed, this, [this] { go(m_place); });
    connect(m_header, &PageHeader::primaryPressed, this, [page] { page()->pressPrimary(); });
    connect(m_header, &PageHeader::secondaryPressed, this, [page] { page()->pressSecondary(); });
}

void MainWindow::connectToday() {
    connect(m_today, &TodayPage::newHabitWished, this, &MainWindow::newHabit);
    connect(m_today, &TodayPage::newGoalWished, this, &MainWindow::newGoal);
    connect(m_today, &TodayPage::importWished, this, &MainWindow::chooseImport);
    connect(m_today, &TodayPage::habitOpened, this, &MainWindow::openHabit);
    connect(m_today, &TodayPage::habitMenuWished, this, &MainWindow::showHabitMenu);
    connect(m_today, &TodayPage::goalOpened, this, &MainWindow::openGoal);
    connect(m_today, &TodayPage::amountRefused, this,
            [this] { tell(MessageTone::error, tr("An amount is a number, 0 or more. Nothing was recorded.")); });
}

void MainWindow::show(Page* page, Place place) {
    auto* before = static_cast<Page*>(m_pages->currentWidget());
    if (before != page) leave(before);
    m_place = place;
    m_palette->hide();
    m_pages->setCurrentWidget(page);
    m_rail->select(place);
    updateHead();
    page->takeFocus();
}

void MainWindow::updateHead() {
    m_header->show(static_cast<Page*>(m_pages->currentWidget())->head());
}

void MainWindow::go(Place place) {
    switch (place) {
    case Place::habits: return show(habitsPage(), place);
    case Place::goals: return show(goalsPage(), place);
    case Place::settings: return show(settingsPage(), place);
    default: return show(m_today, Place::today);
    }
}

void MainWindow::openHabit(const core::Uuid& habit) {
    habitPage()->open(habit);
    show(m_habit, Place::habits);
}

void MainWindow::editHabit(const core::Uuid& habit) {
    m_comesFromHabit = m_habit != nullptr && m_pages->currentWidget() == m_habit;
    const Place place = m_place == Place::today ? Place::today : Place::habits;
    if (takeUpDraft(m_habitEditor, habit, place)) return;
    habitEditor()->open(habit);
    show(m_habitEditor, place);
}

void MainWindow::newHabit() {
    m_comesFromHabit = false;
    const Place place = m_place == Place::today ? Place::today : Place::habits;
    if (takeUpDraft(m_habitEditor, std::nullopt, place)) return;
    habitEditor()->openNew();
    show(m_habitEditor, place);
}

void MainWindow::openGoal(const core::Uuid& goal) {
    goalPage()->open(goal);
    show(m_goal, Place::goals);
}

void MainWindow::editGoal(const core::Uuid& goal) {
    if (takeUpDraft(m_goalEditor, goal, Place::goals)) return;
    goalEditor()->open(goal);
    show(m_goalEditor, Place::goals);
}

void MainWindow::newGoal() {
    if (takeUpDraft(m_goalEditor, std::nullopt, Place::goals)) return;
    goalEditor()->openNew();
    show(m_goalEditor, Place::goals);
}

void MainWindow::openImport(const std::filesystem::path& file) {
    importPage()->open(file);
    show(m_import, Place::settings);
}

void MainWindow::openTrash() {
    trashPage()->open();
    show(m_trash, Place::settings);
}

void MainWindow::updateUndo(const core::UndoState& undo) {
    m_undo->setEnabled(undo.undo.has_value());
    m_redo->setEnabled(undo.redo.has_value());
    m_undo->setText(undo.undo ? tr("Undo: %1").arg(actionText(*undo.undo)) : tr("Undo"));
    m_redo->setText(undo.redo ? tr("Redo: %1").arg(actionText(*undo.redo)) : tr("Redo"));
}

void MainWindow::rememberStateIn(const QString& file) {
    m_stateFile = file;
    const QSettings settings(file, QSettings::IniFormat);
    restoreGeometry(settings.value(QStringLiteral("window/geometry")).toByteArray());
    const int place = settings.value(QStringLiteral("window/page"), 1).toInt();
    go(static_cast<Place>(place));
}

void MainWindow::closeEvent(QCloseEvent* event) {
    if (!mayClose()) return event->ignore();
    if (!m_stateFile.isEmpty()) {
        QSettings settings(m_stateFile, QSettings::IniFormat);
        settings.setValue(QStringLiteral("window/geometry"), saveGeometry());
        settings.setValue(QStringLiteral("window/page"), static_cast<int>(m_place));
    }
    QMainWindow::closeEvent(event);
}

void MainWindow::resizeEvent(QResizeEvent* event) {
    QMainWindow::resizeEvent(event);
    m_messages->place();
    m_palette->place();
}

void MainWindow::raiseToFront() {
    setWindowState(windowState() & ~Qt::WindowMinimized);
    QMainWindow::show();
    raise();
    activateWindow();
}

} // namespace cairn::ui
