#pragma once

#include <QRectF>

#include "ui/models/habit_row.h"
#include "ui/widgets/theme/tokens.h"

class QPainter;

namespace cairn::ui {

/// Draws one day's mark, `markSize` square, centred in `cell`. Marks differ by shape as well as colour: ✓ done, –
/// skipped, × missed, an empty box not recorded, a box filled from below for a part, a fainter ✓ kept, a dot not
/// required, two bars paused. A note shows as a small corner.
void paintMark(QPainter& painter, const QRectF& cell, const DayCell& day, const Tokens& tokens);

/// Text with figures of one width, so that numbers in a column stand below each other; aligned like QPainter::drawText.
void paintTabular(QPainter& painter, const QRectF& rect, Qt::Alignment alignment, const QString& text);
/// The width that paintTabular takes.
qreal tabularWidth(const QPainter& painter, const QString& text);

} // namespace cairn::ui
