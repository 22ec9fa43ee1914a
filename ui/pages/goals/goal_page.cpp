#include "ui/pages/goals/goal_page.h"

#include <QApplication>
#include <QDateEdit>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>

#include "core/actions/goal_actions.h"
#include "core/actions/record_actions.h"
#include "ui/models/words.h"
#include "ui/services/store_service.h"
#include "ui/widgets/burn_up_view.h"
#include "ui/widgets/card.h"
#include "ui/widgets/folding_columns.h"
#include "ui/widgets/goal_glance.h"
#include "ui/widgets/milestone_row.h"
#include "ui/widgets/number_tile.h"
#include "ui/widgets/optional_date.h"
#include "ui/widgets/parts.h"
#include "ui/widgets/template_button.h"
#include "ui/widgets/theme/line_icon.h"
#include "ui/widgets/theme/theme.h"

namespace cairn::ui {
namespace {

constexpr std::size_t entriesShown = 12;
constexpr int foldBelow = 820;

/// A line of a card: something at the left, something muted at the right.
QHBoxLayout* lineOf(QWidget* left, const QString& right) {
    auto* row = new QHBoxLayout;
    row->setSpacing(space::half);
    row->addWidget(left, 1);
    if (!right.isEmpty()) row->addWidget(label(right, "muted"));
    return row;
}

QLabel* hint(const QString& text) {
    auto* made = label(text, "muted");
    made->setWordWrap(true);
    return made;
}

} // namespace

GoalPage::GoalPage(const Theme& theme, StoreService& store, QWidget* parent)
    : RecordPage(store, &goalDetail, parent), m_theme(theme), m_value(new NumberTile(tr("Value"))),
      m_percent(new NumberTile(tr("Reached"))), m_pace(new NumberTile(tr("Pace"))),
      m_forecast(new NumberTile(tr("At this pace"))), m_milestones(new QVBoxLayout), m_links(new QVBoxLayout),
      m_entries(new QVBoxLayout), m_burnUp(new BurnUpView(theme)) {
    setObjectName(QStringLiteral("goalPage"));
    buildPage();
}

void GoalPage::buildPage() {
    QVBoxLayout* layout = scrolledBody(this);
    auto* tiles = new QHBoxLayout;
    tiles->setSpacing(space::card);
    for (NumberTile* tile : {m_value, m_percent, m_pace, m_forecast}) tiles->addWidget(tile, 1);
    layout->addLayout(tiles);
    auto* columns = new FoldingColumns(foldBelow);
    auto* left = new QVBoxLayout;
    left->setSpacing(space::card);
    left->addWidget(buildMilestones());
    left->addWidget(buildEntries());
    left->addStretch();
    auto* right = new QVBoxLayout;
    right->setSpacing(space::card);
    m_linkCard = new Card(tr("Fed by habits"));
    m_linkCard->setRemark(tr("weight"));
    m_links->setSpacing(space::half);
    m_linkCard->content()->addLayout(m_links);
    auto* chart = new Card(tr("Burn-up"));
    chart->setRemark(tr("plan and actual"));
    chart->content()->addWidget(m_burnUp);
    right->addWidget(m_linkCard);
    right->addWidget(chart);
    right->addStretch();
    columns->addColumn(left, 2);
    columns->addColumn(right, 1);
    layout->addWidget(columns);
    layout->addStretch();
}

QWidget* GoalPage::buildMilestones() {
    m_milestoneCard = new Card(tr("Milestones"));
    m_milestones->setSpacing(space::step);
    m_milestoneCard->content()->addLayout(m_milestones);
    auto* row = new QHBoxLayout;
    row->setSpacing(space::gap);
    m_milestoneTitle = new QLineEdit;
    m_milestoneTitle->setObjectName(QStringLiteral("milestoneTitle"));
    m_milestoneTitle->setAccessibleName(tr("Title of a new milestone"));
    m_milestoneTitle->setPlaceholderText(tr("A step on the way"));
    m_milestoneTitle->setMaxLength(400);
    auto* add = button(tr("Add milestone"), "", "addMilestone");
    row->addWidget(m_milestoneTitle, 1);
    row->addWidget(add);
    m_milestoneCard->content()->addLayout(row);
    connect(add, &QPushButton::clicked, this, &GoalPage::addMilestone);
    connect(m_milestoneTitle, &QLineEdit::returnPressed, this, &GoalPage::addMilestone);
    return m_milestoneCard;
}

QWidget* GoalPage::buildEntries() {
    m_entryCard = new Card(tr("Entries"));
    auto* row = new QHBoxLayout;
    row->setSpacing(space::gap);
    m_amount = new QLineEdit;
    m_amount->setObjectName(QStringLiteral("entryAmount"));
    m_amount->setAccessibleName(tr("Amount"));
    m_amount->setPlaceholderText(tr("Amount"));
    m_amount->setFixedWidth(96);
    m_date = dateField(core::Date{}, tr("Date of the entry"), "entryDate");
    m_note = new QLineEdit;
    m_note->setObjectName(QStringLiteral("entryNote"));
    m_note->setAccessibleName(tr("Note"));
    m_note->setPlaceholderText(tr("Note"));
    auto* add = button(tr("Add entry"), "", "addEntry");
    row->addWidget(m_amount);
    row->addWidget(m_date);
    row->addWidget(m_note, 1);
    row->addWidget(add);
    m_entryCard->content()->addLayout(row);
    m_entries->setSpacing(space::step);
    m_entryCard->content()->addLayout(m_entries);
    connect(add, &QPushButton::clicked, this, &GoalPage::addEntry);
    connect(m_amount, &QLineEdit::returnPressed, this, &GoalPage::addEntry);
    connect(m_note, &QLineEdit::returnPressed, this, &GoalPage::addEntry);
    return m_entryCard;
}

PageHead GoalPage::head() const {
    PageHead head;
    head.crumb = tr("Goals");
    if (!detail()) return head;
    head.title = QString::fromStdString(detail()->draft.goal.name);
    const auto state = detail()->draft.goal.completedAt ? core::GoalState::complete : detail()->progress.state;
    head.chip = goalStateText(state);
    head.chipTone = QLatin1String(goalStateTone(state));
    head.secondary = tr("Edit");
    head.primary = tr("Add entry");
    return head;
}

void GoalPage::takeFocus() {
    m_amount->setFocus(Qt::ShortcutFocusReason);
}

void GoalPage::show(const GoalDetail& detail) {
    const core::Goal& goal = detail.draft.goal;
    const QString unit = QString::fromStdString(goal.unit);
    m_value->setNumber(amountText(detail.progress.value), tr("of %1").arg(amountWithUnit(goal.target, unit)));
    m_percent->setNumber(QString::number(static_cast<int>(detail.progress.percent * 100 + 1e-9)), tr("%", "unit"));
    if (detail.progress.pace)
        m_pace->setNumber(amountText(*detail.progress.pace * 7),
                          unit.isEmpty() ? tr("a week") : tr("%1 a week").arg(unit));
    else
        m_pace->setNumber(QStringLiteral("–"), tr("from the seventh day on"));
    if (detail.progress.forecast)
        m_forecast->setNumber(dayAndMonth(*detail.progress.forecast),
                              QString::number(core::civil(*detail.progress.forecast).year));
    else
        m_forecast->setNumber(QStringLiteral("–"),
                              detail.progress.percent >= 1 ? tr("reached") : tr("no forecast yet"));
    m_burnUp->show({detail.burnUp, goal.startDate, goal.targetDate, goal.target});
    if (m_dated != record()) m_date->setDate(toQDate(detail.today));
    m_dated = record();
    showMilestones(detail);
    showLinks(detail);
    showEntries(detail);
}

bool GoalPage::isMilestoneEdited() const {
    return m_milestonesOf == record() && std::ranges::any_of(m_milestoneRows, &MilestoneRow::isEditing);
}

std::optional<core::Uuid> GoalPage::focusedMilestone() const {
    const QWidget* focus = QApplication::focusWidget();
    const auto row =
        std::ranges::find_if(m_milestoneRows, [&](const MilestoneRow* r) { return r->isAncestorOf(focus); });
    if (row == m_milestoneRows.end()) return std::nullopt;
    return (*row)->milestone().id;
}

void GoalPage::showMilestones(const GoalDetail& detail) {
    if (isMilestoneEdited()) return; // shown when its fields are left
    const auto focused = focusedMilestone();
    m_milestonesOf = record();
    m_milestoneRows.clear();
    clearLayout(m_milestones);
    for (const core::Milestone& milestone : detail.milestones) {
        MilestoneRow* row = addMilestoneRow(milestone, detail.today);
        if (milestone.id == focused) row->takeFocus();
    }
    const auto all = detail.milestones.size();
    const auto done =
        std::ranges::count_if(detail.milestones, [](const core::Milestone& m) { return m.completedAt.has_value(); });
    m_milestoneCard->setRemark(all == 0 ? QString() : tr("%1 of %2 done").arg(done).arg(all));
    if (all == 0) m_milestones->addWidget(hint(tr("Steps on the way make a long goal shorter.")));
}

MilestoneRow* GoalPage::addMilestoneRow(const core::Milestone& milestone, core::Date today) {
    auto* row = new MilestoneRow(m_theme, milestone, today);
    m_milestones->addWidget(row);
    m_milestoneRows.push_back(row);
    connect(row, &MilestoneRow::doneWished, this, [this, milestone](bool isDone) {
        store().act([milestone, isDone](const core::ActionContext& at) {
            return isDone ? core::completeMilestone(at, milestone) : core::reopenMilestone(at, milestone);
        });
    });
    connect(row, &MilestoneRow::changed, this, [this](const core::Milestone& after) {
        store().act([after](const core::ActionContext& at) { return core::editMilestone(at, after); });
    });
    connect(row, &MilestoneRow::removeWished, this, [this, ref = core::refOf(milestone), title = milestone.title] {
        store().act([ref, title](const core::ActionContext&) -> core::Result<core::Edit> {
            return core::removeRecord(ref, title);
        });
    });
    connect(row, &MilestoneRow::problemFound, this, &GoalPage::problemFound);
    connect(
        row, &MilestoneRow::editEnded, this, [this] { showMilestones(*detail()); }, Qt::QueuedConnection);
    return row;
}

void GoalPage::showLinks(const GoalDetail& detail) {
    clearLayout(m_links);
    for (const LinkRow& link : detail.links)
        m_links->addLayout(lineOf(label(link.name, ""), QStringLiteral("× ") + amountWithUnit(link.weight, {})));
    if (detail.links.empty()) m_links->addWidget(hint(tr("No habit feeds this goal. Link one under Edit.")));
}

void GoalPage::showEntries(const GoalDetail& detail) {
    clearLayout(m_entries);
    const QString unit = QString::fromStdString(detail.draft.goal.unit);
    for (std::size_t i = 0; i < std::min(entriesShown, detail.entries.size()); ++i) {
        const core::GoalEntry& entry = detail.entries[i];
        const QString note = QString::fromStdString(entry.note);
        auto* row =
            lineOf(label(fullDate(entry.date) + (note.isEmpty() ? QString() : QStringLiteral(" · ") + note), ""),
                   amountWithUnit(entry.amount, unit));
        auto* remove = iconButton(lineIcon(m_theme, QStringLiteral("trash"), &Tokens::muted),
                                  tr("Move the entry of %1 to the trash").arg(fullDate(entry.date)), "removeEntry");
        connect(remove, &QToolButton::clicked, this, [this, ref = core::refOf(entry), name = detail.draft.goal.name] {
            store().act([ref, name](const core::ActionContext&) { return core::removeRecord(ref, name); });
        });
        row->addWidget(remove);
        m_entries->addLayout(row);
    }
    m_entryCard->setRemark(detail.entries.empty() ? QString()
                                                  : tr("%n in all", nullptr, static_cast<int>(detail.entries.size())));
}

void GoalPage::addEntry() {
    const auto amount = parseAmount(m_amount->text());
    if (!amount) {
        m_amount->setFocus();
        if (!m_amount->text().trimmed().isEmpty())
            emit problemFound(tr("The amount has to be a number. Nothing was saved."));
        return;
    }
    store().act([id = record(), value = *amount, date = fromQDate(m_date->date()), note = m_note->text().toStdString()](
                    const core::ActionContext& at) { return core::addEntry(at, id, value, date, note); });
    m_amount->clear();
    m_note->clear();
    m_amount->setFocus();
}

void GoalPage::addMilestone() {
    const QString title = m_milestoneTitle->text().trimmed();
    if (title.isEmpty()) return m_milestoneTitle->setFocus();
    store().act([id = record(), text = title.toStdString()](const core::ActionContext& at) {
        return core::addMilestone(at, id, text, std::nullopt);
    });
    m_milestoneTitle->clear();
}

} // namespace cairn::ui
