#include "ui/models/habit_templates.h"

#include <QCoreApplication>

#include "ui/models/words.h"

namespace cairn::ui {
namespace {

struct Templates {
    Q_DECLARE_TR_FUNCTIONS(Templates)
};

/// One line of the table. Texts are marked for translation here and looked up when the list is made.
struct Line {
    const char* name = "";
    const char* schedule = ""; ///< in the grammar of schedules
    double target = 0;         ///< 0: yes/no
    const char* unit = "";
    const char* icon = "";
    const char* color = "";
    const char* cue = "";
    const char* craving = "";
    const char* response = "";
    const char* reward = "";
    const char* minimalDose = "";
    bool isQuit = false;
};

#define T(text) QT_TRANSLATE_NOOP("Templates", text)

// clang-format off
constexpr Line lines[] = {
    {T("Morning run"), "3/week", 5, T("km"), "run", "#2B7A58", T("Running shoes stand by the door"), T("A clear head"), T("Run at an easy pace"), T("A long shower"), T("put on the shoes and go once round the block")},
    {T("Read"), "daily", 20, T("pages"), "book", "#3A69A0", T("The book lies on the pillow"), T("To know how it goes on"), T("Read twenty pages"), T("Lights out with a quiet mind"), T("read one page")},
    {T("Meditate"), "daily", 10, T("min"), "leaf", "#7A5BA6", T("After brushing teeth"), T("Calm before the day"), T("Sit and follow the breath"), T("A cup of tea"), T("three slow breaths")},
    {T("No phone after 22:00"), "daily", 0, "", "phone", "#B9432E", T("The evening alarm rings"), T("One more look"), T("Put the phone to charge in the hall"), T("Better sleep"), T("phone out of the bedroom"), true},
    {T("Strength training"), "3/week", 0, "", "dumbbell", "#8A5700", T("The bag is packed the evening before"), T("To feel strong"), T("Three exercises, three sets"), T("Write down the weights"), T("ten push-ups")},
    {T("Drink water"), "daily", 8, T("glasses"), "drop", "#3A69A0", T("A full carafe on the desk"), T("To be awake"), T("Drink a glass"), T("An empty carafe by evening"), T("one glass after getting up")},
    {T("Go for a walk"), "daily", 0, "", "sun", "#2B7A58", T("Lunch is over"), T("Fresh air"), T("Walk for twenty minutes"), T("Something seen outside"), T("once round the house")},
    {T("Write a journal"), "daily", 0, "", "edit", "#7A5BA6", T("The notebook lies open"), T("To sort the day"), T("Write half a page"), T("Read what was a year ago"), T("write one sentence")},
    {T("Go to bed on time"), "daily", 0, "", "moon", "#3A69A0", T("The lamp dims at half past ten"), T("Rest"), T("In bed by eleven"), T("An easy morning"), T("brush teeth by half past ten")},
    {T("Learn a language"), "daily", 15, T("min"), "people", "#2B7A58", T("First coffee"), T("To talk with people"), T("Learn fifteen minutes"), T("Say one sentence aloud"), T("five words")},
    {T("Play an instrument"), "mon,wed,fri", 20, T("min"), "music", "#8A5700", T("The instrument stands open"), T("Music"), T("Scales, then one piece"), T("Play what you love"), T("play one scale")},
    {T("Eat vegetables"), "daily", 3, T("portions"), "food", "#2B7A58", T("Half of the plate"), T("Lightness"), T("Vegetables first"), T("A good dessert"), T("one raw carrot")},
    {T("Stretch"), "daily", 0, "", "run", "#7A5BA6", T("Getting up from the desk"), T("A back that does not hurt"), T("Stretch for five minutes"), T("Loose shoulders"), T("touch your toes once")},
    {T("Tidy up"), "daily", 10, T("min"), "habits", "#8A5700", T("After dinner"), T("A clear table"), T("Ten minutes, with music"), T("Sit down in a tidy room"), T("put away three things")},
    {T("Call family or friends"), "1/week", 0, "", "heart", "#B9432E", T("Sunday afternoon"), T("Closeness"), T("Call somebody"), T("A good talk"), T("send one message")},
    {T("Save money"), "1/month", 0, "", "coin", "#2B7A58", T("Payday"), T("Safety"), T("Move a part to savings"), T("See the sum grow"), T("move the smallest note")},
    {T("No sugar"), "daily", 0, "", "food", "#B9432E", T("The afternoon low"), T("Something sweet"), T("Eat a fruit instead"), T("Steady energy"), T("no sugar in the coffee"), true},
    {T("No smoking"), "daily", 0, "", "leaf", "#B9432E", T("A break"), T("A pause from it all"), T("Go outside without"), T("Money in the jar"), T("wait ten minutes first"), true},
    {T("Deep work"), "mon,tue,wed,thu,fri", 90, T("min"), "today", "#3A69A0", T("Door shut, phone away"), T("To get it done"), T("One task, ninety minutes"), T("A real break"), T("five minutes on the hardest task")},
    {T("Plan the day"), "mon,tue,wed,thu,fri", 0, "", "calendar", "#8A5700", T("The computer starts"), T("To know what matters"), T("Write down three things"), T("Strike them out"), T("write down one thing")},
};
// clang-format on

#undef T

QString tr(const char* text) {
    return Templates::tr(text);
}

HabitTemplate made(const Line& line) {
    HabitTemplate result;
    core::HabitDraft& draft = result.draft;
    result.name = tr(line.name);
    const auto text = [](const char* source) { return tr(source).toStdString(); };
    draft.habit.name = result.name.toStdString();
    draft.habit.icon = line.icon;
    draft.habit.color = line.color;
    draft.habit.cue = text(line.cue);
    draft.habit.craving = text(line.craving);
    draft.habit.response = text(line.response);
    draft.habit.reward = text(line.reward);
    draft.habit.minimalDose = text(line.minimalDose);
    if (line.isQuit) draft.habit.direction = core::Direction::quit;
    if (const auto schedule = core::parseSchedule(line.schedule)) draft.schedule = *schedule;
    result.hint = scheduleText(draft.schedule);
    if (line.target > 0) {
        draft.habit.measure = core::Measure::measured;
        draft.habit.unit = text(line.unit);
        draft.target = line.target;
        result.hint = amountWithUnit(line.target, tr(line.unit)) + QStringLiteral(" · ") + result.hint;
    } else if (line.isQuit) {
        result.hint = Templates::tr("quit habit");
    }
    return result;
}

} // namespace

std::vector<HabitTemplate> habitTemplates() {
    std::vector<HabitTemplate> templates;
    for (const Line& line : lines) templates.push_back(made(line));
    return templates;
}

} // namespace cairn::ui
