#include "tests/support/catch.h"

#include "ui/models/command_model.h"
#include "ui/models/english_plurals.h"

using namespace cairn::ui;

namespace {

std::vector<Command> commands(QStringList& ran) {
    std::vector<Command> made;
    for (const char* text : {"New habit", "Habits", "Read", "Bread and butter"})
        made.push_back(
            {QLatin1String(text), QStringLiteral("action"), {}, {}, [&ran, text] { ran << QLatin1String(text); }});
    return made;
}

} // namespace

TEST_CASE("a beginning fits better than the beginning of a word, that better than letters in order", "[ui][palette]") {
    REQUIRE(fitOf(QStringLiteral("Habits"), QStringLiteral("hab")) >
            fitOf(QStringLiteral("New habit"), QStringLiteral("hab")));
    REQUIRE(fitOf(QStringLiteral("New habit"), QStringLiteral("hab")) >
            fitOf(QStringLiteral("Hat of bees"), QStringLiteral("hab")));
    REQUIRE(fitOf(QStringLiteral("Read"), QStringLiteral("x")) == 0);
}

TEST_CASE("the palette shows what fits, best first, and runs the chosen line", "[ui][palette]") {
    QStringList ran;
    CommandModel model;
    model.setCommands(commands(ran));
    REQUIRE(model.rowCount() == 4);
    model.search(QStringLiteral("read"));
    REQUIRE(model.rowCount() == 2);
    REQUIRE(model.index(0).data().toString() == QStringLiteral("Read"));
    model.run(0);
    REQUIRE(ran == QStringList{QStringLiteral("Read")});
    model.run(7);
    REQUIRE(ran.size() == 1);
}

TEST_CASE("English plurals take the brackets out", "[ui][words]") {
    const EnglishPlurals plurals;
    REQUIRE(plurals.translate("c", "%n day(s)", nullptr, 1) == QStringLiteral("%n day"));
    REQUIRE(plurals.translate("c", "%n day(s)", nullptr, 0) == QStringLiteral("%n days"));
    REQUIRE(plurals.translate("c", "Habits", nullptr, 2).isNull());
    REQUIRE(plurals.translate("c", "day(s)", nullptr, -1).isNull());
}
