#include "tests/core/analytics/timeline_builder.h"

#include <stdexcept>
#include <string>

namespace cairn::test {

using namespace core;

Date day(std::string_view text) {
    const auto date = parseDate(text);
    if (!date) throw std::invalid_argument(std::string(text));
    return *date;
}

TimelineBuilder::TimelineBuilder(std::string_view from, std::string_view schedule) {
    m_timeline.madeOn = day(from);
    rule(from, schedule);
}

TimelineBuilder& TimelineBuilder::rule(std::string_view from, std::string_view schedule) {
    HabitRule next = m_timeline.rules.empty() ? HabitRule{} : m_timeline.rules.back();
    next.validFrom = day(from);
    const auto parsed = parseSchedule(schedule);
    if (!parsed) throw std::invalid_argument(std::string(schedule));
    next.schedule = *parsed;
    m_timeline.rules.push_back(next);
    return *this;
}

TimelineBuilder& TimelineBuilder::madeOn(std::string_view date) {
    m_timeline.madeOn = day(date);
    return *this;
}

TimelineBuilder& TimelineBuilder::start(std::string_view date) {
    m_timeline.startDate = day(date);
    return *this;
}

TimelineBuilder& TimelineBuilder::end(std::string_view date) {
    m_timeline.endDate = day(date);
    return *this;
}

TimelineBuilder& TimelineBuilder::archived(std::string_view date) {
    m_timeline.archivedOn = day(date);
    return *this;
}

TimelineBuilder& TimelineBuilder::imported() {
    m_timeline.imported = true;
    return *this;
}

TimelineBuilder& TimelineBuilder::pause(std::string_view from, std::string_view to) {
    m_timeline.pauses.push_back({day(from), day(to)});
    return *this;
}

TimelineBuilder& TimelineBuilder::openPause(std::string_view from) {
    m_timeline.pauses.push_back({day(from), latestDate});
    return *this;
}

TimelineBuilder& TimelineBuilder::atLeast(double target) {
    m_timeline.measure = Measure::measured;
    m_timeline.rules.back().target = target;
    m_timeline.rules.back().bound = Bound::atLeast;
    return *this;
}

TimelineBuilder& TimelineBuilder::atMost(double target) {
    atLeast(target);
    m_timeline.rules.back().bound = Bound::atMost;
    return *this;
}

TimelineBuilder& TimelineBuilder::kept() {
    m_timeline.rules.back().silence = Silence::kept;
    return *this;
}

void TimelineBuilder::record(Date date, std::string_view what) {
    if (what == ".") return;
    if (what == "D") return m_timeline.history.set(date, Mark::done);
    if (what == "S") return m_timeline.history.set(date, Mark::skipped);
    if (what == "M") return m_timeline.history.set(date, Mark::missed);
    m_timeline.history.set(date, Mark::none, std::stod(std::string(what)));
}

TimelineBuilder& TimelineBuilder::log(std::string_view from, std::string_view days) {
    Date date = day(from);
    while (!days.empty()) {
        const std::size_t space = days.find(' ');
        record(date, days.substr(0, space));
        ++date;
        days.remove_prefix(space == std::string_view::npos ? days.size() : space + 1);
    }
    return *this;
}

TimelineBuilder& TimelineBuilder::repeat(std::string_view from, int days, std::string_view what) {
    for (int i = 0; i < days; ++i) record(day(from) + i, what);
    return *this;
}

} // namespace cairn::test
