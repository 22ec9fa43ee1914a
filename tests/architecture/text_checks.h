#pragma once

#include "tests/architecture/source_tree.h"

namespace cairn::architecture {

/// Lines that match a pattern of `textRules` outside of its seams.
Findings forbiddenText(const SourceTree& tree);

/// Source files over `longestFile` lines, and a root CMakeLists.txt over `longestRootCMake`.
Findings longFiles(const SourceTree& tree);

/// Functions longer than `functionRules` allow. Lambdas count to the function that they stand in.
Findings longFunctions(const SourceTree& tree);

/// Sources whose name is not snake_case, or says Manager, Helper or Util.
Findings badNames(const SourceTree& tree);

} // namespace cairn::architecture
