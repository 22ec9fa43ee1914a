#pragma once

#include <QWidget>
#include <vector>

class QMenu;
class QToolButton;

namespace cairn::ui {

class RailButton;
class Theme;

/// A place of the rail; its number is the page's for good, shown or not.
enum class Place { today = 1, habits, goals, projects, insights, coach, groups, toolbox, lifebook, settings };

/// The left rail: the program's name and menu, the pages that exist, settings, and where the data lies.
class Rail : public QWidget {
    Q_OBJECT
public:
    Rail(const Theme& theme, QMenu* menu, QWidget* parent = nullptr);
    void select(Place place);
    void openMenu();

signals:
    void chosen(cairn::ui::Place place);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    RailButton* add(Place place, const QString& icon, const QString& text, const QString& keys);

    const Theme& m_theme;
    std::vector<RailButton*> m_buttons;
    QToolButton* m_menu = nullptr;
};

} // namespace cairn::ui
