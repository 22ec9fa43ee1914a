#include "ui/pages/goals/goal_editor_page.h"

#include <QComboBox>
#include <QDateEdit>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>

#include "core/actions/record_actions.h"
#include "ui/models/words.h"
#include "ui/pages/habits/habit_form.h"
#include "ui/services/store_service.h"
#include "ui/widgets/card.h"
#include "ui/widgets/folding_columns.h"
#include "ui/widgets/optional_date.h"
#include "ui/widgets/parts.h"
#include "ui/widgets/theme/line_icon.h"
#include "ui/widgets/theme/theme.h"

namespace cairn::ui {
namespace {

constexpr int foldBelow = 740;

QLineEdit* lineField(const char* objectName, const QString& accessibleName, const QString& example) {
    auto* field = new QLineEdit;
    field->setObjectName(QLatin1String(objectName));
    field->setAccessibleName(accessibleName);
    field->setPlaceholderText(example);
    field->setMaxLength(100);
    return field;
}

void addRow(QFormLayout* form, const QString& text, QWidget* field) {
    auto* title = label(text, "muted");
    title->setMinimumWidth(96);
    title->setFixedHeight(33);
    title->setBuddy(field);
    form->addRow(title, field);
}

} // namespace

GoalEditorPage::GoalEditorPage(const Theme& theme, StoreService& store, QWidget* parent)
    : EditorPage(store, {tr("Goals"), tr("New goal"), tr("Save goal")}, parent), m_theme(theme) {
    setObjectName(QStringLiteral("goalEditor"));
    buildPage();
}

void GoalEditorPage::buildPage() {
    auto* columns = new FoldingColumns(foldBelow);
    QVBoxLayout* layout = scrolledBody(this);
    layout->addWidget(columns);
    layout->addStretch();
    auto* left = new QVBoxLayout;
    auto* right = new QVBoxLayout;
    left->addWidget(buildFields());
    left->addStretch();
    m_fate = buildFate();
    right->setSpacing(space::card);
    right->addWidget(buildLinks());
    right->addWidget(m_fate);
    right->addStretch();
    columns->addColumn(left, 1);
    columns->addColumn(right, 1);
}

QWidget* GoalEditorPage::buildFields() {
    auto* card = new Card(tr("Goal"));
    auto* form = new QFormLayout;
    form->setHorizontalSpacing(space::gap);
    form->setVerticalSpacing(space::half);
    form->setLabelAlignment(Qt::AlignLeft | Qt::AlignTop);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    card->content()->addLayout(form);
    m_name = lineField("goalName", tr("Name"), tr("Run a half marathon"));
    m_target = lineField("goalTarget", tr("Target"), QStringLiteral("550"));
    m_unit = lineField("goalUnit", tr("Unit"), tr("km"));
    auto* amount = new QWidget;
    auto* row = new QHBoxLayout(amount);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(space::half);
    row->addWidget(m_target, 1);
    row->addWidget(m_unit, 1);
    m_start = dateField(core::Date{}, tr("Starts on"), "goalStart");
    m_end = new OptionalDate(tr("To be reached by"), "goalEnd");
    QStringList categories;
    for (std::size_t i = 0; i < core::enumNames<core::LifeCategory>.size(); ++i)
        categories << categoryText(static_cast<core::LifeCategory>(i));
    m_category = new QComboBox;
    m_category->setObjectName(QStringLiteral("goalCategory"));
    m_category->setAccessibleName(tr("Category"));
    m_category->addItems(categories);
    m_description = new QPlainTextEdit;
    m_description->setObjectName(QStringLiteral("goalDescription"));
    m_description->setAccessibleName(tr("Description"));
    m_description->setTabChangesFocus(true);
    m_description->setFixedHeight(84);
    addRow(form, tr("Name"), m_name);
    addRow(form, tr("Target"), amount);
    addRow(form, tr("Starts on"), m_start);
    addRow(form, tr("Until"), m_end);
    addRow(form, tr("Category"), m_category);
    addRow(form, tr("Description"), m_description);
    return card;
}

QWidget* GoalEditorPage::buildLinks() {
    auto* card = new Card(tr("Fed by habits"));
    auto* text = label(tr("Each recorded amount, or each done day, counts times its weight."), "muted");
    text->setWordWrap(true);
    card->content()->addWidget(text);
    m_linkList = new QVBoxLayout;
    m_linkList->setSpacing(space::half);
    card->content()->addLayout(m_linkList);
    auto* add = button(tr("Link a habit"), "", "addLink");
    auto* row = new QHBoxLayout;
    row->addWidget(add);
    row->addStretch();
    card->content()->addLayout(row);
    connect(add, &QPushButton::clicked, this, [this] { addLink({}); });
    return card;
}

Card* GoalEditorPage::buildFate() {
    auto* card = new Card(tr("Set aside"));
    auto* row = new QHBoxLayout;
    row->setSpacing(space::gap);
    m_complete = button({}, "", "completeGoal");
    m_archive = button({}, "", "archiveGoal");
    auto* remove = button(tr("Move to the trash"), "danger", "removeGoal");
    for (QPushButton* entry : {m_complete, m_archive, remove}) row->addWidget(entry);
    row->addStretch();
    card->content()->addLayout(row);
    connect(m_complete, &QPushButton::clicked, this,
            [this] { act(m_draft.goal.completedAt ? &core::reopenGoal : &core::completeGoal); });
    connect(m_archive, &QPushButton::clicked, this,
            [this] { act(m_draft.goal.archivedAt ? &core::unarchiveGoal : &core::archiveGoal); });
    connect(remove, &QPushButton::clicked, this, [this] {
        act([](const core::ActionContext& at, const core::Uuid& id) -> core::Result<core::Edit> {
            const auto goal = at.reader.find<core::Goal>(id);
            if (!goal) return tl::unexpected(goal.error());
            return core::removeRecord({core::Kind::goal, id, std::nullopt}, *goal ? (*goal)->name : std::string());
        });
    });
    return card;
}

void GoalEditorPage::addLink(const core::GoalLink& link) {
    auto* row = new QWidget;
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::half);
    auto* habit = new QComboBox;
    habit->setObjectName(QStringLiteral("linkHabit"));
    habit->setAccessibleName(tr("Habit"));
    if (store().snapshot())
        for (const HabitRow& entry : store().snapshot()->habits)
            habit->addItem(entry.name, QString::fromStdString(core::formatUuid(entry.id)));
    habit->setCurrentIndex(qMax(0, habit->findData(QString::fromStdString(core::formatUuid(link.habit)))));
    auto* weight = lineField("linkWeight", tr("Weight"), QStringLiteral("1"));
    weight->setText(amountText(link.weight));
    weight->setFixedWidth(72);
    auto* remove =
        iconButton(lineIcon(m_theme, QStringLiteral("close"), &Tokens::muted), tr("Remove the link"), "removeLink");
    layout->addWidget(habit, 1);
    layout->addWidget(label(QStringLiteral("×"), "muted"));
    layout->addWidget(weight);
    layout->addWidget(remove);
    m_linkList->addWidget(row);
    m_links.push_back({habit, weight, row});
    connect(remove, &QToolButton::clicked, this, [this, row] {
        std::erase_if(m_links, [row](const LinkFields& fields) { return fields.row == row; });
        discard(row);
    });
}

void GoalEditorPage::openNew() {
    setRecord(std::nullopt);
    core::GoalDraft draft;
    if (store().snapshot()) draft.goal.startDate = store().snapshot()->today;
    draft.goal.target = 0;
    show(draft);
    keepAsStored();
}

void GoalEditorPage::open(const core::Uuid& goal) {
    setRecord(goal);
    read<core::GoalDraft>(&core::draftOfGoal, [this](const core::GoalDraft& draft) { show(draft); });
}

void GoalEditorPage::show(const core::GoalDraft& draft) {
    m_draft = draft;
    const core::Goal& goal = draft.goal;
    m_name->setText(QString::fromStdString(goal.name));
    m_target->setText(goal.target > 0 ? amountText(goal.target) : QString());
    m_unit->setText(QString::fromStdString(goal.unit));
    m_description->setPlainText(QString::fromStdString(goal.description));
    m_start->setDate(toQDate(goal.startDate));
    m_end->setDate(goal.targetDate, goal.startDate + 180);
    m_category->setCurrentIndex(static_cast<int>(goal.category));
    for (const LinkFields& fields : m_links) discard(fields.row);
    m_links.clear();
    for (const core::GoalLink& link : draft.links) addLink(link);
    m_fate->setVisible(record().has_value());
    m_complete->setText(goal.completedAt ? tr("Reopen") : tr("Complete"));
    m_archive->setText(goal.archivedAt ? tr("Restore from the archive") : tr("Archive"));
    setRecordName(goal.name);
}

void GoalEditorPage::takeFocus() {
    m_name->setFocus(Qt::ShortcutFocusReason);
}

/// Puts the fields into the draft; or says what is wrong with one, which then has the keyboard.
std::optional<QString> GoalEditorPage::takeFields() {
    core::Goal& goal = m_draft.goal;
    goal.name = m_name->text().trimmed().toStdString();
    if (goal.name.empty()) {
        m_name->setFocus();
        return tr("A goal needs a name. Nothing was saved yet.");
    }
    const auto target = parseAmount(m_target->text());
    if (!target || *target <= 0) {
        m_target->setFocus();
        return tr("The target has to be a number above 0. Nothing was saved yet.");
    }
    goal.target = *target;
    goal.unit = m_unit->text().trimmed().toStdString();
    goal.description = m_description->toPlainText().trimmed().toStdString();
    goal.startDate = fromQDate(m_start->date());
    goal.targetDate = m_end->date();
    goal.category = static_cast<core::LifeCategory>(m_category->currentIndex());
    std::vector<core::GoalLink> links;
    for (const LinkFields& fields : m_links) {
        const auto habit = core::parseUuid(fields.habit->currentData().toString().toStdString());
        const auto weight = parseAmount(fields.weight->text());
        if (!habit || !weight || *weight == 0) {
            fields.weight->setFocus();
            return tr("A weight has to be a number other than 0. Nothing was saved yet.");
        }
        const auto before = std::ranges::find(m_draft.links, *habit, &core::GoalLink::habit);
        core::GoalLink link = before == m_draft.links.end() ? core::GoalLink{} : *before;
        link.habit = *habit;
        link.weight = *weight;
        std::erase_if(links, [&](const core::GoalLink& other) { return other.habit == link.habit; });
        links.push_back(link);
    }
    m_draft.links = std::move(links);
    return std::nullopt;
}

void GoalEditorPage::save() {
    if (const auto problem = takeFields()) return emit problemFound(*problem);
    auto id = std::make_shared<core::Uuid>(record().value_or(core::Uuid{}));
    saveBy(
        [draft = m_draft, isNew = !record(), id](const core::ActionContext& at) {
            return isNew ? core::addGoal(at, draft, id.get()) : core::editGoal(at, draft);
        },
        id);
}

} // namespace cairn::ui
