#include "core/domain/field.h"

#include <cmath>

#include "core/domain/record_description.h"
#include "tests/support/catch.h"

using namespace cairn::core;

namespace {

const FieldDescription& fieldOf(Kind kind, std::string_view name) {
    return describe(kind).fields[fieldIndex(describe(kind), name).value()];
}

bool accepts(const FieldDescription& field, const Value& value) {
    return validate(field, value).has_value();
}

} // namespace

TEST_CASE("a name has one to four hundred bytes of clean text", "[core][field]") {
    const FieldDescription& name = fieldOf(Kind::habit, "name");
    CHECK(accepts(name, std::string("Läufe 🏃 مرحبا")));
    CHECK(accepts(name, std::string(400, 'a')));
    CHECK_FALSE(accepts(name, std::string(401, 'a')));
    CHECK_FALSE(accepts(name, std::string()));
    CHECK_FALSE(accepts(name, Value{}));
    CHECK_FALSE(accepts(name, std::int64_t{1}));
}

TEST_CASE("text that is not UTF-8 or holds a NUL is refused", "[core][field]") {
    const auto bytes = GENERATE(std::string("a\0b", 3), std::string("\xFF"), std::string("\xC3"),
                                std::string("\xC0\x80"), std::string("\xE0\x80\x80"), std::string("\xED\xA0\x80"),
                                std::string("\xF4\x90\x80\x80"), std::string("\x80"), std::string("\xF0\x80\x80\x80"));
    CHECK_FALSE(accepts(fieldOf(Kind::habit, "name"), bytes));
}

TEST_CASE("a name is one line", "[core][field]") {
    const auto kind = GENERATE(Kind::habit, Kind::goal, Kind::section, Kind::tag);
    CHECK_FALSE(accepts(fieldOf(kind, "name"), std::string("two\nlines")));
    CHECK_FALSE(accepts(fieldOf(kind, "name"), std::string("two\rlines")));
    CHECK_FALSE(accepts(fieldOf(Kind::milestone, "title"), std::string("two\nlines")));
    CHECK(accepts(fieldOf(Kind::habit, "description"), std::string("two\nlines")));
}

TEST_CASE("a color is empty or six digits behind a hash", "[core][field]") {
    for (const char* color : {"", "#00897B", "#00897b"})
        CHECK(accepts(fieldOf(Kind::habit, "color"), std::string(color)));
    for (const char* color : {"zzz", "#00897", "#00897G", "00897B0", "#", "red"})
        CHECK_FALSE(accepts(fieldOf(Kind::habit, "color"), std::string(color)));
}

TEST_CASE("a weight has the limits of an amount", "[core][field]") {
    const FieldDescription& weight = fieldOf(Kind::goalLink, "weight");
    CHECK(accepts(weight, 1e15));
    CHECK(accepts(weight, -1e15));
    CHECK_FALSE(accepts(weight, 1.1e15));
    CHECK_FALSE(accepts(weight, -1e300));
    CHECK_FALSE(accepts(weight, 0.0));
}

TEST_CASE("a note may hold a megabyte", "[core][field]") {
    CHECK(accepts(fieldOf(Kind::habitLog, "note"), std::string(textLimit, 'x')));
    CHECK_FALSE(accepts(fieldOf(Kind::habitLog, "note"), std::string(textLimit + 1, 'x')));
}

TEST_CASE("amounts are finite and not below 0", "[core][field]") {
    const FieldDescription& amount = fieldOf(Kind::habitLog, "amount");
    CHECK(accepts(amount, 0.0));
    CHECK(accepts(amount, Value{}));
    CHECK_FALSE(accepts(amount, -0.5));
    CHECK_FALSE(accepts(amount, std::nan("")));
    CHECK_FALSE(accepts(amount, HUGE_VAL));
    CHECK_FALSE(accepts(amount, std::string("5")));
    CHECK(accepts(fieldOf(Kind::goalEntry, "amount"), -0.5));
}

TEST_CASE("choices, weekdays, minutes and dates have bounds", "[core][field]") {
    CHECK(accepts(fieldOf(Kind::habitLog, "mark"), std::int64_t{3}));
    CHECK_FALSE(accepts(fieldOf(Kind::habitLog, "mark"), std::int64_t{4}));
    CHECK_FALSE(accepts(fieldOf(Kind::habitLog, "mark"), std::int64_t{-1}));
    CHECK(accepts(fieldOf(Kind::reminder, "days"), std::int64_t{127}));
    CHECK_FALSE(accepts(fieldOf(Kind::reminder, "days"), std::int64_t{0}));
    CHECK_FALSE(accepts(fieldOf(Kind::reminder, "days"), std::int64_t{128}));
    CHECK(accepts(fieldOf(Kind::reminder, "time"), std::int64_t{1439}));
    CHECK_FALSE(accepts(fieldOf(Kind::reminder, "time"), std::int64_t{1440}));
    CHECK(accepts(fieldOf(Kind::habitLog, "day"), std::int64_t{earliestUse.days}));
    CHECK_FALSE(accepts(fieldOf(Kind::habitLog, "day"), std::int64_t{earliestUse.days - 1}));
    CHECK_FALSE(accepts(fieldOf(Kind::habitLog, "day"), std::int64_t{latestUse.days + 1}));
    CHECK(formatDate(earliestUse) == "1900-01-01");
    CHECK(formatDate(latestUse) == "2199-12-31");
}

TEST_CASE("a reference names something and a schedule follows the grammar", "[core][field]") {
    CHECK_FALSE(accepts(fieldOf(Kind::habitRule, "habit"), Uuid{}));
    CHECK(accepts(fieldOf(Kind::habitRule, "habit"), derivedUuid("habit", "x")));
    CHECK(accepts(fieldOf(Kind::habitRule, "schedule"), std::string("3/week")));
    CHECK_FALSE(accepts(fieldOf(Kind::habitRule, "schedule"), std::string("9/week")));
}
