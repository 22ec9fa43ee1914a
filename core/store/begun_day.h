#pragma once

#include <optional>
#include <string>

#include "core/base/date.h"
#include "core/store/database.h"

namespace cairn::core {

/// What decides when a day begins on this device.
struct DayRule {
    std::string zone; ///< an IANA name
    int dayBegin = 0;

    friend bool operator==(const DayRule&, const DayRule&) = default;
};

/// The last day that has begun on this device by `rule`, as kept in the table meta; nothing where none is known by it:
/// by another zone or hour, days begin and end otherwise. Throws SQLite::Exception.
std::optional<Date> begunDay(Database& database, const DayRule& rule);
/// Keeps it instead of what was kept before. Throws SQLite::Exception.
void keepBegunDay(Database& database, const DayRule& rule, Date day);

} // namespace cairn::core
