#pragma once

#include <string_view>

#include "core/analytics/timeline.h"

namespace cairn::test {

/// The date of "YYYY-MM-DD".
core::Date day(std::string_view text);

/// Makes a habit's timeline in a few words. Defaults: yes/no, made here on the first rule's day, no start chosen.
class TimelineBuilder {
public:
    /// A habit with one rule, made on its first day.
    TimelineBuilder(std::string_view from, std::string_view schedule);

    TimelineBuilder& rule(std::string_view from, std::string_view schedule);
    TimelineBuilder& madeOn(std::string_view date);
    TimelineBuilder& start(std::string_view date);
    TimelineBuilder& end(std::string_view date);
    TimelineBuilder& archived(std::string_view date);
    TimelineBuilder& imported();
    TimelineBuilder& pause(std::string_view from, std::string_view to);
    TimelineBuilder& openPause(std::string_view from);
    /// Of the newest rule; the habit becomes a measured one.
    TimelineBuilder& atLeast(double target);
    TimelineBuilder& atMost(double target);
    /// Silence counts as kept under the newest rule.
    TimelineBuilder& kept();
    /// Day after day from `from`: D done, S skipped, M missed, . not recorded, a number an amount; spaces between.
    TimelineBuilder& log(std::string_view from, std::string_view days);
    /// `days` times the same mark or amount.
    TimelineBuilder& repeat(std::string_view from, int days, std::string_view what);

    operator core::HabitTimeline() const { return m_timeline; }
    [[nodiscard]] const core::HabitTimeline& timeline() const { return m_timeline; }

private:
    void record(core::Date date, std::string_view what);
    core::HabitTimeline m_timeline;
};

} // namespace cairn::test
