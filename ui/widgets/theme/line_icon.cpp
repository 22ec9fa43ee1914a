#include "ui/widgets/theme/line_icon.h"

#include <QFile>
#include <QIconEngine>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>

#include "ui/widgets/theme/theme.h"

namespace cairn::ui {
namespace {

QByteArray source(const QString& name) {
    QFile file(QStringLiteral(":/cairn/icons/%1.svg").arg(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QPixmap drawn(const QString& name, QSize size, Rgb colour) {
    const QString key = QStringLiteral("cairn/%1/%2/%3").arg(name).arg(size.width()).arg(colour);
    QPixmap pixmap;
    if (QPixmapCache::find(key, &pixmap)) return pixmap;
    QByteArray svg = source(name);
    svg.replace("currentColor", QStringLiteral("#%1").arg(colour, 6, 16, QLatin1Char('0')).toLatin1());
    QSvgRenderer renderer(svg);
    pixmap = QPixmap(size);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    renderer.render(&painter);
    painter.end();
    QPixmapCache::insert(key, pixmap);
    return pixmap;
}

class LineIconEngine final : public QIconEngine {
public:
    LineIconEngine(const Theme& theme, QString name, TokenMember colour)
        : m_theme(theme), m_name(std::move(name)), m_colour(colour) {}

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State) override {
        paintLineIcon(*painter, rect, m_name, colourOf(mode));
    }
    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State) override {
        return drawn(m_name, size, colourOf(mode));
    }
    [[nodiscard]] QIconEngine* clone() const override { return new LineIconEngine(m_theme, m_name, m_colour); }

private:
    [[nodiscard]] Rgb colourOf(QIcon::Mode mode) const {
        return mode == QIcon::Disabled ? m_theme.tokens().faint : m_theme.tokens().*m_colour;
    }

    const Theme& m_theme;
    QString m_name;
    TokenMember m_colour;
};

} // namespace

QIcon lineIcon(const Theme& theme, const QString& name, TokenMember colour) {
    return QIcon(new LineIconEngine(theme, name, colour));
}

void paintLineIcon(QPainter& painter, const QRectF& rect, const QString& name, Rgb colour) {
    const qreal ratio = painter.device()->devicePixelRatioF();
    QPixmap pixmap = drawn(name, (rect.size() * ratio).toSize(), colour);
    pixmap.setDevicePixelRatio(ratio);
    painter.drawPixmap(rect.topLeft(), pixmap);
}

QIcon programIcon() {
    return QIcon(QStringLiteral(":/cairn/cairn.svg"));
}

} // namespace cairn::ui
