#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace cairn::fuzz {

// The small grammars: what is read is written and read again as the same.

void parseSchedules(std::string_view text);
std::vector<std::string> scheduleSeeds();

/// Dates, instants, identifiers and weekdays.
void parseDatesAndTimes(std::string_view text);
std::vector<std::string> dateTimeSeeds();

} // namespace cairn::fuzz
