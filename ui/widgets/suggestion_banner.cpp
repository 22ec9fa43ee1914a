#include "ui/widgets/suggestion_banner.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>

#include "ui/widgets/parts.h"
#include "ui/widgets/theme/line_icon.h"
#include "ui/widgets/theme/theme.h"

namespace cairn::ui {

SuggestionBanner::SuggestionBanner(const Theme& theme, QWidget* parent)
    : QFrame(parent), m_theme(theme), m_text(label({}, "")), m_apply(button({}, "", "applySuggestion")) {
    setObjectName(QStringLiteral("suggestionBanner"));
    setProperty("kind", "banner");
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(48, 12, 17, 12);
    layout->setSpacing(14);
    m_text->setWordWrap(true);
    m_text->setTextFormat(Qt::RichText);
    m_text->setMinimumHeight(40);
    auto* later = button(tr("Not now"), "", "dismissSuggestion");
    layout->addWidget(m_text, 1);
    layout->addSpacing(24);
    layout->addWidget(m_apply);
    layout->addWidget(later);
    connect(m_apply, &QPushButton::clicked, this, &SuggestionBanner::accepted);
    connect(later, &QPushButton::clicked, this, &SuggestionBanner::dismissed);
    connect(&theme, &Theme::changed, this, &SuggestionBanner::rewrite);
}

void SuggestionBanner::show(const QString& headline, const QString& reason, const QString& action) {
    m_headline = headline;
    m_reason = reason;
    m_apply->setText(action);
    rewrite();
    setAccessibleName(headline + u' ' + reason);
    QFrame::show();
}

void SuggestionBanner::rewrite() {
    const QString colour = color(m_theme.tokens().mutedOnSoft).name();
    m_text->setText(QStringLiteral("<p style='line-height:120%'><span style='font-weight:600'>%1</span> "
                                   "<span style='color:%2'>%3</span></p>")
                        .arg(m_headline.toHtmlEscaped(), colour, m_reason.toHtmlEscaped()));
}

void SuggestionBanner::paintEvent(QPaintEvent* event) {
    QFrame::paintEvent(event);
    QPainter painter(this);
    paintLineIcon(painter, QRectF(16.5, height() / 2.0 - 9, 18, 18), QStringLiteral("alert"), m_theme.tokens().amber);
}

} // namespace cairn::ui
