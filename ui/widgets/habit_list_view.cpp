#include "ui/widgets/habit_list_view.h"

#include <QContextMenuEvent>
#include <QDrag>
#include <QKeyEvent>
#include <QMimeData>
#include <QPainter>
#include <QScrollBar>
#include <QStyledItemDelegate>
#include <cmath>

#include "ui/models/habit_list_model.h"
#include "ui/models/words.h"
#include "ui/widgets/mark_painter.h"
#include "ui/widgets/template_button.h"
#include "ui/widgets/theme/theme.h"

namespace cairn::ui {
namespace {

constexpr int rowHeight = 52;
constexpr int headingHeight = 38;
constexpr int narrowest = 760; ///< narrower lists leave the schedule out, for the names

/// The columns at the right, from the right edge: strength, consistency, streak, schedule.
struct Columns {
    QRectF name, schedule, streak, consistency, strength;
    [[nodiscard]] bool hasSchedule() const { return schedule.width() > 0; }
    explicit Columns(const QRectF& rect) {
        const auto cut = [&](double fromRight, double width) {
            return QRectF(rect.right() - fromRight, rect.top(), width, rect.height());
        };
        strength = cut(150, 142);
        consistency = cut(268, 94);
        streak = cut(380, 88);
        schedule = rect.width() < narrowest ? cut(388, 0) : cut(590, 190);
        name = QRectF(rect.left(), rect.top(), schedule.left() - rect.left() - 12, rect.height());
    }
};

class HabitListDelegate : public QStyledItemDelegate {
public:
    HabitListDelegate(const Theme& theme, const HabitListModel& model, QObject* parent)
        : QStyledItemDelegate(parent), m_theme(theme), m_model(model) {}

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        if (m_model.isHeading(index.row()))
            paintHeading(*painter, option.rect, index.row());
        else
            paintHabit(*painter, option, m_model.habit(index.row()));
        painter->restore();
    }

    QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex& index) const override {
        return {400, m_model.isHeading(index.row()) ? headingHeight : rowHeight};
    }

private:
    void paintHeading(QPainter& painter, const QRectF& rect, int row) const {
        painter.setFont(m_theme.font(type::small, QFont::DemiBold));
        painter.setPen(color(m_theme.tokens().muted));
        painter.drawText(rect.adjusted(8, 8, 0, 0), Qt::AlignLeft | Qt::AlignVCenter, m_model.heading(row));
    }

    void paintHabit(QPainter& painter, const QStyleOptionViewItem& option, const HabitRow& habit) const {
        const Tokens& t = m_theme.tokens();
        const QRectF rect = option.rect;
        const bool isCurrent = option.state & QStyle::State_Selected;
        if (isCurrent || option.state & QStyle::State_MouseOver) {
            const bool focus = option.state & QStyle::State_HasFocus;
            painter.setPen(focus ? QPen(color(t.accent), 2) : QPen(Qt::NoPen));
            painter.setBrush(color(t.raised));
            painter.drawRoundedRect(rect.adjusted(1, 2, -1, -3), controlRadius, controlRadius);
        }
        painter.setPen(color(t.border));
        painter.setRenderHint(QPainter::Antialiasing, false);
        painter.drawLine(QPointF(rect.left(), rect.bottom() - 1), QPointF(rect.right(), rect.bottom() - 1));
        painter.setRenderHint(QPainter::Antialiasing);
        const Columns columns(rect.adjusted(8, 0, -8, 0));
        paintName(painter, columns.name, habit);
        painter.setFont(m_theme.font(type::body));
        painter.setPen(color(t.muted));
        if (columns.hasSchedule())
            painter.drawText(columns.schedule, Qt::AlignLeft | Qt::AlignVCenter,
                             painter.fontMetrics().elidedText(habit.scheduleText, Qt::ElideRight,
                                                              static_cast<int>(columns.schedule.width())));
        paintNumbers(painter, columns, habit);
    }

    void paintName(QPainter& painter, const QRectF& rect, const HabitRow& habit) const {
        const Tokens& t = m_theme.tokens();
        const bool isQuiet = habit.status != HabitStatus::active;
        painter.setPen(Qt::NoPen);
        painter.setBrush(shownColour(habit.color, m_theme));
        painter.drawRoundedRect(QRectF(rect.left(), std::round(rect.center().y() - 15), 4, 30), 2, 2);
        QStringList remarks;
        if (isQuiet) remarks << statusText(habit.status);
        if (!habit.tags.isEmpty()) remarks << habit.tags.join(QStringLiteral(", "));
        if (remarks.isEmpty()) remarks << habit.subline;
        const auto room = static_cast<int>(rect.width() - 16);
        painter.setFont(m_theme.font(type::body, QFont::DemiBold));
        painter.setPen(color(isQuiet ? t.muted : t.text));
        painter.drawText(QRectF(rect.left() + 16, rect.center().y() - 18, room, 18), Qt::AlignLeft | Qt::AlignVCenter,
                         painter.fontMetrics().elidedText(habit.name, Qt::ElideRight, room));
        painter.setFont(m_theme.font(type::small));
        painter.setPen(color(t.muted));
        painter.drawText(QRectF(rect.left() + 16, rect.center().y() - 1, room, 18), Qt::AlignLeft | Qt::AlignVCenter,
                         painter.fontMetrics().elidedText(remarks.join(QStringLiteral(" · ")), Qt::ElideRight, room));
    }

    void paintNumbers(QPainter& painter, const Columns& columns, const HabitRow& habit) const {
        const Tokens& t = m_theme.tokens();
        const QString unit = streakUnitText(habit.streak, habit.streakUnit);
        painter.setFont(m_theme.font(type::body));
        painter.setPen(color(t.muted));
        painter.drawText(columns.streak, Qt::AlignRight | Qt::AlignVCenter, unit);
        const int unitWidth = painter.fontMetrics().horizontalAdvance(unit);
        painter.setPen(color(t.text));
        paintTabular(painter, columns.consistency, Qt::AlignRight,
                     habit.consistency ? percentText(*habit.consistency / 100) : QStringLiteral("–"));
        paintTabular(painter, columns.strength, Qt::AlignRight, percentText(habit.strength));
        painter.setFont(m_theme.font(type::body, QFont::DemiBold));
        paintTabular(painter, columns.streak.adjusted(0, 0, -unitWidth - 4, 0), Qt::AlignRight,
                     QString::number(habit.streak));
        const QRectF track(columns.strength.left() + 20, columns.strength.center().y() - 2, 70, 4);
        painter.setPen(Qt::NoPen);
        painter.setBrush(color(t.heat[0]));
        painter.drawRoundedRect(track, 2, 2);
        painter.setBrush(color(t.accent));
        if (habit.strength > 0.005)
            painter.drawRoundedRect(QRectF(track.topLeft(), QSizeF(qMax(4.0, 70 * habit.strength), 4)), 2, 2);
    }

    const Theme& m_theme;
    const HabitListModel& m_model;
};

} // namespace

HabitListView::HabitListView(const Theme& theme, HabitListModel& model, QWidget* parent)
    : QListView(parent), m_theme(theme), m_model(model) {
    setObjectName(QStringLiteral("habitList"));
    setAccessibleName(tr("Habits"));
    setModel(&model);
    setItemDelegate(new HabitListDelegate(theme, model, this));
    setFrameShape(QFrame::NoFrame);
    setMouseTracking(true);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setDragDropMode(InternalMove);
    setDefaultDropAction(Qt::MoveAction);
    setDropIndicatorShown(true);
    setEditTriggers(NoEditTriggers);
}

void HabitListView::open(const QModelIndex& index) {
    if (index.isValid() && !m_model.isHeading(index.row())) emit habitOpened(m_model.habit(index.row()).id);
}

void HabitListView::keyPressEvent(QKeyEvent* event) {
    const QModelIndex index = currentIndex();
    const bool alt = event->modifiers() & Qt::AltModifier;
    if (alt && (event->key() == Qt::Key_Up || event->key() == Qt::Key_Down))
        return m_model.wishStep(index.row(), event->key() == Qt::Key_Up ? -1 : 1);
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) return open(index);
    if (event->key() == Qt::Key_Menu && index.isValid() && !m_model.isHeading(index.row())) {
        emit habitMenuWished(m_model.habit(index.row()).id, viewport()->mapToGlobal(visualRect(index).center()));
        return;
    }
    QListView::keyPressEvent(event);
}

void HabitListView::mouseReleaseEvent(QMouseEvent* event) {
    const bool wasDrag = state() == DraggingState;
    QListView::mouseReleaseEvent(event);
    if (event->button() == Qt::LeftButton && !wasDrag) open(indexAt(event->pos()));
}

int HabitListView::nameWidth() const {
    return static_cast<int>(Columns(QRectF(viewport()->rect()).adjusted(8, 0, -8, 0)).name.width());
}

QPixmap HabitListView::pictureOf(const QModelIndex& index) const {
    const QRect row = visualRect(index);
    const qreal ratio = devicePixelRatioF();
    QImage picture(row.size() * ratio, QImage::Format_RGB32);
    picture.setDevicePixelRatio(ratio);
    picture.fill(color(m_theme.tokens().surface));
    QPainter painter(&picture);
    QStyleOptionViewItem option;
    initViewItemOption(&option);
    option.rect = QRect(QPoint(), row.size());
    itemDelegate()->paint(&painter, option, index);
    return QPixmap::fromImage(picture);
}

void HabitListView::startDrag(Qt::DropActions actions) {
    const QModelIndex index = currentIndex();
    if (!index.isValid() || !(m_model.flags(index) & Qt::ItemIsDragEnabled)) return;
    auto* drag = new QDrag(this);
    drag->setMimeData(m_model.mimeData({index}));
    drag->setPixmap(pictureOf(index));
    drag->setHotSpot(viewport()->mapFromGlobal(QCursor::pos()) - visualRect(index).topLeft());
    drag->exec(actions, defaultDropAction());
}

void HabitListView::contextMenuEvent(QContextMenuEvent* event) {
    const QModelIndex index = event->reason() == QContextMenuEvent::Keyboard ? currentIndex() : indexAt(event->pos());
    if (index.isValid() && !m_model.isHeading(index.row()))
        emit habitMenuWished(m_model.habit(index.row()).id, event->globalPos());
}

HabitListHeader::HabitListHeader(const Theme& theme, const HabitListView& list, QWidget* parent)
    : QWidget(parent), m_theme(theme), m_list(list) {
    setFixedHeight(28);
    // The columns end where the scroll bar begins.
    connect(list.verticalScrollBar(), &QScrollBar::rangeChanged, this, qOverload<>(&QWidget::update));
}

void HabitListHeader::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const Columns columns(QRectF(0, 0, m_list.viewport()->width(), height()).adjusted(8, 0, -8, -1));
    painter.setFont(m_theme.font(type::tiny));
    painter.setPen(color(m_theme.tokens().muted));
    painter.drawText(columns.name, Qt::AlignLeft | Qt::AlignVCenter, tr("Habit"));
    if (columns.hasSchedule()) painter.drawText(columns.schedule, Qt::AlignLeft | Qt::AlignVCenter, tr("Schedule"));
    painter.drawText(columns.streak, Qt::AlignRight | Qt::AlignVCenter, tr("Streak"));
    painter.drawText(columns.consistency, Qt::AlignRight | Qt::AlignVCenter, tr("Consistency"));
    painter.drawText(columns.strength, Qt::AlignRight | Qt::AlignVCenter, tr("Strength"));
    painter.setPen(color(m_theme.tokens().border));
    painter.drawLine(0, height() - 1, width(), height() - 1);
}

} // namespace cairn::ui
