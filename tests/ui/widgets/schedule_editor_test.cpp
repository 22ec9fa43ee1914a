#include "tests/support/catch.h"

#include <QLabel>
#include <QTest>
#include <QToolButton>

#include "ui/widgets/schedule_editor.h"

using namespace cairn;

TEST_CASE("the editor shows and gives back any of the six schedules", "[ui][schedule]") {
    const std::string text =
        GENERATE("daily", "mon,wed,fri", "every 3 days", "3/week", "2/month", "3 in 10 days", "1 in 1 days");
    ui::ScheduleEditor editor;
    editor.setSchedule(*core::parseSchedule(text));
    REQUIRE(editor.schedule());
    REQUIRE(core::formatSchedule(*editor.schedule()) == text);
    const auto* sentence = editor.findChild<QLabel*>(QStringLiteral("scheduleSentence"));
    REQUIRE(sentence->text().contains(QString::fromStdString(text)));
}

TEST_CASE("without a weekday there is no schedule, and the sentence says so", "[ui][schedule]") {
    ui::ScheduleEditor editor;
    editor.setSchedule(*core::parseSchedule("mon"));
    QTest::mouseClick(editor.findChild<QToolButton*>(QStringLiteral("weekday0")), Qt::LeftButton);
    REQUIRE_FALSE(editor.schedule());
    REQUIRE(
        editor.findChild<QLabel*>(QStringLiteral("scheduleSentence"))->text().contains(QStringLiteral("at least one")));
}
