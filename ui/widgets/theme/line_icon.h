#pragma once

#include <QIcon>
#include <QString>

#include "ui/widgets/theme/tokens.h"

class QPainter;
class QRectF;

namespace cairn::ui {

class Theme;

/// Which colour of the theme an icon takes.
using TokenMember = Rgb Tokens::*;

/// An icon of the drawn set (resources/icons/NAME.svg). It takes its colour from the theme whenever it is painted, so
/// it follows a change of theme; disabled it is faint. The theme must outlive it. GUI thread.
QIcon lineIcon(const Theme& theme, const QString& name, TokenMember colour = &Tokens::text);

/// Draws an icon of the set into `rect` in one colour (0xRRGGBB).
void paintLineIcon(QPainter& painter, const QRectF& rect, const QString& name, Rgb colour);

/// The program's own icon: a cairn of three stones.
QIcon programIcon();

} // namespace cairn::ui
