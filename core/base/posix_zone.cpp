#include "core/base/posix_zone.h"

#include <chrono>
#include <date/ptz.h>

namespace cairn::core {

int posixOffsetMinutes(const std::string& rule, std::int64_t secondsSinceEpoch) {
    const Posix::time_zone zone(rule);
    const date::sys_seconds time{std::chrono::seconds{secondsSinceEpoch}};
    return static_cast<int>(std::chrono::duration_cast<std::chrono::minutes>(zone.get_info(time).offset).count());
}

} // namespace cairn::core
