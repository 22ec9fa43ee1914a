#pragma once

#include <QStyledItemDelegate>

namespace cairn::ui {

class Theme;
class TodayModel;

/// Paints the week grid: name with colour bar, sub line and chips; marks; streak. Its editor is the field in which an
/// amount is typed in place. Works on a TodayModel only.
class WeekGridDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    WeekGridDelegate(const Theme& theme, const TodayModel& model, QObject* parent);

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QWidget* createEditor(QWidget* parent, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    void setEditorData(QWidget* editor, const QModelIndex& index) const override;
    void setModelData(QWidget* editor, QAbstractItemModel* model, const QModelIndex& index) const override;
    void updateEditorGeometry(QWidget* editor, const QStyleOptionViewItem& option,
                              const QModelIndex& index) const override;

    /// Whether the current cell bears a ring: after keys yes, after the mouse no.
    void setRingShown(bool isShown) { m_isRingShown = isShown; }

signals:
    /// A text was typed for an amount, and confirmed.
    void amountEntered(const QModelIndex& index, const QString& text) const;

private:
    void paintName(QPainter& painter, const QStyleOptionViewItem& option, int row) const;
    void paintStreak(QPainter& painter, const QRect& rect, int row) const;
    void paintHeading(QPainter& painter, const QStyleOptionViewItem& option, int row) const;
    qreal paintChip(QPainter& painter, QPointF left, const QString& text, QColor ground, QColor ink) const;

    const Theme& m_theme;
    const TodayModel& m_model;
    bool m_isRingShown = false;
};

} // namespace cairn::ui
