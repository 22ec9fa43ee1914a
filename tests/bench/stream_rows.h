#pragma once

#include <string>
#include <vector>

#include "core/domain/habit.h"
#include "sync/protocol/push.h"
#include "tests/bench/bare_sqlite.h"

namespace cairn::bench {

/// What a device writes of a log: both registers at one clock, made over nothing.
sync::PushedRow pushedLog(const core::HabitLog& log, const core::HybridClock& clock);

/// Logs as a person makes them: each on its own evening with a clock of its own, the days one after another, now on one
/// of two replicas, now on the other. `habits` are those that the numbers of `rows` count from 1 on.
std::vector<sync::PushedRow> livedLogs(std::vector<LogRow> rows, const std::vector<core::Uuid>& habits);

/// The bodies of pushes of these rows, one after another, as one file would send them.
std::vector<std::string> pushBodies(const std::vector<sync::PushedRow>& rows, std::size_t rowsEach);

} // namespace cairn::bench
