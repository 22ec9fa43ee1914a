#include <fstream>
#include <sstream>

#include "sync/protocol/pull.h"
#include "sync/protocol/push.h"
#include "sync/protocol/row_text.h"
#include "tests/support/catch.h"

using namespace cairn;
using namespace cairn::sync;

namespace {

/// The blocks of JSON in PROTOCOL.md, without their line breaks.
std::vector<std::string> examples() {
    std::ifstream file(CAIRN_PROTOCOL_TEXT);
    std::ostringstream all;
    all << file.rdbuf();
    const std::string text = all.str();
    std::vector<std::string> found;
    for (std::size_t at = text.find("```json\n"); at != std::string::npos; at = text.find("```json\n", at + 1)) {
        std::string block;
        std::istringstream lines(text.substr(at + 8, text.find("```\n", at + 8) - at - 8));
        for (std::string line; std::getline(lines, line);) block += line.substr(line.find_first_not_of(' '));
        found.push_back(block);
    }
    return found;
}

} // namespace

TEST_CASE("the examples of PROTOCOL.md are read, and written again as they stand", "[sync][messages]") {
    const auto blocks = examples();
    REQUIRE(blocks.size() == 4);
    const auto row = readSyncedRow(blocks[0]);
    REQUIRE(row);
    CHECK(write(*row) == blocks[0]);
    CHECK(row->find("note")->clock.counter() == 1);
    const auto push = readPush(blocks[1]);
    REQUIRE(push);
    CHECK(write(*push) == blocks[1]);
    CHECK(push->rows[0].overOf("name")->milliseconds() == 1'763'600'000'000);
    const auto answer = readPushAnswer(blocks[2]);
    REQUIRE(answer);
    CHECK(write(*answer) == blocks[2]);
    CHECK(answer->rows[1].goneWith == core::RowName{"habit", "\"0190a0a0-0000-7000-8000-00000000000c\""});
    const auto page = readPullAnswer(blocks[3]);
    REQUIRE(page);
    CHECK(write(*page) == blocks[3]);
    CHECK(page->digest->sums().at("habit grave").count == 1);
}
