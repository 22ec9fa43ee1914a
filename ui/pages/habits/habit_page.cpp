#include "ui/pages/habits/habit_page.h"

#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

#include "core/actions/habit_actions.h"
#include "core/actions/log_actions.h"
#include "ui/models/words.h"
#include "ui/services/store_service.h"
#include "ui/widgets/card.h"
#include "ui/widgets/empty_days_card.h"
#include "ui/widgets/folding_columns.h"
#include "ui/widgets/heatmap_view.h"
#include "ui/widgets/number_tile.h"
#include "ui/widgets/parts.h"
#include "ui/widgets/theme/theme.h"
#include "ui/widgets/weekday_bars.h"

namespace cairn::ui {
namespace {

constexpr int foldBelow = 640;

QString targetLine(const core::HabitDraft& draft) {
    if (!draft.target) return {};
    const QString target = amountWithUnit(*draft.target, QString::fromStdString(draft.habit.unit));
    return draft.bound == core::Bound::atMost ? HabitPage::tr("at most %1").arg(target) : target;
}

} // namespace

HabitPage::HabitPage(const Theme& theme, StoreService& store, QWidget* parent)
    : RecordPage(store, &habitDetail, parent), m_streak(new NumberTile(tr("Current streak"))),
      m_longest(new NumberTile(tr("Longest streak"))), m_consistency(new NumberTile(tr("Consistency"))),
      m_strength(new NumberTile(tr("Strength"))), m_path(new NumberTile(tr("66-day path"))),
      m_heatmap(new HeatmapView(theme)), m_weekdays(new WeekdayBars(theme)), m_empty(new EmptyDaysCard),
      m_about(new Card(tr("About this habit"))) {
    setObjectName(QStringLiteral("habitPage"));
    buildPage(theme);
}

void HabitPage::buildPage(const Theme& theme) {
    QVBoxLayout* layout = scrolledBody(this);
    auto* tiles = new QHBoxLayout;
    tiles->setSpacing(space::card);
    for (NumberTile* tile : {m_streak, m_longest, m_consistency, m_strength, m_path}) tiles->addWidget(tile, 1);
    layout->addLayout(tiles);
    layout->addWidget(m_empty);
    m_empty->hide();
    connect(m_empty, &EmptyDaysCard::wished, this, &HabitPage::markEmptyDays);
    auto* year = new Card(tr("The past year"));
    year->addToHead(new HeatmapLegend(theme));
    year->content()->addWidget(m_heatmap);
    layout->addWidget(year);
    auto* columns = new FoldingColumns(foldBelow);
    m_texts = new QFormLayout;
    m_texts->setHorizontalSpacing(space::card);
    m_texts->setVerticalSpacing(space::half);
    m_texts->setLabelAlignment(Qt::AlignLeft);
    m_about->content()->addLayout(m_texts);
    m_about->content()->addStretch();
    auto* weekdays = new Card(tr("By weekday"));
    weekdays->setRemark(tr("chance of a done day"));
    weekdays->content()->addWidget(m_weekdays);
    weekdays->content()->addStretch();
    columns->addColumn(m_about, 3);
    columns->addColumn(weekdays, 2);
    layout->addWidget(columns);
    layout->addStretch();
}

PageHead HabitPage::head() const {
    PageHead head;
    head.crumb = tr("Habits");
    if (!detail()) return head;
    head.title = QString::fromStdString(detail()->draft.habit.name);
    const QString target = targetLine(detail()->draft);
    head.chip =
        scheduleText(detail()->draft.schedule) + (target.isEmpty() ? QString() : QStringLiteral(" · ") + target);
    head.chipTone = QStringLiteral("blue");
    if (detail()->status != HabitStatus::active) {
        head.chip = statusText(detail()->status);
        head.chipTone = QStringLiteral("amber");
    }
    head.secondary = tr("Edit");
    const bool canLog =
        detail()->status == HabitStatus::active && detail()->draft.habit.measure == core::Measure::yesNo;
    if (canLog) head.primary = tr("Mark today done");
    return head;
}

void HabitPage::pressPrimary() {
    store().act([id = record()](const core::ActionContext& at) {
        return core::recordDay(at, id, at.today, core::SetMark{core::Mark::done});
    });
}

void HabitPage::takeFocus() {
    if (m_emptyWishedOf == record())
        m_empty->takeFocus();
    else
        setFocus(Qt::ShortcutFocusReason);
}

void HabitPage::wishEmptyDays() {
    m_emptyWishedOf = record();
    m_empty->setVisible(true);
    m_empty->takeFocus();
}

void HabitPage::markEmptyDays(core::DateSpan span, core::Mark mark) {
    m_emptyWishedOf.reset();
    m_empty->forgetSpan();
    store().act(
        [id = record(), span, mark](const core::ActionContext& at) { return core::markEmptyDays(at, id, span, mark); });
    takeFocus();
}

void HabitPage::showEmptyDays(const HabitDetail& detail) {
    if (m_emptyOf != record()) m_empty->forgetSpan();
    m_emptyOf = record();
    m_empty->show(detail.emptyDays, detail.today);
    const bool isOffered = detail.stats.atRisk && lengthOfBreak(detail.emptyDays, detail.today) > 1;
    m_empty->setVisible(isOffered || m_emptyWishedOf == record());
}

void HabitPage::show(const HabitDetail& detail) {
    const core::HabitStats& stats = detail.stats;
    m_streak->setNumber(QString::number(stats.streak.current), streakUnitText(stats.streak.current, stats.streak.unit));
    m_longest->setNumber(QString::number(stats.streak.longest),
                         streakUnitText(stats.streak.longest, stats.streak.unit));
    if (stats.consistency)
        m_consistency->setNumber(QString::number(static_cast<int>(*stats.consistency)), tr("%", "unit"));
    else
        m_consistency->setNumber(QStringLiteral("–"), tr("nothing was expected"));
    m_strength->setNumber(QString::number(static_cast<int>(stats.strength * 100)), tr("%", "unit"));
    m_path->setNumber(QString::number(stats.path66), tr("of 66 days"));
    m_heatmap->show(detail.year, detail.firstWeekday);
    m_weekdays->show(detail.weekdays, detail.firstWeekday);
    showEmptyDays(detail);
    showTexts(detail);
}

void HabitPage::showTexts(const HabitDetail& detail) {
    while (m_texts->rowCount() > 0) m_texts->removeRow(0);
    const auto add = [this](const QString& title, const std::string& text) {
        if (text.empty()) return;
        auto* value = label(QString::fromStdString(text), "");
        value->setWordWrap(true);
        value->setTextInteractionFlags(Qt::TextSelectableByMouse);
        m_texts->addRow(label(title, "muted"), value);
    };
    const core::Habit& habit = detail.draft.habit;
    add(tr("Question"), habit.question);
    add(tr("Why"), habit.why);
    add(tr("Identity"), habit.identity);
    add(tr("Cue"), habit.cue);
    add(tr("Craving"), habit.craving);
    add(tr("Response"), habit.response);
    add(tr("Reward"), habit.reward);
    add(tr("Two-minute version"), habit.minimalDose);
    add(tr("Intentions"), habit.intentions);
    add(tr("Description"), habit.description);
    add(tr("Done in all"), tr("%n day(s)", nullptr, detail.stats.doneTotal).toStdString());
    if (detail.stats.skippedTotal > 0)
        add(tr("Skipped in all"), tr("%n day(s)", nullptr, detail.stats.skippedTotal).toStdString());
    if (detail.stats.lastDone) add(tr("Last done"), fullDate(*detail.stats.lastDone).toStdString());
    add(tr("Made on"), fullDate(habit.madeOn).toStdString());
}

} // namespace cairn::ui
