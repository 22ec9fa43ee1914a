#include "ui/pages/habits/habits_page.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QStackedLayout>
#include <QVBoxLayout>

#include "core/actions/habit_actions.h"
#include "ui/services/store_service.h"
#include "ui/widgets/card.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/habit_list_view.h"
#include "ui/widgets/parts.h"
#include "ui/widgets/theme/tokens.h"

namespace cairn::ui {

HabitsPage::HabitsPage(const Theme& theme, StoreService& store, QWidget* parent) : Page(parent), m_store(store) {
    setObjectName(QStringLiteral("habitsPage"));
    buildPage(theme);
    connect(&store, &StoreService::snapshotChanged, this, &HabitsPage::take);
    connect(&m_model, &HabitListModel::moveWished, this, &HabitsPage::move);
    connect(&m_model, &QAbstractItemModel::modelReset, this, &HabitsPage::countRows);
    connect(m_search, &QLineEdit::textChanged, &m_model, &HabitListModel::search);
    connect(m_filter, &QComboBox::currentIndexChanged, this,
            [this](int index) { m_model.setFilter(static_cast<HabitFilter>(index)); });
    connect(m_list, &HabitListView::habitOpened, this, &HabitsPage::habitOpened);
    connect(m_list, &HabitListView::habitMenuWished, this, &HabitsPage::habitMenuWished);
}

void HabitsPage::buildPage(const Theme& theme) {
    m_search = new QLineEdit;
    m_search->setObjectName(QStringLiteral("habitSearch"));
    m_search->setPlaceholderText(tr("Search habits and tags"));
    m_search->setAccessibleName(tr("Search habits and tags"));
    m_search->setClearButtonEnabled(true);
    m_filter = new QComboBox;
    m_filter->setObjectName(QStringLiteral("habitFilter"));
    m_filter->setAccessibleName(tr("Which habits to show"));
    m_filter->addItems({tr("Current"), tr("Archived"), tr("All")});
    m_filter->setFixedWidth(140);
    auto* tools = new QHBoxLayout;
    tools->setSpacing(space::gap);
    tools->addWidget(m_search, 1);
    tools->addWidget(m_filter);

    m_card = new Card(tr("Habits"));
    m_card->content()->setSpacing(4);
    m_list = new HabitListView(theme, m_model);
    m_card->content()->addWidget(new HabitListHeader(theme, *m_list));
    m_card->content()->addWidget(m_list, 1);

    auto* empty = new EmptyState(tr("No habit here yet"),
                                 tr("Make your first habit, or bring your history from another program."));
    auto* add = button(tr("New habit"), "primary", "emptyNewHabit");
    auto* import = button(tr("Import…"), "", "emptyImport");
    empty->addAction(add);
    empty->addAction(import);
    connect(add, &QPushButton::clicked, this, &HabitsPage::newHabitWished);
    connect(import, &QPushButton::clicked, this, &HabitsPage::importWished);
    auto* emptyCard = new Card;
    emptyCard->content()->addWidget(empty);
    emptyCard->content()->addStretch();

    auto* holder = new QWidget;
    m_stack = new QStackedLayout(holder);
    m_stack->addWidget(m_card);
    m_stack->addWidget(emptyCard);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::page, 20, space::page, space::page);
    layout->setSpacing(space::card);
    layout->addLayout(tools);
    layout->addWidget(holder, 1);
}

PageHead HabitsPage::head() const {
    PageHead head;
    head.title = tr("Habits");
    head.primary = tr("New habit");
    return head;
}

void HabitsPage::takeFocus() {
    m_list->setFocus(Qt::ShortcutFocusReason);
    if (!m_list->currentIndex().isValid() && m_model.rowCount() > 0)
        m_list->setCurrentIndex(m_model.index(m_model.isHeading(0) ? 1 : 0));
}

void HabitsPage::take(const SnapshotPtr& snapshot) {
    const QModelIndex current = m_list->currentIndex();
    const bool hasCurrent =
        current.isValid() && current.row() < m_model.rowCount() && !m_model.isHeading(current.row());
    const core::Uuid id = hasCurrent ? m_model.habit(current.row()).id : core::Uuid{};
    m_model.show(snapshot);
    m_stack->setCurrentIndex(snapshot->habits.empty() ? 1 : 0);
    if (hasCurrent && m_model.rowOf(id) >= 0) m_list->setCurrentIndex(m_model.index(m_model.rowOf(id)));
    countRows();
}

void HabitsPage::countRows() {
    int habits = 0;
    for (int row = 0; row < m_model.rowCount(); ++row) habits += m_model.isHeading(row) ? 0 : 1;
    m_card->setRemark(tr("%n habit(s)", nullptr, habits));
}

void HabitsPage::move(const core::Uuid& habit, std::optional<core::Uuid> after, std::optional<core::Uuid> section) {
    m_store.act([=](const core::ActionContext& at) { return core::moveHabit(at, habit, after, section); });
}

} // namespace cairn::ui
