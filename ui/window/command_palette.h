#pragma once

#include <QFrame>
#include <QPointer>

#include "ui/models/command_model.h"

class QLineEdit;
class QLabel;
class QListView;

namespace cairn::ui {

class Theme;

/// The palette over the window: one field, and every page, habit, goal and action that fits what is typed. Arrows move,
/// Enter runs, Escape leaves.
class CommandPalette : public QFrame {
    Q_OBJECT
public:
    CommandPalette(const Theme& theme, QWidget* parent);
    void open(std::vector<Command> commands);
    void place();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void choose(int row);
    void leave();

    CommandModel m_model;
    QLineEdit* m_field = nullptr;
    QListView* m_list = nullptr;
    QLabel* m_nothing = nullptr; ///< in the place of results where there are none
    QPointer<QWidget> m_before;  ///< where the keyboard was
};

} // namespace cairn::ui
