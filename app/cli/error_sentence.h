#pragma once

#include <string>

#include "core/base/error.h"

namespace cairn::app {

/// One English sentence for people: what happened, what was kept, and what to do where something can be done.
std::string sentenceFor(const core::Error& error);

} // namespace cairn::app
