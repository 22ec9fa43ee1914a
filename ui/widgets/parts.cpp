#include "ui/widgets/parts.h"

#include <QFrame>
#include <QLabel>
#include <QLayout>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QStyle>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/widgets/theme/tokens.h"

namespace cairn::ui {
namespace {

constexpr int scrollBarWidth = 10;

} // namespace

QLabel* label(const QString& text, const char* kind, const char* objectName) {
    auto* made = new QLabel(text);
    made->setProperty("kind", kind);
    made->setObjectName(QLatin1String(objectName));
    made->setTextFormat(Qt::PlainText);
    return made;
}

QPushButton* button(const QString& text, const char* kind, const char* objectName) {
    auto* made = new QPushButton(text);
    made->setProperty("kind", kind);
    made->setObjectName(QLatin1String(objectName));
    made->setCursor(Qt::ArrowCursor);
    made->setAutoDefault(false);
    return made;
}

QToolButton* iconButton(const QIcon& icon, const QString& name, const char* objectName) {
    auto* made = new QToolButton;
    made->setProperty("kind", "quiet");
    made->setObjectName(QLatin1String(objectName));
    made->setIcon(icon);
    made->setIconSize({16, 16});
    made->setToolTip(name);
    made->setAccessibleName(name);
    made->setFocusPolicy(Qt::StrongFocus);
    made->setAutoRaise(true);
    return made;
}

QFrame* line() {
    auto* made = new QFrame;
    made->setProperty("kind", "line");
    made->setFixedHeight(1);
    return made;
}

void setTone(QWidget* widget, const char* tone) {
    widget->setProperty("tone", tone);
    restyle(widget);
}

void restyle(QWidget* widget) {
    widget->style()->unpolish(widget);
    widget->style()->polish(widget);
    widget->update();
}

QScrollArea* scrolling(QWidget* page) {
    auto* area = new QScrollArea;
    area->setWidget(page);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setFocusPolicy(Qt::NoFocus);
    QObject::connect(area->verticalScrollBar(), &QScrollBar::rangeChanged, page, [page](int, int last) {
        QMargins margins = page->layout()->contentsMargins();
        margins.setRight(last > 0 ? space::page - scrollBarWidth : space::page);
        page->layout()->setContentsMargins(margins);
    });
    return area;
}

QVBoxLayout* scrolledBody(QWidget* page) {
    auto* inner = new QWidget;
    auto* body = new QVBoxLayout(inner);
    body->setContentsMargins(space::page, 20, space::page, space::page);
    body->setSpacing(space::card);
    auto* outer = new QVBoxLayout(page);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(scrolling(inner));
    return body;
}

void discard(QWidget* row) {
    row->hide();
    row->setParent(nullptr);
    row->deleteLater();
}

void clearLayout(QLayout* layout) {
    while (QLayoutItem* item = layout->takeAt(0)) {
        if (QWidget* widget = item->widget()) widget->deleteLater();
        if (QLayout* inner = item->layout()) clearLayout(inner);
        delete item;
    }
}

} // namespace cairn::ui
