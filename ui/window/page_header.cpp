#include "ui/window/page_header.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>

#include "ui/widgets/parts.h"
#include "ui/widgets/theme/theme.h"

namespace cairn::ui {
namespace {

constexpr int headerHeight = 56;
constexpr int searchWidth = 240;
constexpr int narrowestSearch = 44;
constexpr int longestTitle = 400;

QPushButton* searchField() {
    auto* field = button({}, "search", "searchField");
    field->setMinimumWidth(narrowestSearch);
    field->setMaximumWidth(searchWidth);
    field->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    field->setAccessibleName(PageHeader::tr("Search or run a command"));
    auto* layout = new QHBoxLayout(field);
    layout->setContentsMargins(11, 0, 11, 0);
    auto* hint = label(PageHeader::tr("Search or run a command"), "muted");
    hint->setMinimumWidth(0);
    hint->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    layout->addWidget(hint, 1);
    layout->addWidget(label(QStringLiteral("^K"), "small"));
    return field;
}

} // namespace

PageHeader::PageHeader(const Theme& theme, QWidget* parent)
    : QWidget(parent), m_theme(theme), m_crumb(button({}, "link", "crumb")), m_title(label({}, "title", "pageTitle")),
      m_chip(label({}, "chip", "pageChip")), m_search(searchField()), m_secondary(button({}, "", "secondaryButton")),
      m_primary(button({}, "primary", "primaryButton")) {
    setObjectName(QStringLiteral("pageHeader"));
    setFixedHeight(headerHeight);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(space::page, 0, space::page, 1);
    layout->setSpacing(space::gap);
    layout->addWidget(m_crumb);
    layout->addWidget(m_title);
    layout->addWidget(m_chip);
    layout->addStretch(1);
    layout->addWidget(m_search, 1000); // takes what it may have before the gap does
    layout->addWidget(m_secondary);
    layout->addWidget(m_primary);
    m_chip->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    m_title->ensurePolished();
    connect(m_search, &QPushButton::clicked, this, &PageHeader::searchPressed);
    connect(m_crumb, &QPushButton::clicked, this, &PageHeader::crumbPressed);
    connect(m_secondary, &QPushButton::clicked, this, &PageHeader::secondaryPressed);
    connect(m_primary, &QPushButton::clicked, this, &PageHeader::primaryPressed);
}

void PageHeader::show(const PageHead& head) {
    const auto put = [](auto* part, const QString& text) {
        part->setText(text);
        part->setVisible(!text.isEmpty());
    };
    put(m_crumb, head.crumb.isEmpty() ? QString() : head.crumb + QStringLiteral(" ›"));
    m_title->setText(m_title->fontMetrics().elidedText(head.title, Qt::ElideRight, longestTitle));
    m_title->setToolTip(m_title->text() == head.title ? QString() : head.title);
    put(m_chip, head.chip);
    setTone(m_chip, head.chipTone.toLatin1().constData());
    put(m_secondary, head.secondary);
    put(m_primary, head.primary);
}

void PageHeader::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setPen(color(m_theme.tokens().border));
    painter.drawLine(0, height() - 1, width(), height() - 1);
}

} // namespace cairn::ui
