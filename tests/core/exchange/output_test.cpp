#include "core/exchange/output.h"
#include "tests/core/exchange/import_store.h"

using namespace cairn::core;
using namespace cairn::support;

TEST_CASE("a file is replaced whole and leaves nothing beside it", "[core][exchange][output]") {
    const TemporaryFolder folder;
    writeFile(folder / "out", "before");
    REQUIRE(writeOutput(folder / "out", "after"));
    CHECK(readFile(folder / "out") == "after");
    CHECK(std::distance(std::filesystem::directory_iterator(folder.path()), {}) == 1);
}

TEST_CASE("what can't be written leaves what was there", "[core][exchange][output]") {
    const TemporaryFolder folder;
    CHECK(writeOutput(folder / "none" / "out", "x").error().code == ErrorCode::ioFailure);
    std::filesystem::create_directories(folder / "out" / "child");
    CHECK(writeOutput(folder / "out", "x").error().code == ErrorCode::ioFailure);
    CHECK(std::filesystem::is_directory(folder / "out" / "child"));
    CHECK_FALSE(std::filesystem::exists(folder / "out.part"));
}

TEST_CASE("a full disk has a name of its own", "[core][exchange][output]") {
    if (!std::filesystem::exists("/dev/full")) return;
    CHECK(writeOutput("/dev/full", "x").error().code == ErrorCode::diskFull);
}

TEST_CASE("several files go into a folder, or else into one zip, the same each time", "[core][exchange][output]") {
    const TemporaryFolder folder;
    const std::vector<OutputEntry> entries{{"a.csv", "1"}, {"b c/d.csv", "2\n"}};
    std::filesystem::create_directory(folder / "into");
    REQUIRE(writeOutputs(folder / "into", entries));
    CHECK(readFile(folder / "into" / std::filesystem::path("b c/d.csv")) == "2\n");
    REQUIRE(writeOutputs(folder / "out.zip", entries));
    const std::string bytes = readFile(folder / "out.zip");
    CHECK(bytes == required(zipped(entries)));
    const Source source = required(openZip(bytes));
    REQUIRE(source.entries.size() == 2);
    CHECK(source.entries[1].path == "b c/d.csv");
    CHECK(source.entries[1].bytes == "2\n");
}

TEST_CASE("an export can be cancelled and then writes nothing", "[core][exchange][output]") {
    ImportStore store;
    store.importBytes(R"({"habits":[{"name":"Read"}]})");
    const ExportFormat format = GENERATE(ExportFormat::json, ExportFormat::csv, ExportFormat::loop);
    const auto result = exportAll(format, store.path("out"), store.reader(),
                                  {importDay, TrashedRows::leave, [](double) { return false; }});
    REQUIRE_FALSE(result);
    CHECK(result.error().code == ErrorCode::cancelled);
    CHECK_FALSE(std::filesystem::exists(store.path("out")));
}
