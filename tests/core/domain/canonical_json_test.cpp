#include "core/domain/canonical_json.h"

#include <cmath>
#include <limits>

#include "tests/support/catch.h"

using namespace cairn::core;

namespace {

std::string numberText(double value) {
    std::string text;
    appendNumber(text, value);
    return text;
}

} // namespace

TEST_CASE("numbers are written as ECMAScript writes them", "[core][canonical]") {
    // The examples of RFC 8785, appendix B, but those that no JSON number can hold.
    CHECK(numberText(0.0) == "0");
    CHECK(numberText(-0.0) == "0");
    CHECK(numberText(5e-324) == "5e-324");
    CHECK(numberText(-5e-324) == "-5e-324");
    CHECK(numberText(std::numeric_limits<double>::max()) == "1.7976931348623157e+308");
    CHECK(numberText(9007199254740992.0) == "9007199254740992");
    CHECK(numberText(295147905179352830000.0) == "295147905179352830000");
    CHECK(numberText(9.999999999999997e22) == "9.999999999999997e+22");
    CHECK(numberText(1e23) == "1e+23");
    CHECK(numberText(1.0000000000000001e23) == "1.0000000000000001e+23");
    CHECK(numberText(999999999999999700000.0) == "999999999999999700000");
    CHECK(numberText(1e21) == "1e+21");
    CHECK(numberText(9.999999999999997e-7) == "9.999999999999997e-7");
    CHECK(numberText(0.000001) == "0.000001");
    CHECK(numberText(333333333.3333332) == "333333333.3333332");
    CHECK(numberText(-0.0000033333333333333333) == "-0.0000033333333333333333");
    CHECK(numberText(1424953923781206.2) == "1424953923781206.2");
    CHECK(numberText(12.5) == "12.5");
}

TEST_CASE("strings are written with the fewest escapes", "[core][canonical]") {
    std::string text;
    appendString(text, std::string_view("a\"b\\c/\b\f\n\r\t\x01\x1f\x7f é\0", 18));
    CHECK(text == std::string("\"a\\\"b\\\\c/\\b\\f\\n\\r\\t\\u0001\\u001f\x7f é\\u0000\""));
}
