#include "tests/support/catch.h"

#include "core/domain/enum_names.h"
#include "ui/models/error_text.h"
#include "ui/models/suggestion_text.h"
#include "ui/models/words.h"

using namespace cairn;
using namespace cairn::ui;

namespace {

core::Schedule scheduleOf(const char* text) {
    return *core::parseSchedule(text);
}

} // namespace

TEST_CASE("a schedule is said in words", "[ui][words]") {
    const auto [grammar, words] = GENERATE(table<const char*, const char*>({
        {"daily", "every day"},
        {"mon,wed", "Mon, Wed"},
        {"1/week", "once a week"},
        {"2/month", "2 time(s) a month"},
        {"every 3 days", "every 3 day(s)"},
        {"3 in 10 days", "3 times in any 10 days"},
        {"1 in 1 days", "every day"},
    }));
    REQUIRE(scheduleText(scheduleOf(grammar)).toStdString() == words);
}

TEST_CASE("an amount is written with no more decimals than it needs", "[ui][words]") {
    QLocale::setDefault(QLocale::c());
    REQUIRE(amountText(5) == QStringLiteral("5"));
    REQUIRE(amountText(5.5) == QStringLiteral("5.5"));
    REQUIRE(amountText(1.0 / 3) == QStringLiteral("0.33"));
    REQUIRE(amountText(1e300).size() < 20);
    REQUIRE(amountText(123456789012) == QStringLiteral("123,456,789,012"));
    REQUIRE(amountWithUnit(20, QStringLiteral("pages")) == QStringLiteral("20 pages"));
}

TEST_CASE("an amount is read with a point or as the locale writes it", "[ui][words]") {
    QLocale::setDefault(QLocale(QLocale::German));
    REQUIRE(parseAmount(QStringLiteral("2,5")) == 2.5);
    REQUIRE(parseAmount(QStringLiteral(" 2.5 ")).has_value());
    REQUIRE_FALSE(parseAmount(QStringLiteral("five")).has_value());
    REQUIRE_FALSE(parseAmount(QStringLiteral("nan")).has_value());
    QLocale::setDefault(QLocale::c());
}

TEST_CASE("a date survives the way to Qt and back", "[ui][words]") {
    const core::Date date = *core::parseDate("2026-11-20");
    REQUIRE(toQDate(date) == QDate(2026, 11, 20));
    REQUIRE(fromQDate(QDate(2026, 11, 20)) == date);
    REQUIRE(longDay(date) == QStringLiteral("Friday, 20 November"));
}

TEST_CASE("a screen reader hears the day, the amount, the state and the note", "[ui][words]") {
    HabitRow row;
    row.name = QStringLiteral("Read");
    row.unit = QStringLiteral("pages");
    row.target = 30;
    DayCell cell{*core::parseDate("2026-11-20"), core::DayState::partial, true, false, 0.66, 20,
                 QStringLiteral("tired")};
    REQUIRE(cellText(row, cell) ==
            QStringLiteral("Read, Friday, 20 November: 20 of 30 pages, partly done, note: tired"));
}

TEST_CASE("every error code, action and day state has words of its own", "[ui][words]") {
    QStringList said;
    for (int code = 0; code <= static_cast<int>(core::ErrorCode::internal); ++code)
        said << errorText({static_cast<core::ErrorCode>(code), {}});
    for (std::size_t i = 0; i < core::enumNames<core::Action>.size(); ++i)
        said << actionText({static_cast<core::Action>(i), "Read"});
    for (std::size_t i = 0; i < core::enumNames<core::DayState>.size(); ++i)
        said << stateText(static_cast<core::DayState>(i));
    REQUIRE_FALSE(said.contains(QString()));
    REQUIRE(said.removeDuplicates() == 0);
}

TEST_CASE("the detail of an error, which is for the log, is never shown", "[ui][words]") {
    REQUIRE_FALSE(errorText({core::ErrorCode::ioFailure, "errno 5"}).contains(QStringLiteral("errno")));
}

TEST_CASE("a suggestion says what happened, why in numbers, and what to try", "[ui][words]") {
    SuggestionRow row;
    row.habitName = QStringLiteral("Read");
    row.suggestion = {core::SuggestionKind::fewerTimes, core::FailingOften{0.62, 26, 9},
                      core::ChangeSchedule{core::TimesAWeek{2}}};
    const SuggestionText text = suggestionText(row);
    INFO(text.reason.toStdString());
    REQUIRE(text.headline == QStringLiteral("Read was missed 62 % of the time."));
    REQUIRE(text.reason.contains(QStringLiteral("due on 26")));
    REQUIRE(text.reason.contains(QStringLiteral("2 time(s) a week")));
    REQUIRE(text.button == QStringLiteral("Change schedule"));
}
