#pragma once

#include <cstdint>

#include "core/actions/context.h"
#include "core/domain/change.h"

namespace cairn::core {

/// How much generated data to make.
struct DemoOptions {
    int habits = 6; ///< 1–10,000
    int years = 1;  ///< 0–100, of history that ends yesterday, with a little of today
    std::uint64_t seed = 7;
};

/// Habits of every kind with a plausible history (streaks, lapses, holidays, quiet weekends), goals with milestones.
/// The same options and day give the same data. The first habits are those of a person one would like to meet; the
/// rest vary them. Errors: invalidValue.
Result<Edit> makeDemo(const ActionContext& context, const DemoOptions& options);

} // namespace cairn::core
