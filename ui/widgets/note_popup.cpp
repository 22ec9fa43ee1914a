#include "ui/widgets/note_popup.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include "ui/widgets/parts.h"

namespace cairn::ui {

NotePopup::NotePopup(const QString& title, const QString& note, QWidget* parent)
    : QFrame(parent, Qt::Popup | Qt::FramelessWindowHint), m_text(new QPlainTextEdit(note, this)) {
    setObjectName(QStringLiteral("notePopup"));
    setProperty("kind", "popup");
    setAttribute(Qt::WA_DeleteOnClose);
    setAccessibleName(tr("Note"));
    m_text->setObjectName(QStringLiteral("noteText"));
    m_text->setAccessibleName(tr("Note for %1").arg(title));
    m_text->setPlaceholderText(tr("What was it like?"));
    m_text->setTabChangesFocus(true);
    m_text->setFixedHeight(76);
    m_text->installEventFilter(this);
    m_text->selectAll();
    auto* save = button(tr("Save note"), "primary", "saveNote");
    connect(save, &QPushButton::clicked, this, &NotePopup::accept);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 10, 12, 12);
    layout->setSpacing(8);
    layout->addWidget(label(title, "heading"));
    layout->addWidget(m_text);
    auto* row = new QHBoxLayout;
    row->addWidget(label(tr("Enter saves, Esc leaves"), "small"));
    row->addStretch();
    row->addWidget(save);
    layout->addLayout(row);
    setFixedWidth(300);
}

void NotePopup::showBelow(const QWidget* area, const QRect& cell) {
    adjustSize();
    const QRect window(area->window()->mapToGlobal(QPoint(0, 0)), area->window()->size());
    QPoint at = area->mapToGlobal(QPoint(cell.center().x() - width() / 2, cell.bottom() - 6));
    at.setX(qBound(window.left() + 8, at.x(), window.right() - width() - 8));
    if (at.y() + height() > window.bottom()) at.setY(area->mapToGlobal(cell.topLeft()).y() - height() + 6);
    move(at);
    show();
    m_text->setFocus();
}

bool NotePopup::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_text && event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event);
        const bool isEnter = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
        if (isEnter && !(key->modifiers() & Qt::ShiftModifier)) {
            accept();
            return true;
        }
    }
    return QFrame::eventFilter(watched, event);
}

void NotePopup::accept() {
    emit accepted(m_text->toPlainText().trimmed());
    close();
}

} // namespace cairn::ui
