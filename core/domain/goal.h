#pragma once

#include <optional>
#include <string>

#include "core/base/clock.h"
#include "core/base/date.h"
#include "core/base/uuid.h"
#include "core/domain/habit.h"

namespace cairn::core {

// The records that make up a goal; plain values, as in habit.h.

struct Goal {
    Uuid id;
    std::string name;
    std::string description;
    double target = 1; ///< > 0, in `unit`
    std::string unit;
    Date startDate;
    std::optional<Date> targetDate;
    std::optional<Instant> completedAt;
    std::optional<Instant> archivedAt;
    LifeCategory category = LifeCategory::none;
    double position = 0;
    std::optional<Instant> removed;

    friend bool operator==(const Goal&, const Goal&) = default;
};

/// A habit that feeds a goal: every amount, or 1 for each done day, times the weight.
struct GoalLink {
    Uuid id; ///< derived from goal and habit
    Uuid goal;
    Uuid habit;
    double weight = 1; ///< finite, not 0
    std::optional<Instant> removed;

    friend bool operator==(const GoalLink&, const GoalLink&) = default;
};

/// An amount that was put in by hand; negative too.
struct GoalEntry {
    Uuid id;
    Uuid goal;
    Date date;
    double amount = 0;
    std::string note;
    std::optional<Instant> removed;

    friend bool operator==(const GoalEntry&, const GoalEntry&) = default;
};

struct Milestone {
    Uuid id;
    Uuid goal;
    std::string title;
    std::string description;
    double position = 0;
    std::optional<Date> targetDate;
    std::optional<Instant> completedAt;
    std::optional<Instant> removed;

    friend bool operator==(const Milestone&, const Milestone&) = default;
};

} // namespace cairn::core
