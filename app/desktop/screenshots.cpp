#include "app/desktop/screenshots.h"

#include <QPixmap>
#include <QTimer>

#include "core/actions/habit_actions.h"
#include "core/actions/record_actions.h"
#include "core/domain/profile.h"
#include "ui/services/store_owner.h"
#include "ui/widgets/message_bar.h"
#include "ui/widgets/theme/theme.h"
#include "ui/window/main_window.h"

namespace cairn::app {
namespace {

/// Puts everything into the trash, so that the first run shows.
core::Result<core::Edit> removeAll(const core::ActionContext& at) {
    core::Edit edit;
    edit.origin.name = {core::Action::remove, "all"};
    const auto habits = at.reader.all<core::Habit>();
    if (!habits) return tl::unexpected(habits.error());
    for (const core::Habit& habit : *habits) edit.changes.push_back(core::removal(core::refOf(habit)));
    const auto goals = at.reader.all<core::Goal>();
    if (!goals) return tl::unexpected(goals.error());
    for (const core::Goal& goal : *goals) edit.changes.push_back(core::removal(core::refOf(goal)));
    return edit;
}

} // namespace

Screenshots::Screenshots(ui::MainWindow& window, ui::Theme& theme, ui::StoreService& store, const QString& folder,
                         QSize size)
    : m_window(window), m_theme(theme), m_store(store), m_folder(folder), m_size(size) {}

void Screenshots::plan() {
    const auto& snapshot = m_store.snapshot();
    const bool hasHabit = !snapshot->habits.empty();
    const bool hasGoal = !snapshot->goals.empty();
    const auto add = [this](const char* name, std::function<void()> arrange) {
        m_steps.push_back({QLatin1String(name), std::move(arrange)});
    };
    add("today", [this] { m_window.go(ui::Place::today); });
    add("habits", [this] { m_window.go(ui::Place::habits); });
    if (hasHabit) {
        const core::Uuid habit = snapshot->habits[snapshot->habits.size() > 1 ? 1 : 0].id;
        add("habit", [this, habit] { m_window.openHabit(habit); });
        add("habit-editor", [this, habit] { m_window.editHabit(habit); });
    }
    add("new-habit", [this] { m_window.newHabit(); });
    add("goals", [this] { m_window.go(ui::Place::goals); });
    if (hasGoal) {
        const core::Uuid goal = snapshot->goals.front().id;
        add("goal", [this, goal] { m_window.openGoal(goal); });
        add("goal-editor", [this, goal] { m_window.editGoal(goal); });
    }
    add("settings", [this] { m_window.go(ui::Place::settings); });
    add("trash-empty", [this] { m_window.openTrash(); });
    add("palette", [this] {
        m_window.go(ui::Place::today);
        m_window.openPalette();
    });
    add("message", [this] {
        m_window.go(ui::Place::today);
        m_store.undo();
    });
    add("first-run", [this] {
        m_window.go(ui::Place::today);
        m_store.act(removeAll);
    });
    add("habits-empty", [this] { m_window.go(ui::Place::habits); });
    add("goals-empty", [this] { m_window.go(ui::Place::goals); });
    add("trash", [this] { m_window.openTrash(); });
}

void Screenshots::start() {
    if (!m_folder.mkpath(QStringLiteral("."))) return emit finished(false);
    m_window.resize(m_size);
    plan();
    next();
}

void Screenshots::afterStore(int rounds, const std::function<void()>& then) {
    if (rounds == 0) return then();
    m_store.post([this, rounds, then](ui::StoreOwner&) {
        m_store.bring([this, rounds, then] { afterStore(rounds - 1, then); });
    });
}

void Screenshots::next() {
    if (m_at == m_steps.size()) return emit finished(m_allWritten);
    const Step& step = m_steps[m_at++];
    step.arrange();
    afterStore(4, [this, name = step.name] {
        if (QWidget* focus = m_window.focusWidget(); focus != nullptr && name != QLatin1String("palette"))
            focus->clearFocus();
        m_theme.choose(core::Theme::light);
        m_allWritten &= save(name);
        m_theme.choose(core::Theme::dark);
        m_allWritten &= save(name + QStringLiteral("-dark"));
        m_theme.choose(core::Theme::light);
        if (name != QLatin1String("first-run")) m_window.messages().hide();
        next();
    });
}

bool Screenshots::save(const QString& name) {
    if (name.startsWith(QLatin1String("first-run"))) m_window.messages().hide();
    return m_window.grab().save(m_folder.filePath(name + QStringLiteral(".png")));
}

} // namespace cairn::app
