#include "ui/widgets/week_grid_delegate.h"

#include <QLineEdit>
#include <QPainter>
#include <cmath>

#include "ui/models/today_model.h"
#include "ui/models/words.h"
#include "ui/widgets/mark_painter.h"
#include "ui/widgets/template_button.h"
#include "ui/widgets/theme/theme.h"

namespace cairn::ui {
namespace {

constexpr int barWidth = 4;
constexpr int barHeight = 30;
constexpr int textLeft = 16;
constexpr int editorWidth = 76;

} // namespace

WeekGridDelegate::WeekGridDelegate(const Theme& theme, const TodayModel& model, QObject* parent)
    : QStyledItemDelegate(parent), m_theme(theme), m_model(model) {}

void WeekGridDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    const Tokens& t = m_theme.tokens();
    const QRect rect = option.rect;
    painter->save();
    if (m_model.isHeading(index.row())) {
        if (index.column() == TodayModel::nameColumn) paintHeading(*painter, option, index.row());
        painter->restore();
        return;
    }
    if (option.state & QStyle::State_MouseOver && index.column() != TodayModel::streakColumn) {
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(Qt::NoPen);
        painter->setBrush(color(t.raised));
        if (TodayModel::isDay(index.column())) painter->drawRoundedRect(rect.adjusted(4, 9, -4, -10), 8, 8);
    }
    if (index.column() == TodayModel::nameColumn) {
        paintName(*painter, option, index.row());
    } else if (TodayModel::isDay(index.column())) {
        const auto& days = m_model.habit(index.row()).days;
        paintMark(*painter, rect, days[static_cast<std::size_t>(index.column() - TodayModel::firstDay)], t);
    } else {
        paintStreak(*painter, rect, index.row());
    }
    if (m_isRingShown && option.state & QStyle::State_HasFocus) {
        QRectF ring(0, 0, markSize + 8, markSize + 8);
        ring.moveCenter(QRectF(rect).center());
        if (!TodayModel::isDay(index.column())) ring = QRectF(rect).adjusted(8, 5, -1, -6);
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setBrush(Qt::NoBrush);
        painter->setPen(QPen(color(t.accent), 2));
        painter->drawRoundedRect(ring.adjusted(1, 1, -1, -1), 8, 8);
    }
    painter->restore();
}

void WeekGridDelegate::paintHeading(QPainter& painter, const QStyleOptionViewItem& option, int row) const {
    painter.setFont(m_theme.font(type::small, QFont::DemiBold));
    painter.setPen(color(m_theme.tokens().muted));
    painter.drawText(option.rect.adjusted(0, 8, 0, 0), Qt::AlignLeft | Qt::AlignVCenter, m_model.heading(row));
}

qreal WeekGridDelegate::paintChip(QPainter& painter, QPointF left, const QString& text, QColor ground,
                                  QColor ink) const {
    painter.setFont(m_theme.font(type::tiny));
    const qreal width = painter.fontMetrics().horizontalAdvance(text) + 16;
    const QRectF chip(left.x(), left.y() - 9, width, 18);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(ground);
    painter.drawRoundedRect(chip, 9, 9);
    painter.setPen(ink);
    painter.drawText(chip, Qt::AlignCenter, text);
    return width;
}

void WeekGridDelegate::paintName(QPainter& painter, const QStyleOptionViewItem& option, int row) const {
    const Tokens& t = m_theme.tokens();
    const HabitRow& habit = m_model.habit(row);
    const QRectF rect = option.rect;
    QRectF bar(rect.left(), 0, barWidth, barHeight);
    bar.moveTop(std::round(rect.center().y() - barHeight / 2.0));
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(shownColour(habit.color, m_theme));
    painter.drawRoundedRect(bar, 2, 2);

    const bool isPaused = habit.status == HabitStatus::paused;
    const QString chip = isPaused ? tr("paused") : habit.isAtRisk ? tr("at risk") : QString();
    painter.setFont(m_theme.font(type::tiny));
    const qreal chipWidth = chip.isEmpty() ? 0 : painter.fontMetrics().horizontalAdvance(chip) + 16 + 10;
    const qreal room = rect.width() - textLeft - space::half;
    painter.setFont(m_theme.font(type::body, QFont::DemiBold));
    const QString name =
        painter.fontMetrics().elidedText(habit.name, Qt::ElideRight, static_cast<int>(room - chipWidth));
    const qreal nameWidth = painter.fontMetrics().horizontalAdvance(name);
    const bool alone = habit.subline.isEmpty();
    const QRectF line(rect.left() + textLeft, rect.center().y() - (alone ? 9 : 18), room, 18);
    painter.setPen(color(isPaused ? t.muted : t.text));
    painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter, name);
    if (!chip.isEmpty())
        paintChip(painter, QPointF(line.left() + nameWidth + 10, line.center().y()), chip,
                  color(isPaused ? t.heat[0] : t.amberSoft), color(isPaused ? t.muted : t.amber));
    painter.setFont(m_theme.font(type::small));
    painter.setPen(color(t.muted));
    painter.drawText(line.translated(0, 17), Qt::AlignLeft | Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(habit.subline, Qt::ElideRight, static_cast<int>(room)));
}

void WeekGridDelegate::paintStreak(QPainter& painter, const QRect& rect, int row) const {
    const HabitRow& habit = m_model.habit(row);
    const Tokens& t = m_theme.tokens();
    const QString unit = streakUnitText(habit.streak, habit.streakUnit);
    painter.setFont(m_theme.font(type::body));
    const int unitWidth = painter.fontMetrics().horizontalAdvance(unit);
    painter.setPen(color(t.muted));
    painter.drawText(rect, Qt::AlignRight | Qt::AlignVCenter, unit);
    painter.setFont(m_theme.font(type::body, QFont::DemiBold));
    painter.setPen(color(habit.streak == 0 ? t.muted : t.text));
    paintTabular(painter, QRectF(rect).adjusted(0, 0, -unitWidth - 4, 0), Qt::AlignRight,
                 QString::number(habit.streak));
}

QWidget* WeekGridDelegate::createEditor(QWidget* parent, const QStyleOptionViewItem&, const QModelIndex& index) const {
    auto* edit = new QLineEdit(parent);
    const HabitRow& habit = m_model.habit(index.row());
    edit->setObjectName(QStringLiteral("amountEditor"));
    edit->setAccessibleName(tr("Amount for %1, %2").arg(habit.name, longDay(m_model.dayOf(index.column()))));
    edit->setPlaceholderText(habit.unit);
    edit->setAlignment(Qt::AlignHCenter);
    edit->setMaxLength(12);
    return edit;
}

void WeekGridDelegate::setEditorData(QWidget* editor, const QModelIndex& index) const {
    auto* edit = static_cast<QLineEdit*>(editor);
    if (edit->isModified()) return;
    edit->setText(index.data(Qt::EditRole).toString());
    edit->selectAll();
}

void WeekGridDelegate::setModelData(QWidget* editor, QAbstractItemModel*, const QModelIndex& index) const {
    emit amountEntered(index, static_cast<QLineEdit*>(editor)->text());
}

void WeekGridDelegate::updateEditorGeometry(QWidget* editor, const QStyleOptionViewItem& option,
                                            const QModelIndex&) const {
    QRect rect(0, 0, editorWidth, 33);
    rect.moveCenter(option.rect.center());
    editor->setGeometry(rect);
}

} // namespace cairn::ui
