#pragma once

#include <QString>

class QBoxLayout;
class QFrame;
class QIcon;
class QLabel;
class QLayout;
class QPushButton;
class QScrollArea;
class QToolButton;
class QVBoxLayout;
class QWidget;

namespace cairn::ui {

// Small parts that pages are put together from; each belongs to the caller (usually through a layout).

/// A label of a kind of the style sheet: title, heading, hero, number, muted, small, chip.
QLabel* label(const QString& text, const char* kind = "", const char* objectName = "");
/// A push button: primary, plain (""), quiet, link, danger.
QPushButton* button(const QString& text, const char* kind = "", const char* objectName = "");
/// A square button with an icon only; `name` is its tooltip and what a screen reader says.
QToolButton* iconButton(const QIcon& icon, const QString& name, const char* objectName = "");
/// A hairline.
QFrame* line();
/// Gives a chip a tone (accent, amber, red, blue) or none.
void setTone(QWidget* widget, const char* tone);
/// Asks the style to look at the widget's properties again.
void restyle(QWidget* widget);
/// A page that scrolls up and down where it is too high: its right margin makes room for the scroll bar, so that cards
/// keep their place.
QScrollArea* scrolling(QWidget* page);
/// The column of cards that a page consists of, with the margins that all pages have; `page` shows it, scrolling.
QVBoxLayout* scrolledBody(QWidget* page);
/// Takes a row out of its place at once and deletes it when nothing of it is in use any more.
void discard(QWidget* row);
/// Deletes all that a layout holds.
void clearLayout(QLayout* layout);

} // namespace cairn::ui
