#include "ui/pages/today/today_page.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QStackedLayout>
#include <QToolButton>
#include <QVBoxLayout>

#include "core/actions/habit_actions.h"
#include "core/actions/log_actions.h"
#include "ui/models/suggestion_text.h"
#include "ui/models/words.h"
#include "ui/pages/today/first_run_view.h"
#include "ui/services/store_service.h"
#include "ui/widgets/card.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/folding_columns.h"
#include "ui/widgets/goal_glance.h"
#include "ui/widgets/parts.h"
#include "ui/widgets/suggestion_banner.h"
#include "ui/widgets/theme/line_icon.h"
#include "ui/widgets/theme/theme.h"

namespace cairn::ui {
namespace {

constexpr int sideWidth = 330;
constexpr int foldBelow = 820;
constexpr std::size_t goalsShown = 7;
constexpr std::size_t goalsShownFolded = 1; ///< below the habits, which keep the room

core::DayEntry entryOf(DayWish wish) {
    switch (wish) {
    case DayWish::skip: return core::SetMark{core::Mark::skipped};
    case DayWish::miss: return core::SetMark{core::Mark::missed};
    case DayWish::clear: return core::ClearDay{};
    default: return core::SetMark{core::Mark::done};
    }
}

} // namespace

TodayPage::TodayPage(const Theme& theme, StoreService& store, QWidget* parent)
    : Page(parent), m_theme(theme), m_store(store), m_stack(new QStackedLayout(this)),
      m_banner(new SuggestionBanner(theme)) {
    setObjectName(QStringLiteral("todayPage"));
    buildPage();
    connectGrid();
    connect(&store, &StoreService::snapshotChanged, this, &TodayPage::take);
    connect(m_banner, &SuggestionBanner::accepted, this, &TodayPage::applySuggestion);
    connect(m_banner, &SuggestionBanner::dismissed, this, &TodayPage::dismissSuggestion);
}

void TodayPage::buildPage() {
    auto* week = new QWidget;
    auto* layout = new QVBoxLayout(week);
    layout->setContentsMargins(space::page, 20, space::page, space::page);
    layout->setSpacing(space::card);
    layout->addWidget(m_banner);
    m_columns = new FoldingColumns(foldBelow);
    auto* left = new QVBoxLayout;
    left->addWidget(buildHabits());
    left->addStretch();
    m_columns->addColumn(left, 1);
    m_columns->addColumn(buildGoals(), 0);
    layout->addWidget(m_columns, 1);
    connect(m_columns, &FoldingColumns::folded, this, [this](bool isFolded) {
        m_side->setMaximumWidth(isFolded ? QWIDGETSIZE_MAX : sideWidth);
        if (m_snapshot) showGoals();
    });
    m_banner->hide();
    m_columns->hide(); // there is no day yet
    m_stack->addWidget(week);
}

void TodayPage::buildFirstRun() {
    m_firstRun = new FirstRunView(m_theme);
    connect(m_firstRun, &FirstRunView::habitWished, this, &TodayPage::addHabit);
    connect(m_firstRun, &FirstRunView::editorWished, this, &TodayPage::newHabitWished);
    connect(m_firstRun, &FirstRunView::importWished, this, &TodayPage::importWished);
    auto* first = new QWidget;
    auto* layout = new QVBoxLayout(first);
    layout->setContentsMargins(space::page, 20, space::page, space::page);
    layout->addWidget(m_firstRun);
    m_stack->addWidget(scrolling(first));
}

QWidget* TodayPage::buildHabits() {
    m_habits = new Card(tr("Habits"));
    m_habits->content()->setContentsMargins(space::card, 13, space::card, space::half);
    auto* earlier = iconButton(lineIcon(m_theme, QStringLiteral("chevron-left"), &Tokens::muted),
                               tr("Earlier week (Page Up)"), "earlierWeek");
    m_later = iconButton(lineIcon(m_theme, QStringLiteral("chevron-right"), &Tokens::muted),
                         tr("Later week (Page Down)"), "laterWeek");
    auto* turn = new QWidget;
    auto* turns = new QHBoxLayout(turn);
    turns->setContentsMargins(0, 0, 0, 0);
    turns->setSpacing(0);
    for (QToolButton* step : {earlier, m_later}) {
        step->setProperty("kind", "small");
        step->setFixedSize(22, 22);
        turns->addWidget(step);
    }
    turn->setFixedSize(44, 22);
    m_habits->addToHead(turn);
    m_grid = new WeekGrid(m_theme, m_model);
    m_habits->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Maximum);
    m_habits->content()->setSpacing(6);
    m_habits->content()->addWidget(m_grid, 1);
    connect(earlier, &QToolButton::clicked, this, [this] { pageWeek(-1); });
    connect(m_later, &QToolButton::clicked, this, [this] { pageWeek(1); });
    return m_habits;
}

QWidget* TodayPage::buildGoals() {
    m_side = new QWidget;
    m_side->setMinimumWidth(sideWidth);
    m_side->setMaximumWidth(sideWidth);
    auto* layout = new QVBoxLayout(m_side);
    layout->setContentsMargins(0, 0, 0, 0);
    m_goals = new Card(tr("Goals"));
    m_goals->setObjectName(QStringLiteral("goalsCard"));
    m_goals->content()->setContentsMargins(space::card, space::card, space::card, space::gap);
    m_goals->setInset(space::half);
    m_goalList = new QVBoxLayout;
    m_goalList->setSpacing(space::step);
    m_goals->content()->addLayout(m_goalList);
    layout->addWidget(m_goals);
    layout->addStretch();
    return m_side;
}

void TodayPage::connectGrid() {
    connect(m_grid, &WeekGrid::dayWished, this, &TodayPage::record);
    connect(m_grid, &WeekGrid::amountWished, this, [this](const core::Uuid& habit, core::Date day, double amount) {
        m_store.act(
            [=](const core::ActionContext& at) { return core::recordDay(at, habit, day, core::SetAmount{amount}); });
    });
    connect(m_grid, &WeekGrid::noteWished, this, [this](const core::Uuid& habit, core::Date day, const QString& note) {
        m_store.act([=, text = note.toStdString()](const core::ActionContext& at) {
            return core::recordDay(at, habit, day, {}, text);
        });
    });
    connect(m_grid, &WeekGrid::amountRefused, this, &TodayPage::amountRefused);
    connect(m_grid, &WeekGrid::habitOpened, this, &TodayPage::habitOpened);
    connect(m_grid, &WeekGrid::habitMenuWished, this, &TodayPage::habitMenuWished);
    connect(m_grid, &WeekGrid::earlierWished, this, [this] { pageWeek(-1); });
    connect(m_grid, &WeekGrid::laterWished, this, [this] { pageWeek(1); });
}

PageHead TodayPage::head() const {
    PageHead head;
    head.title = m_snapshot ? longDay(m_snapshot->today) : tr("Today");
    head.primary = tr("New habit");
    return head;
}

void TodayPage::takeFocus() {
    if (m_stack->currentIndex() == 1)
        m_firstRun->takeFocus();
    else
        m_grid->setFocus(Qt::ShortcutFocusReason);
}

void TodayPage::take(const SnapshotPtr& snapshot) {
    const bool newDay = !m_snapshot || m_snapshot->today != snapshot->today;
    const bool newGoals = !m_snapshot || m_snapshot->goals != snapshot->goals;
    const bool wasFirstRun = m_stack->currentIndex() == 1;
    m_snapshot = snapshot;
    m_columns->show();
    m_model.show(snapshot);
    if (snapshot->habits.empty() && m_firstRun == nullptr) buildFirstRun();
    m_stack->setCurrentIndex(snapshot->habits.empty() ? 1 : 0);
    showHabits();
    showSuggestion();
    if (newGoals) showGoals();
    if (wasFirstRun == !snapshot->habits.empty() && isVisible()) takeFocus();
    if (newDay) emit headChanged();
}

void TodayPage::showHabits() {
    m_habits->setRemark(tr("%1 of %2 done · %3")
                            .arg(m_model.doneCount())
                            .arg(m_model.expectedCount())
                            .arg(daysText(m_snapshot->weekLast - 6, m_snapshot->weekLast)));
    m_later->setEnabled(m_snapshot->weekLast < m_snapshot->today);
}

void TodayPage::showSuggestion() {
    if (m_snapshot->suggestions.empty()) return m_banner->hide();
    const SuggestionText text = suggestionText(m_snapshot->suggestions.front());
    m_banner->show(text.headline, text.reason, text.button);
}

void TodayPage::showGoals() {
    clearLayout(m_goalList);
    std::size_t open = 0;
    const std::size_t most = m_columns->isFolded() ? goalsShownFolded : goalsShown;
    for (const GoalRow& goal : m_snapshot->goals) {
        if (goal.isArchived) continue;
        if (++open > most) continue;
        auto* glance = new GoalGlance(m_theme, goal);
        connect(glance, &QAbstractButton::clicked, this, [this, id = goal.id] { emit goalOpened(id); });
        m_goalList->addWidget(glance);
    }
    m_goals->setRemark(open == 0 ? QString() : tr("%n goal(s)", nullptr, static_cast<int>(open)));
    if (open > 0) return;
    auto* hint =
        label(tr("A goal shows where your habits lead: a number to reach, and the habits that feed it."), "muted");
    hint->setWordWrap(true);
    hint->setContentsMargins(space::half, 0, space::half, space::step);
    auto* add = button(tr("New goal"), "", "newGoal");
    connect(add, &QPushButton::clicked, this, &TodayPage::newGoalWished);
    auto* row = new QHBoxLayout;
    row->setContentsMargins(space::half, 0, 0, 0);
    row->addWidget(add);
    row->addStretch();
    m_goalList->addWidget(hint);
    m_goalList->addLayout(row);
}

void TodayPage::record(const core::Uuid& habit, core::Date day, DayWish wish) {
    if (wish == DayWish::toggle) {
        const int row = m_model.rowOf(habit);
        if (row < 0) return;
        const auto& days = m_model.habit(row).days;
        const DayCell& cell = days[static_cast<std::size_t>(day - days.front().date)];
        const bool isMarked = cell.state == core::DayState::done || cell.state == core::DayState::skipped ||
                              cell.state == core::DayState::missed;
        wish = isMarked ? DayWish::clear : DayWish::done;
    }
    m_store.act([=](const core::ActionContext& at) { return core::recordDay(at, habit, day, entryOf(wish)); });
}

void TodayPage::addHabit(const core::HabitDraft& draft) {
    m_store.act([draft](const core::ActionContext& at) { return core::addHabit(at, draft); });
}

void TodayPage::pageWeek(int weeks) {
    if (!m_snapshot) return;
    m_store.showWeek(m_snapshot->weekLast + 7 * weeks);
}

void TodayPage::applySuggestion() {
    if (m_snapshot->suggestions.empty()) return;
    const SuggestionRow row = m_snapshot->suggestions.front();
    m_store.act([row](const core::ActionContext& at) { return core::applySuggestion(at, row.habit, row.suggestion); });
}

void TodayPage::dismissSuggestion() {
    if (m_snapshot->suggestions.empty()) return;
    const SuggestionRow row = m_snapshot->suggestions.front();
    m_store.act(
        [row](const core::ActionContext& at) { return core::dismissSuggestion(at, row.habit, row.suggestion.kind); });
}

} // namespace cairn::ui
