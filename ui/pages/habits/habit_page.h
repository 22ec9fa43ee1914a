#pragma once

#include "ui/models/habit_detail.h"
#include "ui/pages/record_page.h"

class QFormLayout;
class QLabel;

namespace cairn::ui {

class Card;
class EmptyDaysCard;
class HeatmapView;
class NumberTile;
class Theme;
class WeekdayBars;

/// One habit: its numbers, the past year, and what was written about it.
class HabitPage : public RecordPage<HabitDetail> {
    Q_OBJECT
public:
    HabitPage(const Theme& theme, StoreService& store, QWidget* parent = nullptr);

    [[nodiscard]] PageHead head() const override;
    void pressPrimary() override;
    void takeFocus() override;
    /// Shows the card that marks empty days, for the habit that is opened next or stands here, and gives it the
    /// keyboard.
    void wishEmptyDays();

private:
    void buildPage(const Theme& theme);
    void show(const HabitDetail& detail) override;
    void markEmptyDays(core::DateSpan span, core::Mark mark);
    void showEmptyDays(const HabitDetail& detail);
    void showTexts(const HabitDetail& detail);

    NumberTile* m_streak = nullptr;
    NumberTile* m_longest = nullptr;
    NumberTile* m_consistency = nullptr;
    NumberTile* m_strength = nullptr;
    NumberTile* m_path = nullptr;
    HeatmapView* m_heatmap = nullptr;
    WeekdayBars* m_weekdays = nullptr;
    EmptyDaysCard* m_empty = nullptr;
    core::Uuid m_emptyOf;                      ///< the habit whose empty days the card shows
    std::optional<core::Uuid> m_emptyWishedOf; ///< the habit for which a person asked for the card, break or not
    Card* m_about = nullptr;
    QFormLayout* m_texts = nullptr;
};

} // namespace cairn::ui
