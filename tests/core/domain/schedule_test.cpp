#include "core/domain/schedule.h"

#include "tests/support/catch.h"

using namespace cairn::core;

TEST_CASE("one grammar writes the six schedules", "[core][schedule]") {
    const auto [text, canonical] = GENERATE(table<std::string, std::string>({
        {"daily", "daily"},
        {" Daily ", "daily"},
        {"mon,wed,fri", "mon,wed,fri"},
        {"FRI, mon", "mon,fri"},
        {"sun", "sun"},
        {"every 3 days", "every 3 days"},
        {"every 1 day", "every 1 days"},
        {"3/week", "3/week"},
        {"7 / week", "7/week"},
        {"2/month", "2/month"},
        {"31/month", "31/month"},
        {"3 in 10 days", "3 in 10 days"},
        {"1 in 1 days", "1 in 1 days"},
        {"7 in 7 days", "1 in 1 days"},
    }));
    const auto schedule = parseSchedule(text);
    REQUIRE(schedule);
    CHECK(formatSchedule(*schedule) == canonical);
    CHECK(parseSchedule(canonical).value() == *schedule);
}

TEST_CASE("all else is no schedule", "[core][schedule]") {
    const auto text =
        GENERATE("", "weekly", "0/week", "8/week", "32/month", "0/month", "every 0 days", "every days", "every -1 days",
                 "4 in 3 days", "0 in 3 days", "mon,mon", "mon,", ",mon", "monday", "3/year", "3 in days", "3 in 10",
                 "99999999999/week", "every 36501 days", "03/week", "3.5/week", "daily daily", "+3/week");
    CHECK(parseSchedule(text).error().code == ErrorCode::invalidSyntax);
}

TEST_CASE("a schedule is of one of four kinds", "[core][schedule]") {
    CHECK(kindOf(Daily{}) == ScheduleKind::day);
    CHECK(kindOf(OnWeekdays{allWeekdays}) == ScheduleKind::day);
    CHECK(kindOf(EveryNDays{3}) == ScheduleKind::day);
    CHECK(kindOf(TimesAWeek{3}) == ScheduleKind::week);
    CHECK(kindOf(TimesAMonth{3}) == ScheduleKind::month);
    CHECK(kindOf(TimesInDays{3, 10}) == ScheduleKind::rolling);
}
