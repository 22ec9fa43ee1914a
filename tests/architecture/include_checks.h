#pragma once

#include "tests/architecture/source_tree.h"

namespace cairn::architecture {

/// Includes that cross a wall of `folderRules`: another folder's header, or more of Qt than the folder may name. The
/// tests of a folder, tests/FOLDER, may include what the folder may, the folder itself and tests/support.
Findings forbiddenIncludes(const SourceTree& tree);

/// Headers that include each other in a circle; one finding for each circle.
Findings includeCircles(const SourceTree& tree);

/// Headers without #pragma once.
Findings unguardedHeaders(const SourceTree& tree);

/// Whether a class or header name is one of Qt's, and whether it is one of Qt Widgets'.
bool isQtName(std::string_view name);
bool isWidgetName(std::string_view name);

} // namespace cairn::architecture
