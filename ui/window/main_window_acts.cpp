#include <QAction>
#include <QDir>
#include <QFileDialog>
#include <QMenu>
#include <QStandardPaths>
#include <utility>

#include "core/actions/habit_actions.h"
#include "core/actions/record_actions.h"
#include "ui/models/error_text.h"
#include "ui/models/words.h"
#include "ui/pages/habits/habit_page.h"
#include "ui/pages/settings/import_page.h"
#include "ui/pages/settings/settings_page.h"
#include "ui/services/exchange_service.h"
#include "ui/services/store_service.h"
#include "ui/widgets/message_bar.h"
#include "ui/widgets/theme/theme.h"
#include "ui/window/command_palette.h"
#include "ui/window/main_window.h"

// What the frame says about changes, and what it offers: messages, menus, palette, files.

namespace cairn::ui {
namespace {

/// Acts whose outcome is seen where they happened need no message.
bool isSeenInPlace(core::Action action) {
    switch (action) {
    case core::Action::markDone:
    case core::Action::markSkipped:
    case core::Action::markMissed:
    case core::Action::clearDay:
    case core::Action::logAmount:
    case core::Action::writeNote:
    case core::Action::reorder:
    case core::Action::setSetting:
    case core::Action::makeDemo:
    case core::Action::import: return true;
    default: return false;
    }
}

QString capitalised(QString text) {
    if (!text.isEmpty()) text[0] = text[0].toUpper();
    return text;
}

/// Ways to write a local file's path as the system has it.
std::filesystem::path pathOf(const QString& file) {
    return std::filesystem::path(file.toStdU16String());
}

QString nameOf(const std::filesystem::path& file) {
    return QString::fromStdU16String(file.u16string());
}

} // namespace

void MainWindow::tell(MessageTone tone, const QString& text) {
    m_messages->show(tone, text);
}

void MainWindow::tellUndoable(const QString& text) {
    m_messages->show(MessageTone::information, text, tr("Undo"), [this] { m_store.undo(); });
}

void MainWindow::connectStore() {
    connect(&m_store, &StoreService::snapshotChanged, this, [this](const SnapshotPtr& snapshot) {
        m_theme.choose(snapshot->profile.theme);
        updateUndo(snapshot->undo);
    });
    connect(&m_store, &StoreService::acted, this, [this](const core::ActionName& name) {
        if (!isSeenInPlace(name.action)) tellUndoable(tr("Done: %1.").arg(actionText(name)));
    });
    connect(&m_store, &StoreService::undone, this, [this](const core::ActionName& name, std::size_t kept) {
        const QString text = tr("Undone: %1.").arg(actionText(name));
        const QString more = kept == 0 ? QString() : u' ' + tr("What was changed since was kept.");
        m_messages->show(MessageTone::information, text + more, tr("Redo"), [this] { m_store.redo(); });
    });
    connect(&m_store, &StoreService::redone, this, [this](const core::ActionName& name) {
        tellUndoable(capitalised(tr("done again: %1.").arg(actionText(name))));
    });
    connect(&m_store, &StoreService::refused, this, [this](const core::Error& error) {
        if (m_readOnlyBecause) return tellReadOnly();
        tell(MessageTone::error, errorText(error));
    });
    connect(&m_store, &StoreService::openedForReading, this, [this](const core::Error& reason) {
        m_readOnlyBecause = reason.code;
        tellReadOnly();
    });
    connect(&m_store, &StoreService::opened, this, [this] {
        if (!std::exchange(m_readOnlyBecause, std::nullopt)) return;
        tell(MessageTone::information, tr("Changes are saved again, in %1.").arg(nameOf(m_store.file())));
    });
    connect(&m_store, &StoreService::fileReplaced, this, [this] {
        tell(MessageTone::error, tr("Another program replaced or removed the open file, so the change was not saved. "
                                    "Nothing is written any more; start Cairn again to open what is there now."));
    });
    connect(&m_store, &StoreService::notMoved, this, [this](const core::Error& error) {
        const bool isThere = error.code == core::ErrorCode::conflict;
        tell(MessageTone::error, isThere ? tr("There is a file of that name already. Nothing was written; choose "
                                              "another name.")
                                         : errorText(error));
    });
    connect(&m_store, &StoreService::readFailed, this, [this] {
        tell(MessageTone::error, tr("The database could not be read, so this may be out of date. What was saved is "
                                    "kept; it is tried again shortly."));
    });
}

void MainWindow::connectData() {
    connect(&m_store, &StoreService::backedUp, this, &MainWindow::tellBackup);
    connect(&m_store, &StoreService::backupMissed, this, &MainWindow::tellBackup);
    connect(&m_exchange, &ExchangeService::written, this, [this](const QString& file, std::size_t problems) {
        const QString more =
            problems == 0 ? QString()
                          : u' ' + tr("%n thing(s) do not fit into that format.", nullptr, static_cast<int>(problems));
        tell(MessageTone::information, tr("Exported to %1.").arg(file) + more);
    });
    connect(&m_exchange, &ExchangeService::notWritten, this,
            [this](const core::Error& error) { tell(MessageTone::error, errorText(error)); });
}

void MainWindow::tellBackup(const core::BackupOutcome& outcome) {
    using Kind = core::BackupOutcome::Kind;
    switch (outcome.kind) {
    case Kind::made: return tell(MessageTone::information, tr("A backup was made and read back."));
    case Kind::notDue: return tell(MessageTone::information, tr("There is nothing new to back up."));
    case Kind::noSpace:
        return tell(MessageTone::error, tr("No backup was made: the disk has too little room. Your data is unchanged; "
                                           "free some space and try again."));
    case Kind::failed:
        return tell(MessageTone::error,
                    tr("The backup could not be written. Your data is unchanged; see whether the folder of the "
                       "store can be written, then back up from the settings."));
    }
}

void MainWindow::tellDeafness() {
    tell(MessageTone::error, tr("Other programs, such as the command line, can't hand in changes while this window "
                                "is open. Everything else works."));
}

void MainWindow::tellReadOnly() {
    const QString why = m_readOnlyBecause == core::ErrorCode::diskFull        ? tr("The disk is full.")
                        : m_readOnlyBecause == core::ErrorCode::storeReadOnly ? tr("The file or its folder can't be "
                                                                                   "written.")
                                                                              : tr("The disk reports an error.");
    m_messages->show(MessageTone::error,
                     why + u' ' +
                         tr("Your data is shown as it was saved, but nothing can be recorded. It is tried again by "
                            "itself; or go on in a copy elsewhere."),
                     tr("Go on elsewhere…"), [this] { chooseElsewhere(); });
}

void MainWindow::chooseElsewhere() {
    auto* dialog = new QFileDialog(this, tr("Go on in a copy"), QDir::homePath(), tr("Stores (*.db)"));
    dialog->setObjectName(QStringLiteral("elsewhereDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setOption(QFileDialog::DontConfirmOverwrite); // what is there is never written over
    dialog->setDefaultSuffix(QStringLiteral("db"));
    dialog->selectFile(QStringLiteral("cairn.db"));
    connect(dialog, &QFileDialog::fileSelected, this,
            [this](const QString& file) { m_store.goOnElsewhere(pathOf(file)); });
    dialog->open();
}

void MainWindow::chooseImportFolder() {
    auto* dialog = new QFileDialog(this, tr("Import a folder"),
                                   QStandardPaths::writableLocation(QStandardPaths::DownloadLocation));
    dialog->setObjectName(QStringLiteral("importFolderDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& folder) { openImport(pathOf(folder)); });
    dialog->open();
}

void MainWindow::chooseImport() {
    auto* dialog =
        new QFileDialog(this, tr("Import"), QStandardPaths::writableLocation(QStandardPaths::DownloadLocation),
                        tr("What Cairn reads (*.db *.zip *.csv *.json);;All files (*)"));
    dialog->setObjectName(QStringLiteral("importDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& file) { openImport(pathOf(file)); });
    dialog->open();
}

void MainWindow::chooseExport(int format) {
    const auto kind = static_cast<core::ExportFormat>(format);
    const bool isJson = kind == core::ExportFormat::json;
    auto* dialog =
        new QFileDialog(this, tr("Export"), QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(isJson ? QStringLiteral("json") : QStringLiteral("zip"));
    dialog->selectFile(isJson ? QStringLiteral("cairn.json") : QStringLiteral("cairn.zip"));
    connect(dialog, &QFileDialog::fileSelected, this, [this, kind](const QString& file) {
        if (m_store.snapshot()) m_exchange.write(m_store.file(), kind, pathOf(file), m_store.snapshot()->today);
    });
    dialog->open();
}

void MainWindow::showHabitMenu(const core::Uuid& habit, const QPoint& at) {
    const SnapshotPtr& snapshot = m_store.snapshot();
    const auto row = std::ranges::find(snapshot->habits, habit, &HabitRow::id);
    if (row == snapshot->habits.end()) return;
    auto* menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("habitMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(tr("Open"), this, [this, habit] { openHabit(habit); });
    menu->addAction(tr("Edit"), this, [this, habit] { editHabit(habit); });
    menu->addAction(tr("Mark the empty days…"), this, [this, habit] {
        openHabit(habit);
        m_habit->wishEmptyDays();
    });
    menu->addSeparator();
    if (row->status == HabitStatus::paused)
        menu->addAction(tr("End the pause"), this, [this, habit] {
            m_store.act([habit](const core::ActionContext& c) { return core::endPause(c, habit); });
        });
    if (row->status == HabitStatus::active)
        menu->addAction(tr("Pause from today"), this, [this, habit] {
            m_store.act([habit](const core::ActionContext& c) { return core::pause(c, habit, c.today, std::nullopt); });
        });
    const bool isArchived = row->status == HabitStatus::archived;
    menu->addAction(isArchived ? tr("Restore from the archive") : tr("Archive"), this, [this, habit, isArchived] {
        m_store.act([habit, isArchived](const core::ActionContext& c) {
            return isArchived ? core::unarchive(c, habit) : core::archive(c, habit);
        });
    });
    menu->addAction(tr("Move to the trash"), this, [this, habit, name = row->name.toStdString()] {
        m_store.act([habit, name](const core::ActionContext&) -> core::Result<core::Edit> {
            return core::removeRecord({core::Kind::habit, habit, std::nullopt}, name);
        });
    });
    menu->popup(at);
}

std::vector<Command> MainWindow::commands() {
    std::vector<Command> all;
    const QString page = tr("page");
    const QString action = tr("action");
    const auto add = [&](const QString& text, const QString& kind, const char* icon, const char* keys, auto run) {
        all.push_back({text, kind, QLatin1String(icon), QLatin1String(keys), run});
    };
    add(tr("Today"), page, "today", "Ctrl+1", [this] { go(Place::today); });
    add(tr("Habits"), page, "habits", "Ctrl+2", [this] { go(Place::habits); });
    add(tr("Goals"), page, "goals", "Ctrl+3", [this] { go(Place::goals); });
    add(tr("Settings"), page, "settings", "Ctrl+,", [this] { go(Place::settings); });
    add(tr("Trash"), page, "trash", "", [this] { openTrash(); });
    add(tr("New habit"), action, "plus", "Ctrl+N", [this] { newHabit(); });
    add(tr("New goal"), action, "plus", "Ctrl+Shift+N", [this] { newGoal(); });
    if (m_undo->isEnabled()) add(m_undo->text(), action, "undo", "Ctrl+Z", [this] { m_store.undo(); });
    if (m_redo->isEnabled()) add(m_redo->text(), action, "redo", "Ctrl+Shift+Z", [this] { m_store.redo(); });
    add(tr("Import…"), action, "import", "", [this] { chooseImport(); });
    add(tr("Import a folder…"), action, "import", "", [this] { chooseImportFolder(); });
    add(tr("Export everything as JSON…"), action, "export", "", [this] { chooseExport(0); });
    add(tr("Back up now"), action, "backup", "", [this] { m_store.backUp(); });
    if (!m_store.snapshot()) return all;
    for (const HabitRow& habit : m_store.snapshot()->habits) {
        const std::string icon = habit.icon.isEmpty() ? "habits" : habit.icon.toStdString();
        add(habit.name, tr("habit"), icon.c_str(), "", [this, id = habit.id] { openHabit(id); });
    }
    for (const GoalRow& goal : m_store.snapshot()->goals)
        add(goal.name, tr("goal"), "flag", "", [this, id = goal.id] { openGoal(id); });
    return all;
}

void MainWindow::openPalette() {
    m_palette->open(commands());
}

} // namespace cairn::ui
