#pragma once

#include "core/exchange/import_format.h"

namespace cairn::core {

/// Reads Cairn's own JSON archive, and files of that shape that were written by hand: only a habit's name is needed.
/// A missing identifier is derived from the name; a habit without "measure" is measured when a rule has a target.
extern const ImportFormat cairnJsonFormat;

} // namespace cairn::core
