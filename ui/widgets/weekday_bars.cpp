#include "ui/widgets/weekday_bars.h"

#include <QPainter>

#include "ui/models/words.h"
#include "ui/widgets/mark_painter.h"
#include "ui/widgets/theme/theme.h"

namespace cairn::ui {
namespace {

constexpr int pitch = 25;
constexpr double weakBy = 0.1;

double meanOf(const std::array<core::WeekdayRate, 7>& rates) {
    int done = 0;
    int expected = 0;
    for (const core::WeekdayRate& rate : rates) {
        done += rate.done;
        expected += rate.expected;
    }
    return expected == 0 ? 0 : static_cast<double>(done) / expected;
}

} // namespace

WeekdayBars::WeekdayBars(const Theme& theme, QWidget* parent) : QWidget(parent), m_theme(theme) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void WeekdayBars::show(const std::array<core::WeekdayRate, 7>& rates, core::Weekday firstWeekday) {
    m_rates = rates;
    m_firstWeekday = firstWeekday;
    QStringList spoken;
    for (int i = 0; i < 7; ++i) {
        const auto& rate = m_rates[static_cast<std::size_t>(i)].rate;
        spoken << weekdayName(static_cast<core::Weekday>(i)) + u' ' + (rate ? percentText(*rate) : tr("too few days"));
    }
    setAccessibleName(tr("By weekday"));
    setAccessibleDescription(spoken.join(QStringLiteral(", ")));
    update();
}

void WeekdayBars::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Tokens& t = m_theme.tokens();
    const double mean = meanOf(m_rates);
    for (int row = 0; row < 7; ++row) {
        const auto weekday = static_cast<std::size_t>((static_cast<int>(m_firstWeekday) + row) % 7);
        const auto& rate = m_rates[weekday].rate;
        const QRectF line(0, row * pitch, width(), pitch);
        painter.setFont(m_theme.font(type::body));
        painter.setPen(color(t.muted));
        painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter, shortWeekdayName(static_cast<core::Weekday>(weekday)));
        const QRectF track(40, line.center().y() - 3, width() - 40 - 54, 6);
        painter.setPen(Qt::NoPen);
        painter.setBrush(color(t.heat[0]));
        painter.drawRoundedRect(track, 3, 3);
        if (rate && *rate > 0) {
            painter.setBrush(color(*rate < mean - weakBy ? t.amber : t.accent));
            painter.drawRoundedRect(QRectF(track.topLeft(), QSizeF(qMax(6.0, track.width() * *rate), 6)), 3, 3);
        }
        painter.setPen(color(rate ? t.text : t.muted));
        paintTabular(painter, line, Qt::AlignRight, rate ? percentText(*rate) : QStringLiteral("–"));
    }
}

} // namespace cairn::ui
