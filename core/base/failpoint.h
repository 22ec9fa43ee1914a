#pragma once

#include <string_view>

namespace cairn::core {

/// A named place where a program under test can be made to stop dead. In builds with CAIRN_FAILPOINTS the environment
/// variable CAIRN_FAILPOINT="name" or "name:N" kills the process (as SIGKILL would) when the place is passed the N-th
/// time (default 1); in all other builds the call compiles to nothing.
#ifdef CAIRN_FAILPOINTS
void failpoint(std::string_view name);
#else
inline void failpoint(std::string_view) {}
#endif

} // namespace cairn::core
