#pragma once

#include <QAbstractButton>

#include "ui/models/snapshot.h"

namespace cairn::ui {

class Theme;

/// One goal at a glance: name and state, a thin bar, value of target, and a last line where one is given. Pressing it,
/// Enter or Space opens the goal.
class GoalGlance : public QAbstractButton {
    Q_OBJECT
public:
    GoalGlance(const Theme& theme, const GoalRow& goal, const QString& lastLine = {}, QWidget* parent = nullptr);
    [[nodiscard]] QSize sizeHint() const override { return {200, height()}; }

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    const Theme& m_theme;
    GoalRow m_goal;
    QString m_lastLine;
};

/// What the state chip of a goal says, and its tone for the style sheet; empty without a state.
QString goalStateText(std::optional<core::GoalState> state);
const char* goalStateTone(std::optional<core::GoalState> state);

} // namespace cairn::ui
