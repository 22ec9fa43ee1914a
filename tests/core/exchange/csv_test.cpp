#include <rapidcheck/catch.h>

#include "core/exchange/check_rows.h"
#include "core/exchange/csv.h"
#include "core/exchange/json_rows.h"
#include "tests/support/catch.h"

using namespace cairn::core;

namespace {

std::vector<std::vector<std::string>> cellsOf(std::string_view text) {
    CsvReader reader(text);
    std::vector<std::vector<std::string>> rows;
    while (auto row = reader.next()) rows.push_back(row->cells);
    return rows;
}

} // namespace

TEST_CASE("CSV has quotes, doubled quotes, line ends within quotes and trailing commas", "[core][exchange][csv]") {
    using Rows = std::vector<std::vector<std::string>>;
    CHECK(cellsOf("a,b\n1,2\n") == Rows{{"a", "b"}, {"1", "2"}});
    CHECK(cellsOf("\"a,\"\"b\"\"\",\"x\ny\"\r\nc,\r\n") == Rows{{"a,\"b\"", "x\ny"}, {"c", ""}});
    CHECK(cellsOf("\xEF\xBB\xBF"
                  "a,b") == Rows{{"a", "b"}});
    CHECK(cellsOf("\n\na,\n") == Rows{{"a", ""}});
    CHECK(cellsOf("\"a\"b,c") == Rows{{"ab", "c"}});
    CHECK(cellsOf("").empty());
}

TEST_CASE("a row of CSV knows its line, and an open quote is noticed", "[core][exchange][csv]") {
    CsvReader reader("a,\"x\ny\"\nb,c\nd,\"open");
    CHECK(reader.next()->line == 1);
    CHECK(reader.next()->line == 3);
    CHECK(reader.next()->line == 4);
    CHECK(reader.isCut());
    CHECK_FALSE(reader.next());
}

TEST_CASE("columns are found by name in either case", "[core][exchange][csv]") {
    const CsvHeader header({1, {"Date", "Value"}});
    CHECK(header.cell({2, {"x", "y"}}, "value") == "y");
    CHECK(header.cell({2, {"x"}}, "value").empty());
    CHECK_FALSE(header.has("Notes"));
}

TEST_CASE("whatever is written as CSV is read back", "[core][exchange][csv]") {
    rc::prop("cells come back", [](const std::vector<std::pair<std::string, std::string>>& rows) {
        std::string text;
        std::vector<std::vector<std::string>> written;
        for (const auto& [first, second] : rows) {
            written.push_back({"x" + first, second});
            appendCsv(text, written.back());
        }
        RC_ASSERT(cellsOf(text) == written);
    });
}

TEST_CASE("rows of JSON come inner first, with their path and line", "[core][exchange][json]") {
    std::vector<std::string> seen;
    const auto sink = [&](std::string_view path, const JsonRow& row) {
        seen.push_back(std::string(path) + ":" + std::to_string(row.line) + ":" + std::to_string(row.members.size()));
        return true;
    };
    CHECK(readJsonRows("{\"a\":[\n{\"b\":[{}],\"c\":1},\n{\"d\":{\"e\":2}}]}", sink));
    CHECK(seen == std::vector<std::string>{"a/b:2:0", "a:2:2", "a/d:3:1", "a:3:0", ":1:1"});
    const auto stopped = readJsonRows("[{}]", [](std::string_view, const JsonRow&) { return false; });
    CHECK(stopped.error().code == ErrorCode::cancelled);
}

TEST_CASE("a mended text is UTF-8 within its limit, and a sound one stays as it is", "[core][exchange]") {
    CHECK(mendedText("grün 🌱", 100) == "grün 🌱");
    CHECK(mendedText("grün", 3) == "gr");
    CHECK(mendedText(std::string_view("a\0b", 3), 10) == "ab");
    CHECK(mendedText("\xC0\x80", 10) == "\xEF\xBF\xBD\xEF\xBF\xBD");
    CHECK(mendedText("\xED\xA0\x80", 20) == "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD");
    rc::prop("any bytes become a text that the field takes", [](const std::string& bytes) {
        FieldDescription field;
        field.maximumLength = 20;
        RC_ASSERT(validate(field, Value{mendedText(bytes, 20)}));
    });
}
