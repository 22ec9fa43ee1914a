#include "ui/pages/goals/goals_page.h"

#include <QCheckBox>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/models/words.h"
#include "ui/services/store_service.h"
#include "ui/widgets/card.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/goal_glance.h"
#include "ui/widgets/parts.h"
#include "ui/widgets/theme/theme.h"

namespace cairn::ui {
namespace {

constexpr int cardColumns = 2;

QString footOf(const GoalRow& goal) {
    QStringList parts;
    if (goal.targetDate) parts << GoalsPage::tr("until %1").arg(fullDate(*goal.targetDate));
    if (goal.forecast) parts << GoalsPage::tr("at this pace on %1").arg(fullDate(*goal.forecast));
    if (goal.isArchived) parts << GoalsPage::tr("archived");
    return parts.isEmpty() ? GoalsPage::tr("no date set") : parts.join(QStringLiteral(" · "));
}

} // namespace

GoalsPage::GoalsPage(const Theme& theme, StoreService& store, QWidget* parent)
    : Page(parent), m_theme(theme), m_archived(new QCheckBox(tr("Show archived goals"))), m_cards(new QGridLayout) {
    setObjectName(QStringLiteral("goalsPage"));
    m_archived->setObjectName(QStringLiteral("showArchivedGoals"));
    QVBoxLayout* layout = scrolledBody(this);
    m_cards->setSpacing(space::card);
    for (int column = 0; column < cardColumns; ++column) m_cards->setColumnStretch(column, 1);
    layout->addLayout(m_cards);
    layout->addWidget(m_archived);
    layout->addStretch();
    connect(&store, &StoreService::snapshotChanged, this, &GoalsPage::take);
    connect(m_archived, &QCheckBox::toggled, this, &GoalsPage::showCards);
}

PageHead GoalsPage::head() const {
    PageHead head;
    head.title = tr("Goals");
    head.primary = tr("New goal");
    return head;
}

void GoalsPage::takeFocus() {
    if (auto* first = findChild<GoalGlance*>()) first->setFocus(Qt::ShortcutFocusReason);
}

void GoalsPage::take(const SnapshotPtr& snapshot) {
    const bool isSame = snapshot->goals == m_goals && m_cards->count() > 0;
    m_goals = snapshot->goals;
    if (!isSame) showCards();
}

void GoalsPage::showCards() {
    clearLayout(m_cards);
    m_archived->setVisible(std::ranges::any_of(m_goals, &GoalRow::isArchived));
    int place = 0;
    for (const GoalRow& goal : m_goals) {
        if (goal.isArchived && !m_archived->isChecked()) continue;
        auto* card = new Card;
        card->content()->setContentsMargins(space::half, space::half, space::half, space::gap);
        card->content()->setSpacing(2);
        auto* glance = new GoalGlance(m_theme, goal, footOf(goal));
        card->content()->addWidget(glance);
        connect(glance, &QAbstractButton::clicked, this, [this, id = goal.id] { emit goalOpened(id); });
        m_cards->addWidget(card, place / cardColumns, place % cardColumns);
        ++place;
    }
    if (place > 0) return;
    auto* empty =
        new EmptyState(tr("No goal yet"), tr("A goal is a number to reach: 550 km, 12 books, 300 hours. Habits "
                                             "feed it by themselves, and you can add amounts by hand."));
    auto* add = button(tr("New goal"), "primary", "emptyNewGoal");
    empty->addAction(add);
    connect(add, &QPushButton::clicked, this, &GoalsPage::newGoalWished);
    auto* card = new Card;
    card->content()->addWidget(empty);
    m_cards->addWidget(card, 0, 0, 1, cardColumns);
}

} // namespace cairn::ui
