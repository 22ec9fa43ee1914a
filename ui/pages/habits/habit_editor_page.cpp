#include "ui/pages/habits/habit_editor_page.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include "core/actions/record_actions.h"
#include "ui/models/habit_templates.h"
#include "ui/pages/habits/habit_form.h"
#include "ui/services/store_service.h"
#include "ui/widgets/card.h"
#include "ui/widgets/parts.h"
#include "ui/widgets/theme/tokens.h"

namespace cairn::ui {

HabitEditorPage::HabitEditorPage(const Theme& theme, StoreService& store, QWidget* parent)
    : EditorPage(store, {tr("Habits"), tr("New habit"), tr("Save habit")}, parent), m_form(new HabitForm(theme)) {
    setObjectName(QStringLiteral("habitEditor"));
    buildPage();
}

void HabitEditorPage::buildPage() {
    QVBoxLayout* layout = scrolledBody(this);
    m_templates = buildTemplates();
    m_fate = buildFate();
    layout->addWidget(m_templates);
    layout->addWidget(m_form);
    m_form->rightColumn()->addWidget(m_fate);
    m_form->rightColumn()->addStretch();
    layout->addStretch();
}

QWidget* HabitEditorPage::buildTemplates() {
    auto* row = new QWidget;
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::gap);
    m_template = new QComboBox;
    m_template->setObjectName(QStringLiteral("templatePicker"));
    m_template->setAccessibleName(tr("Begin with a template"));
    m_template->addItem(tr("Nothing"));
    for (const HabitTemplate& entry : habitTemplates()) m_template->addItem(entry.name);
    m_template->setMinimumWidth(260);
    layout->addWidget(label(tr("Begin with"), "muted"));
    layout->addWidget(m_template);
    layout->addStretch();
    connect(m_template, &QComboBox::activated, this, [this](int index) {
        m_form->show(index == 0 ? core::HabitDraft{} : habitTemplates()[static_cast<std::size_t>(index - 1)].draft,
                     asOf());
    });
    return row;
}

Card* HabitEditorPage::buildFate() {
    auto* card = new Card(tr("Set aside"));
    auto* text = label(tr("A pause owes nothing. The archive keeps the history. The trash can be undone."), "muted");
    text->setWordWrap(true);
    auto* row = new QHBoxLayout;
    row->setSpacing(space::gap);
    m_pause = button({}, "", "pauseHabit");
    m_archive = button({}, "", "archiveHabit");
    auto* remove = button(tr("Move to the trash"), "danger", "removeHabit");
    for (QPushButton* entry : {m_pause, m_archive, remove}) row->addWidget(entry);
    row->addStretch();
    card->content()->addWidget(text);
    card->content()->addLayout(row);
    connect(m_pause, &QPushButton::clicked, this, [this] {
        act(m_isPaused ? +[](const core::ActionContext& at, const core::Uuid& id) { return core::endPause(at, id); }
                       : +[](const core::ActionContext& at, const core::Uuid& id) {
                             return core::pause(at, id, at.today, std::nullopt);
                         });
    });
    connect(m_archive, &QPushButton::clicked, this, [this] { act(m_isArchived ? &core::unarchive : &core::archive); });
    connect(remove, &QPushButton::clicked, this, [this] {
        act([](const core::ActionContext& at, const core::Uuid& id) -> core::Result<core::Edit> {
            const auto habit = at.reader.find<core::Habit>(id);
            if (!habit) return tl::unexpected(habit.error());
            return core::removeRecord({core::Kind::habit, id, std::nullopt}, *habit ? (*habit)->name : std::string());
        });
    });
    return card;
}

core::AsOf HabitEditorPage::asOf() const {
    const SnapshotPtr& snapshot = store().snapshot();
    return snapshot ? core::AsOf{snapshot->today, snapshot->profile.firstWeekday} : core::AsOf{};
}

void HabitEditorPage::openNew() {
    setRecord(std::nullopt);
    m_template->setCurrentIndex(0);
    m_templates->show();
    m_fate->hide();
    if (const SnapshotPtr& snapshot = store().snapshot()) {
        m_form->setSections(snapshot->sections);
        m_form->setIsNew(true);
        m_form->show(core::HabitDraft{}, asOf());
    }
    keepAsStored();
    emit headChanged();
}

void HabitEditorPage::open(const core::Uuid& habit) {
    setRecord(habit);
    m_templates->hide();
    m_fate->show();
    read<HabitDetail>(&habitDetail, [this](const HabitDetail& detail) {
        if (store().snapshot()) m_form->setSections(store().snapshot()->sections);
        m_form->setIsNew(false);
        m_form->show(detail.draft, {detail.today, detail.firstWeekday});
        showFate(detail);
        setRecordName(detail.draft.habit.name);
    });
}

void HabitEditorPage::showFate(const HabitDetail& detail) {
    m_isPaused = detail.hasOpenPause;
    m_isArchived = detail.status == HabitStatus::archived;
    m_pause->setText(m_isPaused ? tr("End the pause") : tr("Pause from today"));
    m_pause->setVisible(!m_isArchived);
    m_archive->setText(m_isArchived ? tr("Restore from the archive") : tr("Archive"));
}

void HabitEditorPage::takeFocus() {
    m_form->takeFocus();
}

void HabitEditorPage::save() {
    if (const auto problem = m_form->problem()) return emit problemFound(*problem);
    core::HabitDraft draft = m_form->draft();
    draft.sectionName = m_form->newSection().toStdString();
    if (record())
        edit(draft);
    else
        add(draft);
}

void HabitEditorPage::add(const core::HabitDraft& draft) {
    auto made = std::make_shared<core::Uuid>();
    saveBy([draft, made](const core::ActionContext& at) { return core::addHabit(at, draft, made.get()); }, made);
}

void HabitEditorPage::edit(const core::HabitDraft& draft) {
    saveBy([draft,
            from = m_form->changeFrom()](const core::ActionContext& at) { return core::editHabit(at, draft, from); },
           std::make_shared<core::Uuid>(*record()));
}

} // namespace cairn::ui
