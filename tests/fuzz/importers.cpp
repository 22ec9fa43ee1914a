#include "tests/fuzz/importers.h"

#include <algorithm>

#include "core/exchange/check_rows.h"
#include "core/exchange/identify.h"
#include "core/exchange/import_format.h"
#include "core/exchange/output.h"
#include "core/exchange/settle.h"
#include "tests/fuzz/targets.h"
#include "tests/support/loop_file.h"

namespace cairn::fuzz {

using namespace core;

namespace {

constexpr Date today{20777};
constexpr char pathEnd = '\x1F';
constexpr char fileEnd = '\x1E';

template<class List>
void expectValid(const List& list) {
    for (const auto& row : list) {
        using R = std::remove_cvref_t<decltype(row.record)>;
        std::vector<Value> values = valuesOf(row.record);
        expect(validate(describe<R>(), values).has_value());
    }
}

void follow(const Source& source) {
    auto data = readSource(source, {today});
    if (!data) return;
    identify(*data);
    std::vector<ImportProblem> problems;
    ImportRows rows = settle(
        std::move(*data), today, [](const Uuid&) { return HabitHere{}; }, problems);
    checkRows(rows, problems);
    std::apply([](const auto&... lists) { (expectValid(lists), ...); }, rows);
}

std::string soundDatabase(int version) {
    support::LoopFile file;
    file.userVersion = version;
    file.habits.resize(2);
    file.habits[1].id = 2;
    file.habits[1].name = "Run";
    file.habits[1].isNumeric = true;
    file.habits[1].uuid = "1";
    file.habits[1].reminder = support::LoopReminder{};
    for (int i = 0; i < 20; ++i)
        file.repetitions.push_back({1 + i % 2, support::loopTimestamp(20000 + i), i % 4, i % 3 == 0 ? "note" : ""});
    return support::loopBytes(file);
}

std::string joined(const std::vector<OutputEntry>& entries) {
    std::string text;
    for (const OutputEntry& entry : entries) text += entry.path + pathEnd + entry.bytes + fileEnd;
    return text;
}

const std::vector<OutputEntry>& loopExport() {
    static const std::vector<OutputEntry> entries{
        {"Habits.csv",
         "Position,Name,Type,Question,Description,FrequencyNumerator,FrequencyDenominator,Color,Unit,Target "
         "Type,Target Value,Archived?\n001,Read,YES_NO,Did you?,,2,3,#00897B,,,,true\n"
         "002,Run,NUMERICAL,,,1,7,#00897B,km,AT_MOST,2.5,false\n"},
        {"001 Read/Checkmarks.csv", "Date,Value,Notes\n2015-01-25,YES_MANUAL,\n2015-01-24,NO,\"a \"\"b\"\"\nc\"\n"},
        {"Checkmarks.csv", "Date,Read,Run,\n2015-01-25,YES_AUTO,12500,\n2015-01-24,SKIP,UNKNOWN,\n"}};
    return entries;
}

} // namespace

void parseFile(std::string_view bytes) {
    follow({SourceKind::file, "file", std::string(bytes), {}, {}});
}

void parseLoopDatabase(std::string_view bytes) {
    if (bytes.empty()) return;
    const auto at = [&](std::size_t i) { return static_cast<std::size_t>(static_cast<unsigned char>(bytes[i])); };
    if (at(0) >= 128) return parseFile(bytes.substr(1));
    std::string database = soundDatabase(static_cast<int>(8 + at(0) % 19));
    for (std::size_t i = 1; i + 2 < bytes.size(); i += 3)
        database[(at(i) << 8 | at(i + 1)) % database.size()] = bytes[i + 2];
    parseFile(database);
}

void parseTables(std::string_view bytes) {
    Source source{SourceKind::archive, "archive", {}, {}, {}};
    while (!bytes.empty()) {
        const std::string_view file = bytes.substr(0, bytes.find(fileEnd));
        const std::size_t path = std::min(file.find(pathEnd), file.size());
        source.entries.push_back(
            {std::string(file.substr(0, path)), std::string(file.substr(std::min(path + 1, file.size())))});
        bytes.remove_prefix(std::min(file.size() + 1, bytes.size()));
    }
    std::sort(source.entries.begin(), source.entries.end(),
              [](const auto& a, const auto& b) { return a.path < b.path; });
    follow(source);
}

void parseZip(std::string_view bytes) {
    const auto source = openZip(std::string(bytes));
    if (source) follow(*source);
}

std::vector<std::string> loopDatabaseSeeds() {
    std::vector<std::string> seeds;
    for (char version = 0; version < 19; ++version) seeds.push_back({version});
    seeds.push_back(std::string("\x11") + "\x01\x40\x7F" + "\x08\x10\xFF");
    seeds.push_back("\xFF" + soundDatabase(25));
    return seeds;
}

std::vector<std::string> loopCsvSeeds() {
    return {joined(loopExport()), joined({{"001 Read/Checkmarks.csv", "2015-01-25,2\n2015-01-24,-1\n"}})};
}

std::vector<std::string> cairnCsvSeeds() {
    const std::string habit = "018f3c2e-0000-7000-8000-000000000001";
    return {joined({{"cairn.csv", "format,version\ncairn,1\n"},
                    {"habits.csv", "id,name,made_on,measure\n" + habit + ",Read,2026-01-01,yes_no\n"},
                    {"habit_rules.csv", "habit,valid_from,schedule,target,bound\n" + habit + ",2026-01-01,3/week,,\n"},
                    {"reminders.csv", "id,habit,time,days\n," + habit + ",08:30,\"mon,sun\"\n"},
                    {"habit_logs.csv", "habit,day,mark,amount,note\n" + habit + ",2026-01-02,done,,\"a\nb\"\n"},
                    {"goals.csv", "id,name,target\n" + habit + ",Far,1e3\n"}})};
}

std::vector<std::string> cairnJsonSeeds() {
    return {R"({"format":"cairn","version":1,"habits":[{"id":"h","name":"Read","archived":true,"tags":["a"],)"
            R"("reminders":[{"time":"08:30","days":["mon"]}],"rules":[{"from":"2026-01-01","schedule":"3/week",)"
            R"("target":5,"at_most":true}],"pauses":[{"from":"2026-02-01","to":null}],)"
            R"("logs":[{"date":"2026-01-02","state":"done","amount":null,"note":"\u00fc"}]}],)"
            R"("goals":[{"name":"Far","target":10,"links":[{"habit":"h","weight":2}],"entries":[{"date":"2026-01-03",)"
            R"("amount":-1.5}],"milestones":[{"title":"Half"}]}],"settings":[{"key":"zone","value":"UTC"}]})"};
}

std::vector<std::string> zipSeeds() {
    const auto zip = zipped(loopExport());
    return {zip ? *zip : std::string()};
}

} // namespace cairn::fuzz
