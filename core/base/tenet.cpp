#include "core/base/tenet.h"

#ifdef CAIRN_FAILPOINTS

#include <set>
#include <string>

namespace cairn::core {

namespace {

std::set<std::string, std::less<>>& missing() {
    static std::set<std::string, std::less<>> names;
    return names;
}

} // namespace

bool holds(std::string_view tenet) {
    const auto& names = missing();
    return names.empty() || !names.contains(tenet);
}

void takeAway(std::string_view tenet) {
    if (tenet.empty())
        missing().clear();
    else
        missing().emplace(tenet);
}

} // namespace cairn::core

#endif
