#include "ui/window/command_palette.h"

#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

#include "ui/widgets/parts.h"
#include "ui/widgets/theme/line_icon.h"
#include "ui/widgets/theme/theme.h"

namespace cairn::ui {
namespace {

constexpr int paletteWidth = 560;
constexpr int rowHeight = 36;
constexpr int rowsShown = 10;

class CommandDelegate : public QStyledItemDelegate {
public:
    CommandDelegate(const Theme& theme, QObject* parent) : QStyledItemDelegate(parent), m_theme(theme) {}

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        const Tokens& t = m_theme.tokens();
        const bool isOn = option.state & QStyle::State_Selected;
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        if (isOn) {
            painter->setPen(Qt::NoPen);
            painter->setBrush(color(t.accentSoft));
            painter->drawRoundedRect(QRectF(option.rect).adjusted(0, 1, 0, -1), controlRadius, controlRadius);
        }
        const QRect rect = option.rect.adjusted(10, 0, -12, 0);
        paintLineIcon(*painter, QRectF(rect.left(), rect.center().y() - 7.5, 16, 16),
                      index.data(CommandModel::iconRole).toString(), isOn ? t.accentOnSoft : t.muted);
        painter->setFont(m_theme.font(type::body));
        painter->setPen(color(t.text));
        painter->drawText(
            rect.adjusted(28, 0, -150, 0), Qt::AlignLeft | Qt::AlignVCenter,
            painter->fontMetrics().elidedText(index.data().toString(), Qt::ElideRight, rect.width() - 180));
        painter->setFont(m_theme.font(type::small));
        painter->setPen(color(isOn ? t.mutedOnSoft : t.muted));
        const QString keys = index.data(CommandModel::shortcutRole).toString();
        painter->drawText(rect, Qt::AlignRight | Qt::AlignVCenter,
                          keys.isEmpty() ? index.data(CommandModel::kindRole).toString() : keys);
        painter->restore();
    }
    QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override { return {200, rowHeight}; }

private:
    const Theme& m_theme;
};

} // namespace

CommandPalette::CommandPalette(const Theme& theme, QWidget* parent)
    : QFrame(parent), m_field(new QLineEdit), m_list(new QListView),
      m_nothing(label(tr("Nothing has that name."), "muted", "paletteNothing")) {
    setObjectName(QStringLiteral("commandPalette"));
    setProperty("kind", "popup");
    setAccessibleName(tr("Search or run a command"));
    m_field->setObjectName(QStringLiteral("paletteField"));
    m_field->setAccessibleName(tr("Search or run a command"));
    m_field->setPlaceholderText(tr("Search pages, habits, goals and actions"));
    m_field->installEventFilter(this);
    m_list->setObjectName(QStringLiteral("paletteList"));
    m_list->setAccessibleName(tr("Results"));
    m_list->setModel(&m_model);
    m_list->setItemDelegate(new CommandDelegate(theme, this));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setUniformItemSizes(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 12, 12, 12);
    layout->setSpacing(8);
    layout->addWidget(m_field);
    layout->addWidget(m_list);
    layout->addWidget(m_nothing);
    connect(m_field, &QLineEdit::textChanged, this, [this](const QString& text) {
        m_model.search(text);
        m_list->setCurrentIndex(m_model.index(0));
        place();
    });
    connect(m_list, &QListView::clicked, this, [this](const QModelIndex& index) { choose(index.row()); });
    hide();
}

void CommandPalette::open(std::vector<Command> commands) {
    m_before = window()->focusWidget();
    m_model.setCommands(std::move(commands));
    m_field->clear();
    m_model.search({});
    m_list->setCurrentIndex(m_model.index(0));
    place();
    show();
    raise();
    m_field->setFocus(Qt::PopupFocusReason);
}

void CommandPalette::place() {
    const int rows = qBound(1, m_model.rowCount(), rowsShown);
    m_list->setFixedHeight(rows * rowHeight);
    m_list->setVisible(m_model.rowCount() > 0);
    m_nothing->setFixedHeight(rowHeight);
    m_nothing->setContentsMargins(10, 0, 10, 0);
    m_nothing->setVisible(m_model.rowCount() == 0);
    const int wide = qMin(paletteWidth, parentWidget()->width() - 48);
    setGeometry((parentWidget()->width() - wide) / 2, 72, wide, 12 + 33 + 8 + rows * rowHeight + 14);
}

void CommandPalette::leave() {
    hide();
    if (m_before != nullptr) m_before->setFocus(Qt::PopupFocusReason);
}

void CommandPalette::choose(int row) {
    leave();
    m_model.run(row);
}

bool CommandPalette::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::ShortcutOverride && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape) {
        event->accept(); // here Escape is no shortcut of the window
        return true;
    }
    if (event->type() == QEvent::FocusOut && isVisible()) {
        hide();
    } else if (event->type() == QEvent::KeyPress) {
        const int row = m_list->currentIndex().row();
        switch (static_cast<QKeyEvent*>(event)->key()) {
        case Qt::Key_Escape: leave(); return true;
        case Qt::Key_Return:
        case Qt::Key_Enter: choose(row); return true;
        case Qt::Key_Down: m_list->setCurrentIndex(m_model.index(qMin(row + 1, m_model.rowCount() - 1))); return true;
        case Qt::Key_Up: m_list->setCurrentIndex(m_model.index(qMax(row - 1, 0))); return true;
        default: break;
        }
    }
    return QFrame::eventFilter(watched, event);
}

} // namespace cairn::ui
