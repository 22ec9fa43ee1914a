#pragma once

#include <optional>

#include "ui/models/habit_detail.h"
#include "ui/pages/page.h"

class QFormLayout;
class QLabel;

namespace cairn::ui {

class Card;
class HeatmapView;
class NumberTile;
class StoreService;
class Theme;
class WeekdayBars;

/// One habit: its numbers, the past year, and what was written about it.
class HabitPage : public Page {
    Q_OBJECT
public:
    HabitPage(const Theme& theme, StoreService& store, QWidget* parent = nullptr);

    void open(const core::Uuid& habit);
    [[nodiscard]] const core::Uuid& habit() const { return m_habit; }
    [[nodiscard]] PageHead head() const override;
    void pressPrimary() override;
    void pressSecondary() override { emit editWished(m_habit); }
    void takeFocus() override;

signals:
    void editWished(const core::Uuid& habit);
    void gone();
    void shown();

private:
    void buildPage(const Theme& theme);
    void read();
    void show(const HabitDetail& detail);
    void showTexts(const HabitDetail& detail);

    StoreService& m_store;
    core::Uuid m_habit;
    std::optional<HabitDetail> m_detail;
    NumberTile* m_streak = nullptr;
    NumberTile* m_longest = nullptr;
    NumberTile* m_consistency = nullptr;
    NumberTile* m_strength = nullptr;
    NumberTile* m_path = nullptr;
    HeatmapView* m_heatmap = nullptr;
    WeekdayBars* m_weekdays = nullptr;
    Card* m_about = nullptr;
    QFormLayout* m_texts = nullptr;
};

} // namespace cairn::ui
