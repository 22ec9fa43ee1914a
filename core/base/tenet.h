#pragma once

#include <string_view>

namespace cairn::core {

/// Whether a rule that keeps sync true is in force. It always is, and the call compiles to nothing; only in builds with
/// CAIRN_FAILPOINTS can a test take one rule away, to show that some other test fails without it. The names are those
/// of the table in sync/PROTOCOL.md. One thread at a time.
#ifdef CAIRN_FAILPOINTS
bool holds(std::string_view tenet);
/// Takes one tenet away, or with an empty name gives all of them back.
void takeAway(std::string_view tenet);
#else
constexpr bool holds(std::string_view) {
    return true;
}
#endif

} // namespace cairn::core
