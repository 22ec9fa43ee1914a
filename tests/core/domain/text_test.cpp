#include "core/domain/text.h"

#include "tests/support/catch.h"

using namespace cairn::core;

TEST_CASE("names are compared without case, width and outer space", "[core][text]") {
    CHECK(foldedText("  Straße ") == "strasse");
    CHECK(foldedText("ÉCLAIR") == foldedText("éclair"));
    CHECK(foldedText("Ｒｅａｄ") == "read");
    CHECK(foldedText("") == "");
    CHECK(foldedText("run") != foldedText("ran"));
}

TEST_CASE("names sort as people expect", "[core][text]") {
    CHECK(collate("apple", "Banana") < 0);
    CHECK(collate("éclair", "fudge") < 0);
    CHECK(collate("same", "same") == 0);
}
