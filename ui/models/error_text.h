#pragma once

#include <QString>

#include "core/base/error.h"

namespace cairn::ui {

/// What happened, what was kept, and what to do, as one or two sentences. The only place that turns a code into words.
QString errorText(const core::Error& error);

} // namespace cairn::ui
