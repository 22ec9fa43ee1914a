#include "core/exchange/output.h"
#include "tests/core/exchange/import_store.h"
#include "tests/core/exchange/zip_maker.h"

using namespace cairn::core;
using namespace cairn::support;

namespace {

const std::string habits = "Position,Name,Type,Question,Description,FrequencyNumerator,FrequencyDenominator,Color,Unit,"
                           "Target Type,Target Value,Archived?\n001,Read,YES_NO,,,1,1,#00897B,,,,false\n";
const std::string days = "Date,Value,Notes\n2015-01-25,YES_MANUAL,\n";

ErrorCode refusalOf(const std::string& bytes) {
    ImportStore store;
    const auto file = store.write(bytes, "hostile.zip");
    CHECK(store.all<Habit>().empty());
    return store.refusal(file);
}

} // namespace

TEST_CASE("a zip made entry by entry is read", "[core][exchange][hostile]") {
    ImportStore store;
    const auto file = store.write(zipOf({{"Habits.csv", habits}, {"001 Read/Checkmarks.csv", days}}));
    CHECK(store.import(file).logs == 1);
}

TEST_CASE("a compression bomb is refused without being unpacked", "[core][exchange][hostile]") {
    const auto bomb = required(zipped({{"Habits.csv", std::string(100 << 20, '\n')}}));
    REQUIRE(bomb.size() < (1 << 20));
    CHECK(refusalOf(bomb) == ErrorCode::tooLarge);
}

TEST_CASE("false sizes are noticed", "[core][exchange][hostile]") {
    CHECK(refusalOf(zipOf({{"Habits.csv", habits, 4'000'000'000}})) == ErrorCode::tooLarge);
    CHECK(refusalOf(zipOf({{"Habits.csv", habits, 20}})) == ErrorCode::damagedFile);
    CHECK(refusalOf(zipOf({{"Habits.csv", habits, 20'000}})) == ErrorCode::damagedFile);
}

TEST_CASE("paths that lead out of the archive are left out", "[core][exchange][hostile]") {
    const auto path = GENERATE(as<std::string>{}, "../Habits.csv", "a/../../Habits.csv", "/Habits.csv", "a\\Habits.csv",
                               "C:/Habits.csv");
    CAPTURE(path);
    ImportStore store;
    const ImportReport report = store.importBytes(zipOf({{path, habits}, {"001 Read/Checkmarks.csv", days}}));
    CHECK(problemAt(report.problems, "path").line == 1);
    CHECK(report.habits == 1); // named by its folder
    CHECK(report.logs == 1);
}

TEST_CASE("of two entries with one name the first is read", "[core][exchange][hostile]") {
    ImportStore store;
    const ImportReport report = store.importBytes(zipOf(
        {{"Habits.csv", habits}, {"001 Read/Checkmarks.csv", days}, {"001 Read/Checkmarks.csv", "2015-01-25,0\n"}}));
    CHECK(report.problems.size() == 1);
    CHECK(store.log("Read", day("2015-01-25")).mark == Mark::done);
}

TEST_CASE("too many entries are refused", "[core][exchange][hostile]") {
    std::vector<ZipEntry> entries;
    for (int i = 0; i < 60'000; ++i) entries.push_back({std::to_string(i) + ".csv", ""});
    CHECK(refusalOf(zipOf(entries)) == ErrorCode::tooLarge);
}

TEST_CASE("a zip cut anywhere is refused", "[core][exchange][hostile]") {
    const std::string whole = zipOf({{"Habits.csv", habits}, {"001 Read/Checkmarks.csv", days}});
    for (std::size_t length = 4; length < whole.size(); length += 7) {
        CAPTURE(length);
        const auto source = openZip(whole.substr(0, length));
        REQUIRE_FALSE(source);
        CHECK(source.error().code == ErrorCode::damagedFile);
    }
}

TEST_CASE("a changed byte in a zip is noticed by its checksum", "[core][exchange][hostile]") {
    std::string zip = zipOf({{"Habits.csv", habits}});
    zip[zip.find("Read")] = 'L';
    CHECK(refusalOf(zip) == ErrorCode::damagedFile);
}
