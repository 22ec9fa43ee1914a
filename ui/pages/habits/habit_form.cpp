#include "ui/pages/habits/habit_form.h"

#include <QComboBox>
#include <QDateEdit>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include "ui/models/rule_change.h"
#include "ui/models/words.h"
#include "ui/widgets/card.h"
#include "ui/widgets/folding_columns.h"
#include "ui/widgets/look_picker.h"
#include "ui/widgets/optional_date.h"
#include "ui/widgets/parts.h"
#include "ui/widgets/reminder_editor.h"
#include "ui/widgets/schedule_editor.h"
#include "ui/widgets/theme/theme.h"

namespace cairn::ui {
namespace {

constexpr int labelColumn = 118;
constexpr int foldBelow = 960;

QFormLayout* formIn(Card* card) {
    auto* form = new QFormLayout;
    form->setHorizontalSpacing(space::gap);
    form->setVerticalSpacing(space::half);
    form->setLabelAlignment(Qt::AlignLeft | Qt::AlignTop);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    card->content()->addLayout(form);
    return form;
}

void addRow(QFormLayout* form, const QString& text, QWidget* field) {
    auto* title = label(text, "muted");
    title->setMinimumWidth(labelColumn);
    title->setFixedHeight(33);
    title->setBuddy(field);
    form->addRow(title, field);
}

QLineEdit* lineField(const char* objectName, const QString& accessibleName, const QString& example = {}) {
    auto* field = new QLineEdit;
    field->setObjectName(QLatin1String(objectName));
    field->setAccessibleName(accessibleName);
    field->setPlaceholderText(example);
    field->setMaxLength(100);
    return field;
}

QPlainTextEdit* textField(const char* objectName, const QString& accessibleName, const QString& example = {}) {
    auto* field = new QPlainTextEdit;
    field->setObjectName(QLatin1String(objectName));
    field->setAccessibleName(accessibleName);
    field->setPlaceholderText(example);
    field->setTabChangesFocus(true);
    field->setFixedHeight(64);
    return field;
}

QComboBox* choice(const char* objectName, const QString& accessibleName, const QStringList& texts) {
    auto* box = new QComboBox;
    box->setObjectName(QLatin1String(objectName));
    box->setAccessibleName(accessibleName);
    box->addItems(texts);
    return box;
}

QString text(const std::string& value) {
    return QString::fromStdString(value);
}

std::string text(const QLineEdit* field) {
    return field->text().trimmed().toStdString();
}

} // namespace

QString categoryText(core::LifeCategory category) {
    switch (category) {
    case core::LifeCategory::none: return HabitForm::tr("None");
    case core::LifeCategory::health: return HabitForm::tr("Health");
    case core::LifeCategory::mind: return HabitForm::tr("Mind");
    case core::LifeCategory::emotions: return HabitForm::tr("Emotions");
    case core::LifeCategory::character: return HabitForm::tr("Character");
    case core::LifeCategory::spirit: return HabitForm::tr("Spirit");
    case core::LifeCategory::love: return HabitForm::tr("Love");
    case core::LifeCategory::parenting: return HabitForm::tr("Parenting");
    case core::LifeCategory::social: return HabitForm::tr("Social life");
    case core::LifeCategory::finances: return HabitForm::tr("Finances");
    case core::LifeCategory::career: return HabitForm::tr("Career");
    case core::LifeCategory::qualityOfLife: return HabitForm::tr("Quality of life");
    case core::LifeCategory::lifeVision: return HabitForm::tr("Life vision");
    }
    return {};
}

HabitForm::HabitForm(const Theme& theme, QWidget* parent) : QWidget(parent), m_right(new QVBoxLayout) {
    auto* columns = new FoldingColumns(foldBelow);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(columns);
    auto* left = new QVBoxLayout;
    for (QVBoxLayout* column : {left, m_right}) {
        column->setSpacing(space::card);
        columns->addColumn(column, 1);
    }
    left->addWidget(buildBasics(theme));
    left->addWidget(buildDemand());
    left->addWidget(buildReminders(theme));
    left->addStretch();
    m_right->addWidget(buildReasons());
    m_right->addWidget(buildLoop());
    m_right->addWidget(buildPlace());
}

QWidget* HabitForm::buildBasics(const Theme& theme) {
    auto* card = new Card(tr("Habit"));
    QFormLayout* form = formIn(card);
    m_name = lineField("habitName", tr("Name"), tr("Read"));
    m_question = lineField("habitQuestion", tr("Question"), tr("Did you read today?"));
    m_direction = choice("habitDirection", tr("Direction"), {tr("Build it up"), tr("Quit it")});
    m_look = new LookPicker(theme);
    m_section = choice("habitSection", tr("Section"), {});
    m_section->setEditable(true);
    m_section->setInsertPolicy(QComboBox::NoInsert);
    m_section->lineEdit()->setPlaceholderText(tr("None, or type a new one"));
    m_tags = lineField("habitTags", tr("Tags"), tr("separated by commas"));
    m_tags->setMaxLength(400);
    addRow(form, tr("Name"), m_name);
    addRow(form, tr("Question"), m_question);
    addRow(form, tr("Direction"), m_direction);
    addRow(form, tr("Look"), m_look);
    addRow(form, tr("Section"), m_section);
    addRow(form, tr("Tags"), m_tags);
    return card;
}

QWidget* HabitForm::buildDemand() {
    auto* card = new Card(tr("What it asks for"));
    QFormLayout* form = formIn(card);
    m_schedule = new ScheduleEditor;
    m_measure = choice("habitMeasure", tr("Measure"), {tr("Yes or no"), tr("An amount")});
    m_bound = choice("habitBound", tr("At least or at most"), {tr("at least"), tr("at most")});
    m_target = lineField("habitTarget", tr("Target"), QStringLiteral("20"));
    m_unit = lineField("habitUnit", tr("Unit"), tr("pages"));
    m_targetRow = new QWidget;
    auto* row = new QHBoxLayout(m_targetRow);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(space::half);
    row->addWidget(m_bound);
    row->addWidget(m_target, 1);
    row->addWidget(m_unit, 2);
    m_silence = choice("habitSilence", tr("Days without a mark"),
                       {tr("By the kind of habit"), tr("are not recorded"), tr("count as kept")});
    m_start = new OptionalDate(tr("Starts on"), "habitStart");
    m_end = new OptionalDate(tr("Ends on"), "habitEnd");
    m_from = dateField(core::Date{}, tr("A new schedule or target holds from"), "changeFrom");
    m_fromRow = new QWidget;
    auto* changes = new QVBoxLayout(m_fromRow);
    changes->setContentsMargins(0, 0, 0, 0);
    changes->setSpacing(space::half);
    auto* fromRow = new QHBoxLayout;
    fromRow->addWidget(label(tr("Schedule, target from"), ""), 1);
    fromRow->addWidget(m_from);
    changes->addLayout(fromRow);
    changes->addWidget(buildOffer());
    addRow(form, tr("Schedule"), m_schedule);
    addRow(form, tr("Measure"), m_measure);
    addRow(form, tr("Target"), m_targetRow);
    addRow(form, tr("Silent days"), m_silence);
    addRow(form, tr("Span"), m_start);
    form->addRow(label({}), m_end);
    addRow(form, tr("Changes"), m_fromRow);
    connect(m_schedule, &ScheduleEditor::changed, this, &HabitForm::offerNextPeriod);
    connect(m_from, &QDateEdit::dateChanged, this, &HabitForm::offerNextPeriod);
    connect(m_measure, &QComboBox::currentIndexChanged, this, &HabitForm::showMeasure);
    return card;
}

QWidget* HabitForm::buildOffer() {
    m_offer = new QWidget;
    m_offer->setObjectName(QStringLiteral("nextPeriodOffer"));
    auto* row = new QHBoxLayout(m_offer);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(space::half);
    m_offerText = label({}, "muted", "nextPeriodText");
    m_offerText->setWordWrap(true);
    m_offerDay = button({}, "", "beginNextPeriod");
    row->addWidget(m_offerText, 1);
    row->addWidget(m_offerDay);
    m_offer->hide();
    connect(m_offerDay, &QPushButton::clicked, this, [this] {
        m_from->setFocus(Qt::OtherFocusReason);
        m_from->setDate(toQDate(m_next));
    });
    return m_offer;
}

QWidget* HabitForm::buildReasons() {
    auto* card = new Card(tr("Why"));
    QFormLayout* form = formIn(card);
    m_why = textField("habitWhy", tr("Why"), tr("What it is good for"));
    m_identity = lineField("habitIdentity", tr("Identity"), tr("I am a reader"));
    m_identity->setMaxLength(400);
    m_dose = lineField("habitDose", tr("Two-minute version"), tr("read one page"));
    m_dose->setMaxLength(400);
    addRow(form, tr("Why"), m_why);
    addRow(form, tr("Who it makes you"), m_identity);
    addRow(form, tr("In two minutes"), m_dose);
    return card;
}

QWidget* HabitForm::buildLoop() {
    auto* card = new Card(tr("Loop"));
    QFormLayout* form = formIn(card);
    m_cue = lineField("habitCue", tr("Cue"), tr("What sets it off"));
    m_craving = lineField("habitCraving", tr("Craving"), tr("What you want from it"));
    m_response = lineField("habitResponse", tr("Response"), tr("What you do"));
    m_reward = lineField("habitReward", tr("Reward"), tr("What you get"));
    for (QLineEdit* field : {m_cue, m_craving, m_response, m_reward}) field->setMaxLength(400);
    m_intentions = textField("habitIntentions", tr("Intentions"), tr("After X I will Y at Z; one a line"));
    m_description = textField("habitDescription", tr("Description"));
    addRow(form, tr("Cue"), m_cue);
    addRow(form, tr("Craving"), m_craving);
    addRow(form, tr("Response"), m_response);
    addRow(form, tr("Reward"), m_reward);
    addRow(form, tr("Intentions"), m_intentions);
    addRow(form, tr("Description"), m_description);
    return card;
}

QWidget* HabitForm::buildReminders(const Theme& theme) {
    auto* card = new Card(tr("Reminders"));
    m_reminders = new ReminderEditor(theme);
    card->content()->addWidget(m_reminders);
    return card;
}

QWidget* HabitForm::buildPlace() {
    auto* card = new Card(tr("Place in your life"));
    QFormLayout* form = formIn(card);
    m_difficulty = choice("habitDifficulty", tr("Difficulty"), {tr("Easy"), tr("Medium"), tr("Hard")});
    m_priority = choice("habitPriority", tr("Priority"), {tr("Low"), tr("Medium"), tr("High")});
    QStringList categories;
    for (std::size_t i = 0; i < core::enumNames<core::LifeCategory>.size(); ++i)
        categories << categoryText(static_cast<core::LifeCategory>(i));
    m_category = choice("habitCategory", tr("Category"), categories);
    addRow(form, tr("Difficulty"), m_difficulty);
    addRow(form, tr("Priority"), m_priority);
    addRow(form, tr("Category"), m_category);
    return card;
}

void HabitForm::showMeasure() {
    const bool isMeasured = m_measure->currentIndex() == 1;
    m_targetRow->setEnabled(isMeasured);
    m_silence->setEnabled(!isMeasured);
    offerNextPeriod();
}

void HabitForm::offerNextPeriod() {
    const bool isComplete = !m_isNew && m_schedule->schedule().has_value();
    const auto cut =
        isComplete ? cutPeriod(ruleKindOf(m_draft), ruleKindOf(draft()), changeFrom(), m_firstWeekday) : std::nullopt;
    m_offer->setVisible(cut.has_value());
    if (!cut) return;
    m_next = cut->next;
    m_offerText->setText(cut->isMonth ? tr("That would cut a month short.") : tr("That would cut a week short."));
    m_offerDay->setText(tr("Begin on %1").arg(shortWeekday(m_next) + u' ' + dayAndMonth(m_next)));
}

void HabitForm::setSections(const std::vector<SectionRow>& sections) {
    m_sections = sections;
    m_section->clear();
    m_section->addItem(QString());
    for (const SectionRow& section : sections) m_section->addItem(section.name);
}

void HabitForm::setIsNew(bool isNew) {
    m_isNew = isNew;
    m_fromRow->setEnabled(!isNew);
}

void HabitForm::show(const core::HabitDraft& draft, core::AsOf asOf) {
    m_draft = draft;
    m_firstWeekday = asOf.firstWeekday;
    const core::Date today = asOf.today;
    const core::Habit& habit = draft.habit;
    m_name->setText(text(habit.name));
    m_question->setText(text(habit.question));
    m_direction->setCurrentIndex(static_cast<int>(habit.direction));
    m_look->setLook(text(habit.color), text(habit.icon));
    m_section->setCurrentIndex(0);
    for (std::size_t i = 0; i < m_sections.size(); ++i)
        if (habit.section == m_sections[i].id) m_section->setCurrentIndex(static_cast<int>(i) + 1);
    QStringList tags;
    for (const std::string& tag : draft.tags) tags << text(tag);
    m_tags->setText(tags.join(QStringLiteral(", ")));
    m_schedule->setSchedule(draft.schedule);
    m_measure->setCurrentIndex(static_cast<int>(habit.measure));
    m_bound->setCurrentIndex(static_cast<int>(draft.bound));
    m_target->setText(draft.target ? amountText(*draft.target) : QString());
    m_unit->setText(text(habit.unit));
    m_silence->setCurrentIndex(draft.silence ? static_cast<int>(*draft.silence) + 1 : 0);
    m_start->setDate(habit.startDate, today);
    m_end->setDate(habit.endDate, today + 90);
    m_from->setDate(toQDate(today));
    m_reminders->setReminders(draft.reminders);
    m_why->setPlainText(text(habit.why));
    m_identity->setText(text(habit.identity));
    m_dose->setText(text(habit.minimalDose));
    m_cue->setText(text(habit.cue));
    m_craving->setText(text(habit.craving));
    m_response->setText(text(habit.response));
    m_reward->setText(text(habit.reward));
    m_intentions->setPlainText(text(habit.intentions));
    m_description->setPlainText(text(habit.description));
    m_difficulty->setCurrentIndex(static_cast<int>(habit.difficulty));
    m_priority->setCurrentIndex(static_cast<int>(habit.priority));
    m_category->setCurrentIndex(static_cast<int>(habit.category));
    showMeasure();
}

std::optional<QString> HabitForm::problem() {
    if (m_name->text().trimmed().isEmpty()) {
        m_name->setFocus();
        return tr("A habit needs a name. Nothing was saved yet.");
    }
    if (!m_schedule->schedule()) {
        m_schedule->setFocus();
        return tr("This schedule is not possible. Nothing was saved yet; see the sentence below it.");
    }
    const auto target = parseAmount(m_target->text());
    const bool wantsTarget = m_measure->currentIndex() == 1;
    if (wantsTarget && !m_target->text().trimmed().isEmpty() && (!target || *target < 0)) {
        m_target->setFocus();
        return tr("The target has to be a number. Nothing was saved yet.");
    }
    return std::nullopt;
}

core::HabitDraft HabitForm::draft() const {
    core::HabitDraft draft = m_draft;
    core::Habit& habit = draft.habit;
    habit.name = text(m_name);
    habit.question = text(m_question);
    habit.direction = static_cast<core::Direction>(m_direction->currentIndex());
    habit.color = m_look->colour().toStdString();
    habit.icon = m_look->icon().toStdString();
    habit.section.reset();
    for (const SectionRow& section : m_sections)
        if (section.name.compare(m_section->currentText().trimmed(), Qt::CaseInsensitive) == 0)
            habit.section = section.id;
    draft.tags.clear();
    for (const QString& tag : m_tags->text().split(u',', Qt::SkipEmptyParts))
        if (!tag.trimmed().isEmpty()) draft.tags.push_back(tag.trimmed().toStdString());
    if (const auto schedule = m_schedule->schedule()) draft.schedule = *schedule;
    habit.measure = static_cast<core::Measure>(m_measure->currentIndex());
    const bool isMeasured = habit.measure == core::Measure::measured;
    habit.unit = isMeasured ? text(m_unit) : std::string();
    draft.target = isMeasured ? std::optional(parseAmount(m_target->text()).value_or(0)) : std::nullopt;
    draft.bound = isMeasured ? static_cast<core::Bound>(m_bound->currentIndex()) : core::Bound::atLeast;
    draft.silence.reset();
    if (!isMeasured && m_silence->currentIndex() > 0)
        draft.silence = static_cast<core::Silence>(m_silence->currentIndex() - 1);
    habit.startDate = m_start->date();
    habit.endDate = m_end->date();
    draft.reminders = m_reminders->reminders();
    habit.why = m_why->toPlainText().trimmed().toStdString();
    habit.identity = text(m_identity);
    habit.minimalDose = text(m_dose);
    habit.cue = text(m_cue);
    habit.craving = text(m_craving);
    habit.response = text(m_response);
    habit.reward = text(m_reward);
    habit.intentions = m_intentions->toPlainText().trimmed().toStdString();
    habit.description = m_description->toPlainText().trimmed().toStdString();
    habit.difficulty = static_cast<core::Difficulty>(m_difficulty->currentIndex());
    habit.priority = static_cast<core::Priority>(m_priority->currentIndex());
    habit.category = static_cast<core::LifeCategory>(m_category->currentIndex());
    return draft;
}

QString HabitForm::newSection() const {
    QString name = m_section->currentText().trimmed();
    for (const SectionRow& section : m_sections)
        if (section.name.compare(name, Qt::CaseInsensitive) == 0) return {};
    return name;
}

core::Date HabitForm::changeFrom() const {
    return fromQDate(m_from->date());
}

void HabitForm::takeFocus() {
    m_name->setFocus(Qt::ShortcutFocusReason);
    m_name->selectAll();
}

} // namespace cairn::ui
