#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/domain/habit.h"

namespace cairn::core {

// How Loop Habit Tracker stores things, in its database and its CSV alike.

/// The source that habits of either Loop format name.
inline constexpr std::string_view loopSource = "loop";
/// The newest database version that is known here.
inline constexpr std::int64_t newestLoopVersion = 25;

/// Loop's values for a day of a yes/no habit; a numeric one has thousandths, and `skip` too.
enum class LoopValue : std::int8_t { unknown = -1, no = 0, yesAuto = 1, yesManual = 2, skip = 3 };

/// Writes a value of Loop's into a log: done, missed and skipped, or the amount; what Loop computed or does not know
/// leaves no mark. False where the value means nothing.
bool takeLoopValue(HabitLog& log, Measure measure, std::int64_t value);

/// The value that Loop has for a log of a habit; nothing where the log has neither mark nor amount.
std::optional<std::int64_t> loopValueOf(const HabitLog& log, Measure measure);

/// "YES_MANUAL" and the like; values without a name are written as numbers.
std::string loopWord(std::int64_t value);
/// Reads a word or a number.
std::optional<std::int64_t> loopValueNamed(std::string_view text);

/// "N times in D days"; every day where N ≥ D; nothing where either is no count of days.
std::optional<Schedule> loopSchedule(std::int64_t times, std::int64_t days);

/// "#RRGGBB" of a database's color: an index into the palette of its version, or ARGB before version 14. What is in no
/// palette is its first color, as in Loop.
std::string loopColor(std::int64_t color, std::int64_t userVersion);
/// "#RRGGBB" of a place in Loop's palette, 0–19.
std::string loopPaletteColor(int index);

/// Weekdays from Loop's bits, of which bit 0 is Saturday; none where no bit is set.
Weekdays loopWeekdays(std::int64_t bits);

} // namespace cairn::core
