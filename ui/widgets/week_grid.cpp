#include "ui/widgets/week_grid.h"

#include <QAction>
#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QLineEdit>
#include <QMenu>
#include <QPainter>
#include <QScrollBar>
#include <algorithm>

#include "ui/models/today_model.h"
#include "ui/models/words.h"
#include "ui/widgets/note_popup.h"
#include "ui/widgets/theme/theme.h"
#include "ui/widgets/week_grid_delegate.h"
#include "ui/widgets/week_header.h"

namespace cairn::ui {
namespace {

constexpr int habitHeight = 55;
constexpr int headingHeight = 40;
constexpr int dayWidth = 46;
constexpr int streakWidth = 70;

} // namespace

WeekGrid::WeekGrid(const Theme& theme, TodayModel& model, QWidget* parent)
    : QTableView(parent), m_theme(theme), m_model(model), m_delegate(new WeekGridDelegate(theme, model, this)) {
    setObjectName(QStringLiteral("weekGrid"));
    setAccessibleName(tr("Habits of the week"));
    setHorizontalHeader(new WeekHeader(theme, model, this));
    setModel(&model);
    setItemDelegate(m_delegate);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setDefaultSectionSize(habitHeight);
    setShowGrid(false);
    setFrameShape(QFrame::NoFrame);
    setMouseTracking(true);
    setTabKeyNavigation(false);
    setSelectionMode(NoSelection);
    setEditTriggers(NoEditTriggers);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* header = horizontalHeader();
    header->setSectionResizeMode(QHeaderView::Fixed);
    header->setSectionResizeMode(TodayModel::nameColumn, QHeaderView::Stretch);
    for (int c = TodayModel::firstDay; c <= TodayModel::lastDay; ++c) header->resizeSection(c, dayWidth);
    header->resizeSection(TodayModel::streakColumn, streakWidth);
    connect(m_delegate, &WeekGridDelegate::amountEntered, this, &WeekGrid::enterAmount);
    connect(&model, &QAbstractItemModel::modelReset, this, &WeekGrid::layRows);
    connect(&model, &QAbstractItemModel::headerDataChanged, this, &WeekGrid::restorePlace);
    connect(&theme, &Theme::changed, viewport(), qOverload<>(&QWidget::update));
    layRows();
}

void WeekGrid::layRows() {
    for (int row = 0; row < m_model.rowCount(); ++row)
        if (m_model.isHeading(row)) setRowHeight(row, headingHeight);
    updateGeometry();
    restorePlace();
}

int WeekGrid::nearestHabit(int row) const {
    const auto isHabit = [this](int at) { return at >= 0 && at < m_model.rowCount() && !m_model.isHeading(at); };
    for (int distance = 0; distance < m_model.rowCount(); ++distance) {
        if (isHabit(row + distance)) return row + distance;
        if (isHabit(row - distance)) return row - distance;
    }
    return -1;
}

void WeekGrid::restorePlace() {
    const Place place = m_place.value_or(Place{{}, std::nullopt, 0, TodayModel::lastDay});
    const int sameHabit = m_model.rowOf(place.habit);
    const int row = sameHabit >= 0 ? sameHabit : nearestHabit(std::min(place.row, m_model.rowCount() - 1));
    if (row < 0) return;
    const int sameDay = place.day ? TodayModel::lastDay - (m_model.dayOf(TodayModel::lastDay) - *place.day) : -1;
    const int column = TodayModel::isDay(sameDay) ? sameDay : place.column;
    const QModelIndex there = m_model.index(row, column);
    if (there != currentIndex()) setCurrentIndex(there);
}

void WeekGrid::currentChanged(const QModelIndex& current, const QModelIndex& previous) {
    QTableView::currentChanged(current, previous);
    if (!current.isValid() || m_model.isHeading(current.row())) return;
    m_place = Place{m_model.habit(current.row()).id, std::nullopt, current.row(), current.column()};
    if (TodayModel::isDay(current.column())) m_place->day = m_model.dayOf(current.column());
}

QSize WeekGrid::sizeHint() const {
    return {640, horizontalHeader()->sizeHint().height() + verticalHeader()->length() + 2};
}

bool WeekGrid::isPast(const QModelIndex& index) const {
    return m_model.dayOf(index.column()) <= m_model.today();
}

void WeekGrid::wish(const QModelIndex& index, DayWish wish) {
    if (!isPast(index)) return;
    emit dayWished(m_model.habit(index.row()).id, m_model.dayOf(index.column()), wish);
}

/// What Space, Enter and a click do.
void WeekGrid::activate(const QModelIndex& index) {
    if (!index.isValid() || m_model.isHeading(index.row())) return;
    if (!TodayModel::isDay(index.column())) {
        emit habitOpened(m_model.habit(index.row()).id);
    } else if (m_model.habit(index.row()).measure == core::Measure::measured) {
        if (isPast(index)) edit(index);
    } else {
        wish(index, DayWish::toggle);
    }
}

void WeekGrid::typeAmount(const QModelIndex& index, const QString& text) {
    edit(index);
    if (auto* field = qobject_cast<QLineEdit*>(indexWidget(index)); field != nullptr)
        field->setText(text);
    else if (auto* open = viewport()->findChild<QLineEdit*>(QStringLiteral("amountEditor")))
        open->setText(text);
}

void WeekGrid::enterAmount(const QModelIndex& index, const QString& text) {
    const core::Uuid habit = m_model.habit(index.row()).id;
    if (text.trimmed().isEmpty()) {
        if (!index.data(Qt::EditRole).toString().isEmpty()) wish(index, DayWish::clear);
        return;
    }
    const auto amount = parseAmount(text);
    if (amount && *amount >= 0)
        emit amountWished(habit, m_model.dayOf(index.column()), *amount);
    else
        emit amountRefused(text);
}

bool WeekGrid::keyOnDay(QKeyEvent* event, const QModelIndex& index) {
    const bool measured = m_model.habit(index.row()).measure == core::Measure::measured;
    switch (event->key()) {
    case Qt::Key_S: wish(index, DayWish::skip); return true;
    case Qt::Key_M:
    case Qt::Key_X: wish(index, DayWish::miss); return true;
    case Qt::Key_D: wish(index, DayWish::done); return true;
    case Qt::Key_Delete:
    case Qt::Key_Backspace: wish(index, DayWish::clear); return true;
    case Qt::Key_N: editNote(index); return true;
    default: break;
    }
    const QString text = event->text();
    if (!measured || text.isEmpty() || !text.front().isDigit() || !isPast(index)) return false;
    typeAmount(index, text);
    return true;
}

void WeekGrid::keyPressEvent(QKeyEvent* event) {
    if (state() == EditingState) return QTableView::keyPressEvent(event);
    const QModelIndex index = currentIndex();
    m_delegate->setRingShown(true);
    if (index.isValid()) viewport()->update(visualRect(index));
    const auto modifiers = event->modifiers() & ~Qt::KeypadModifier;
    if (event->key() == Qt::Key_PageUp) return emit earlierWished();
    if (event->key() == Qt::Key_PageDown) return emit laterWished();
    if (!index.isValid() || (modifiers != Qt::NoModifier && modifiers != Qt::ShiftModifier)) {
        if (modifiers == Qt::ControlModifier || modifiers == Qt::AltModifier) return event->ignore();
        return QTableView::keyPressEvent(event);
    }
    switch (event->key()) {
    case Qt::Key_Space:
    case Qt::Key_Return:
    case Qt::Key_Enter: return activate(index);
    case Qt::Key_Menu:
        if (TodayModel::isDay(index.column()))
            showDayMenu(index, viewport()->mapToGlobal(visualRect(index).center()));
        else
            emit habitMenuWished(m_model.habit(index.row()).id, viewport()->mapToGlobal(visualRect(index).center()));
        return;
    default: break;
    }
    if (TodayModel::isDay(index.column()) && keyOnDay(event, index)) return;
    QTableView::keyPressEvent(event);
}

void WeekGrid::mousePressEvent(QMouseEvent* event) {
    m_delegate->setRingShown(false);
    m_pressed = event->button() == Qt::LeftButton ? indexAt(event->pos()) : QModelIndex();
    QTableView::mousePressEvent(event);
}

void WeekGrid::mouseReleaseEvent(QMouseEvent* event) {
    QTableView::mouseReleaseEvent(event);
    const QModelIndex index = indexAt(event->pos());
    if (event->button() == Qt::LeftButton && index.isValid() && index == m_pressed) activate(index);
    m_pressed = QModelIndex();
}

void WeekGrid::mouseDoubleClickEvent(QMouseEvent* event) {
    mousePressEvent(event);
}

void WeekGrid::contextMenuEvent(QContextMenuEvent* event) {
    const QModelIndex index = event->reason() == QContextMenuEvent::Keyboard ? currentIndex() : indexAt(event->pos());
    if (!index.isValid() || m_model.isHeading(index.row())) return;
    setCurrentIndex(index);
    if (TodayModel::isDay(index.column()))
        showDayMenu(index, event->globalPos());
    else
        emit habitMenuWished(m_model.habit(index.row()).id, event->globalPos());
}

void WeekGrid::showDayMenu(const QModelIndex& index, const QPoint& globalPosition) {
    if (!isPast(index)) return;
    auto* menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("dayMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const QPersistentModelIndex at(index);
    const auto add = [&](const QString& text, const QKeySequence& key, auto act) {
        QAction* action = menu->addAction(text, this, [at, act] {
            if (at.isValid()) act(at);
        });
        action->setShortcut(key);
        action->setShortcutVisibleInContextMenu(true);
        action->setShortcutContext(Qt::WidgetShortcut);
    };
    const bool measured = m_model.habit(index.row()).measure == core::Measure::measured;
    if (measured) add(tr("Amount…"), {}, [this](const QModelIndex& i) { edit(i); });
    add(tr("Done"), Qt::Key_D, [this](const QModelIndex& i) { wish(i, DayWish::done); });
    add(tr("Skip"), Qt::Key_S, [this](const QModelIndex& i) { wish(i, DayWish::skip); });
    add(tr("Missed"), Qt::Key_M, [this](const QModelIndex& i) { wish(i, DayWish::miss); });
    add(tr("Clear"), Qt::Key_Delete, [this](const QModelIndex& i) { wish(i, DayWish::clear); });
    menu->addSeparator();
    add(tr("Note…"), Qt::Key_N, [this](const QModelIndex& i) { editNote(i); });
    menu->popup(globalPosition);
}

void WeekGrid::editNote(const QModelIndex& index) {
    if (!isPast(index)) return;
    const HabitRow& row = m_model.habit(index.row());
    const core::Date day = m_model.dayOf(index.column());
    const QString note = row.days[static_cast<std::size_t>(index.column() - TodayModel::firstDay)].note;
    auto* popup = new NotePopup(tr("%1, %2").arg(row.name, longDay(day)), note, this);
    connect(popup, &NotePopup::accepted, this,
            [this, id = row.id, day](const QString& text) { emit noteWished(id, day, text); });
    popup->showBelow(viewport(), visualRect(index));
}

void WeekGrid::paintEvent(QPaintEvent* event) {
    QTableView::paintEvent(event);
    QPainter painter(viewport());
    painter.setPen(color(m_theme.tokens().border));
    const int first = qMax(0, rowAt(event->rect().top()));
    for (int row = first; row < m_model.rowCount(); ++row) {
        const int bottom = rowViewportPosition(row) + rowHeight(row) - 1;
        if (bottom > event->rect().bottom() + habitHeight) break;
        if (row + 1 < m_model.rowCount()) painter.drawLine(0, bottom, viewport()->width(), bottom);
    }
}

void WeekGrid::leaveEvent(QEvent* event) {
    QTableView::leaveEvent(event);
    viewport()->update();
}

void WeekGrid::focusInEvent(QFocusEvent* event) {
    if (!currentIndex().isValid()) restorePlace();
    QTableView::focusInEvent(event);
    const bool byKeyboard = event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason ||
                            event->reason() == Qt::ShortcutFocusReason;
    if (byKeyboard) m_delegate->setRingShown(true);
    viewport()->update();
}

} // namespace cairn::ui
