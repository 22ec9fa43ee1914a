#pragma once

#include <string>
#include <string_view>

#include "sync/client/problem.h"

namespace cairn::app {

/// One English sentence for people: what is the matter with the server or the sign-in, and what to do.
std::string sentenceFor(const sync::Problem& problem);
/// Its name for programs, such as "not_our_server".
std::string_view nameOf(sync::Trouble trouble);

} // namespace cairn::app
