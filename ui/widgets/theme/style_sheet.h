#pragma once

#include <QString>

#include "ui/widgets/theme/tokens.h"

namespace cairn::ui {

/// The application's style sheet, written from the tokens. Widgets choose their look by the dynamic property "kind"
/// (buttons: primary, plain, quiet; labels: title, muted, small, number, chip…), frames by kind "card".
QString styleSheet(const Tokens& tokens);

} // namespace cairn::ui
