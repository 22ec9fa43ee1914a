#include "ui/widgets/theme/style_sheet.h"

#include <array>
#include <utility>

namespace cairn::ui {
namespace {

constexpr const char* labels = R"(
QLabel { background: transparent; }
QLabel[kind="title"] { font-size: 18px; font-weight: 600; }
QLabel[kind="heading"] { font-size: 13px; font-weight: 600; }
QLabel[kind="hero"] { font-size: 22px; font-weight: 600; }
QLabel[kind="number"] { font-size: 26px; font-weight: 600; }
QLabel[kind="muted"] { color: @muted; }
QLabel[kind="small"] { color: @muted; font-size: 12px; }
QLabel[kind="error"] { color: @red; }
QLabel[kind="chip"] { border-radius: 9px; padding: 1px 8px; font-size: 11px; min-height: 16px; }
QLabel[tone="accent"] { background: @accentSoft; color: @accentOnSoft; }
QLabel[tone="amber"] { background: @amberSoft; color: @amber; }
QLabel[tone="red"] { background: @redSoft; color: @redOnSoft; }
QLabel[tone="blue"] { background: @blueSoft; color: @blue; }
)";

constexpr const char* buttons = R"(
QPushButton, QToolButton[kind="plain"] {
  background: @surface; border: 1px solid @border; border-radius: 7px; padding: 0 12px; min-height: 31px;
  font-weight: 500; }
QPushButton:hover, QToolButton[kind="plain"]:hover { background: @raised; }
QPushButton:pressed { background: @border; }
QPushButton:disabled { color: @muted; background: @background; }
QPushButton:focus, QToolButton:focus { border: 2px solid @accent; }
QPushButton:focus { padding: 0 11px; min-height: 29px; }
QPushButton[kind="primary"] { background: @accent; color: @onAccent; border: 1px solid @accent; }
QPushButton[kind="primary"]:hover { background: @accentHover; }
QPushButton[kind="primary"]:focus { border: 2px solid @text; }
QPushButton[kind="primary"]:disabled { background: @accentSoft; color: @accentOnSoft; border-color: @accentSoft; }
QPushButton[kind="quiet"], QToolButton[kind="quiet"] {
  background: transparent; border: 1px solid transparent; border-radius: 7px; color: @text; }
QPushButton[kind="quiet"]:hover, QToolButton[kind="quiet"]:hover { background: @border; }
QPushButton[kind="quiet"]:focus, QToolButton[kind="quiet"]:focus { border: 2px solid @accent; }
QPushButton[kind="link"] { background: transparent; border: none; color: @muted; padding: 0; font-weight: 400; }
QPushButton[kind="link"]:focus { border: none; padding: 0; color: @accent; text-decoration: underline; }
QPushButton[kind="link"]:hover { color: @text; }
QPushButton[kind="danger"] { color: @red; }
QPushButton[kind="search"] { text-align: left; }
QToolButton[kind="quiet"] { padding: 4px; min-width: 22px; min-height: 22px; }
QToolButton[kind="small"] { background: transparent; border: 1px solid transparent; border-radius: 6px; padding: 0; }
QToolButton[kind="small"]:hover { background: @border; }
QToolButton[kind="small"]:focus { border: 2px solid @accent; }
QToolButton[kind="day"] { background: @surface; border: 1px solid @border; border-radius: 7px; min-height: 29px; padding: 0; }
QToolButton[kind="day"]:checked { background: @accentSoft; border-color: @accent; color: @accentOnSoft; font-weight: 600; }
QToolButton[kind="day"]:focus { border: 2px solid @accent; }
QToolButton::menu-indicator, QPushButton::menu-indicator { image: none; width: 0; }
QPushButton[kind="template"] { text-align: left; padding: 8px 12px; min-height: 44px; font-weight: 400; }
QPushButton[kind="template"]:focus { padding: 7px 11px; min-height: 44px; }
)";

constexpr const char* fields = R"(
QLineEdit, QPlainTextEdit, QTextEdit, QSpinBox, QDoubleSpinBox, QDateEdit, QTimeEdit {
  background: @surface; border: 1px solid @border; border-radius: 7px; padding: 0 9px; min-height: 31px;
  selection-background-color: @accent; selection-color: @onAccent; }
QPlainTextEdit, QTextEdit { padding: 4px 6px; }
QLineEdit:focus, QPlainTextEdit:focus, QSpinBox:focus, QDoubleSpinBox:focus, QDateEdit:focus, QTimeEdit:focus {
  border: 2px solid @accent; padding: 0 8px; min-height: 29px; }
QPlainTextEdit:focus { padding: 3px 5px; }
QLineEdit:disabled, QSpinBox:disabled, QDoubleSpinBox:disabled, QDateEdit:disabled { color: @muted; background: @background; }
QSpinBox::up-button, QDoubleSpinBox::up-button, QSpinBox::down-button, QDoubleSpinBox::down-button,
QDateEdit::up-button, QDateEdit::down-button, QTimeEdit::up-button, QTimeEdit::down-button { width: 0; border: none; }
QDateEdit::drop-down { width: 24px; border: none; }
QDateEdit::down-arrow, QComboBox::down-arrow { image: url(@chevron); width: 12px; height: 12px; }
QComboBox { background: @surface; border: 1px solid @border; border-radius: 7px; padding: 0 9px; min-height: 31px; }
QComboBox:hover { background: @raised; }
QComboBox:focus { border: 2px solid @accent; padding: 0 8px; min-height: 29px; }
QComboBox::drop-down { border: none; width: 26px; }
QComboBox QAbstractItemView { background: @surface; border: 1px solid @border; outline: none; padding: 4px;
  selection-background-color: @accentSoft; selection-color: @text; }
QCheckBox, QRadioButton { spacing: 8px; min-height: 24px; }
QCheckBox::indicator { width: 16px; height: 16px; border: 1px solid @faint; border-radius: 4px; background: @surface; }
QCheckBox::indicator:checked { background: @accent; border-color: @accent; image: url(@checkmark); }
QCheckBox::indicator:focus, QRadioButton::indicator:focus { border: 2px solid @accent; width: 14px; height: 14px; }
)";

constexpr const char* frames = R"(
QFrame[kind="card"] { background: @surface; border: 1px solid @border; border-radius: 10px; }
QFrame[kind="banner"] { background: @amberSoft; border: none; border-radius: 10px; }
QFrame[kind="banner"] QPushButton { background: @surface; }
QFrame[kind="message"] { background: @blueSoft; border: none; border-radius: 10px; }
QFrame[kind="message"][tone="red"] { background: @redSoft; }
QFrame[kind="message"] QPushButton { background: @surface; }
QFrame[kind="popup"] { background: @surface; border: 1px solid @faint; border-radius: 10px; }
QFrame[kind="line"] { background: @border; border: none; max-height: 1px; min-height: 1px; }
QWidget[kind="rail"] { background: @background; border: none; border-right: 1px solid @border; }
QWidget[kind="header"] { background: @background; border: none; border-bottom: 1px solid @border; }
QPushButton[kind="rail"] { background: transparent; border: 1px solid transparent; border-radius: 7px; text-align: left;
  padding: 0; min-height: 31px; }
QScrollArea, QScrollArea > QWidget > QWidget { background: transparent; border: none; }
QAbstractItemView { background: @surface; border: 1px solid @border; outline: none;
  selection-background-color: @accentSoft; selection-color: @text; }
QHeaderView { background: @surface; border: none; }
QTableView#weekGrid, QListView#habitList, QListView#paletteList, QListView#importProblems {
  background: transparent; border: none; }
QToolTip { background: @raised; color: @text; border: 1px solid @border; padding: 4px 8px; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 0; border: none; }
QScrollBar::handle:vertical { background: @faintBar; border-radius: 4px; min-height: 28px; margin: 1px; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 0; border: none; }
QScrollBar::handle:horizontal { background: @faintBar; border-radius: 4px; min-width: 28px; margin: 1px; }
QScrollBar::handle:hover { background: @faint; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; border: none; background: none; }
QScrollBar::add-page, QScrollBar::sub-page { background: none; }
QProgressBar { background: @heat0; border: none; border-radius: 3px; max-height: 6px; min-height: 6px; }
QProgressBar::chunk { background: @accent; border-radius: 3px; }
)";

QString hex(Rgb rgb) {
    return QStringLiteral("#%1").arg(rgb, 6, 16, QLatin1Char('0'));
}

/// A colour `share` of the way from one to the other.
Rgb mixed(Rgb from, Rgb to, double share) {
    Rgb result = 0;
    for (const int shift : {16, 8, 0}) {
        const int a = static_cast<int>(from >> shift & 0xFF);
        const int b = static_cast<int>(to >> shift & 0xFF);
        result |= static_cast<Rgb>(a + static_cast<int>((b - a) * share)) << shift;
    }
    return result;
}

} // namespace

QString styleSheet(const Tokens& t) {
    const bool dark = t.background == darkTokens.background;
    const std::array<std::pair<const char*, QString>, 24> names{{
        // Longer names stand before their beginnings, so that "@accent" never eats "@accentSoft".
        {"@accentOnSoft", hex(t.accentOnSoft)},
        {"@accentHover", hex(mixed(t.accent, t.text, 0.12))},
        {"@accentSoft", hex(t.accentSoft)},
        {"@accent", hex(t.accent)},
        {"@amberSoft", hex(t.amberSoft)},
        {"@amber", hex(t.amber)},
        {"@redOnSoft", hex(t.redOnSoft)},
        {"@redSoft", hex(t.redSoft)},
        {"@red", hex(t.red)},
        {"@blueSoft", hex(t.blueSoft)},
        {"@blue", hex(t.blue)},
        {"@background", hex(t.background)},
        {"@surface", hex(t.surface)},
        {"@raised", hex(t.raised)},
        {"@border", hex(t.border)},
        {"@text", hex(t.text)},
        {"@muted", hex(t.muted)},
        {"@faintBar", hex(mixed(t.border, t.faint, 0.4))},
        {"@faint", hex(t.faint)},
        {"@onAccent", hex(t.onAccent)},
        {"@heat0", hex(t.heat[0])},
        {"@chevron", dark ? QStringLiteral(":/cairn/controls/chevron-dark.svg")
                          : QStringLiteral(":/cairn/controls/chevron-light.svg")},
        {"@checkmark",
         dark ? QStringLiteral(":/cairn/controls/check-dark.svg") : QStringLiteral(":/cairn/controls/check-light.svg")},
        {"@page", QStringLiteral("24px")},
    }};
    QString sheet = QLatin1String(labels) + QLatin1String(buttons) + QLatin1String(fields) + QLatin1String(frames);
    for (const auto& [name, value] : names) sheet.replace(QLatin1String(name), value);
    return sheet;
}

} // namespace cairn::ui
