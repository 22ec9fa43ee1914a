#include "tests/support/catch.h"

#include "tests/architecture/include_checks.h"
#include "tests/architecture/link_checks.h"
#include "tests/architecture/text_checks.h"

#include <algorithm>
#include <sstream>

using namespace cairn::architecture;

namespace {

const SourceTree& project() {
    static const SourceTree tree = readTree(CAIRN_SOURCE_DIR);
    return tree;
}

void requireNone(const Findings& findings) {
    INFO(describe(findings));
    REQUIRE(findings.empty());
}

} // namespace

TEST_CASE("the project's own tree is what is read", "[architecture]") {
    const auto has = [](std::string_view path) {
        return std::ranges::find(project(), path, &SourceFile::path) != project().end();
    };
    REQUIRE(has("core/base/system_clock.cpp"));
    REQUIRE(has("tests/architecture/rules.h"));
    REQUIRE(has("packaging/test"));
}

TEST_CASE("no include crosses a wall", "[architecture]") {
    requireNone(forbiddenIncludes(project()));
}

TEST_CASE("no headers include each other in a circle", "[architecture]") {
    requireNone(includeCircles(project()));
}

TEST_CASE("every header may be included twice", "[architecture]") {
    requireNone(unguardedHeaders(project()));
}

TEST_CASE("clock, randomness, waiting and machine paths stay in their seams", "[architecture]") {
    requireNone(forbiddenText(project()));
}

TEST_CASE("files keep to their length and to their names", "[architecture]") {
    requireNone(longFiles(project()));
    requireNone(badNames(project()));
}

TEST_CASE("functions keep to their length", "[architecture]") {
    requireNone(longFunctions(project()));
}

TEST_CASE("every package that is installed has its reason in the README", "[architecture]") {
    const auto textOf = [](std::string_view path) {
        return std::ranges::find(project(), path, &SourceFile::path)->lines;
    };
    std::string readme;
    for (const auto& line : textOf("README.md")) readme += line + "\n";
    int packages = 0;
    for (const auto& line : textOf("packaging/debian-packages")) {
        std::istringstream words(line);
        std::string group;
        std::string package;
        if (line.starts_with('#') || !(words >> group >> package)) continue;
        ++packages;
        CAPTURE(package);
        CHECK(readme.find("`" + package + "`") != std::string::npos);
    }
    REQUIRE(packages > 20);
}

TEST_CASE("no library or program links what it must not", "[architecture]") {
    const auto files = readBuiltFiles(CAIRN_BUILT_FILES);
    REQUIRE(std::ranges::any_of(files, [](const BuiltFile& file) { return file.target == "cairn_core_base"; }));
    requireNone(forbiddenLinks(files));
}
