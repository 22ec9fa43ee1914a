#pragma once

#include <optional>
#include <string>

#include "core/base/clock.h"
#include "core/base/date.h"
#include "core/base/uuid.h"
#include "core/domain/enum_names.h"
#include "core/domain/schedule.h"

namespace cairn::core {

// The records that make up a habit. Plain values: `id` is public, `removed` is set while the record lies in the trash.
// What each field may hold stands in their description (descriptions.h).

enum class Direction : std::uint8_t { build, quit };
template<>
inline constexpr std::array<std::string_view, 2> enumNames<Direction>{"build", "quit"};

enum class Measure : std::uint8_t { yesNo, measured };
template<>
inline constexpr std::array<std::string_view, 2> enumNames<Measure>{"yes_no", "measured"};

enum class Difficulty : std::uint8_t { easy, medium, hard };
template<>
inline constexpr std::array<std::string_view, 3> enumNames<Difficulty>{"easy", "medium", "hard"};

enum class Priority : std::uint8_t { low, medium, high };
template<>
inline constexpr std::array<std::string_view, 3> enumNames<Priority>{"low", "medium", "high"};

/// The twelve categories of the lifebook, and none.
enum class LifeCategory : std::uint8_t {
    none,
    health,
    mind,
    emotions,
    character,
    spirit,
    love,
    parenting,
    social,
    finances,
    career,
    qualityOfLife,
    lifeVision,
};
template<>
inline constexpr std::array<std::string_view, 13> enumNames<LifeCategory>{
    "none",      "health", "mind",     "emotions", "character",       "spirit",     "love",
    "parenting", "social", "finances", "career",   "quality_of_life", "life_vision"};

struct Habit {
    Uuid id;
    std::string name;
    std::string question; ///< asked by reminders
    std::string description;
    std::string why;
    std::string identity; ///< who it makes of the person: "I am a reader"
    std::string cue, craving, response, reward;
    std::string minimalDose; ///< the two-minute version
    std::string intentions;  ///< "after X I will Y at Z", one a line
    std::string color;       ///< "#RRGGBB", or empty for the accent
    std::string icon;
    std::optional<Uuid> section;
    double position = 0; ///< order within the list; ties by id
    Direction direction = Direction::build;
    Measure measure = Measure::yesNo;
    std::string unit;
    Difficulty difficulty = Difficulty::medium;
    Priority priority = Priority::medium;
    LifeCategory category = LifeCategory::none;
    std::optional<Date> startDate; ///< chosen by the person
    std::optional<Date> endDate;
    Date madeOn;
    std::optional<Date> archivedOn;
    std::string source; ///< the format it was imported from; empty when it was made here
    std::optional<Instant> removed;

    friend bool operator==(const Habit&, const Habit&) = default;
};

enum class Bound : std::uint8_t { atLeast, atMost };
template<>
inline constexpr std::array<std::string_view, 2> enumNames<Bound>{"at_least", "at_most"};

enum class Silence : std::uint8_t { none, kept };
template<>
inline constexpr std::array<std::string_view, 2> enumNames<Silence>{"none", "kept"};

/// What a habit asks for from a day on, until its next rule.
struct HabitRule {
    Uuid id; ///< derived from habit and validFrom
    Uuid habit;
    Date validFrom;
    Schedule schedule;
    std::optional<double> target; ///< of a measured habit; in the habit's unit
    Bound bound = Bound::atLeast;
    Silence silence = Silence::none;
    std::optional<Instant> removed;

    friend bool operator==(const HabitRule&, const HabitRule&) = default;
};

/// Days on which nothing is owed; of one habit, or of all without one. Open without a last day.
struct Pause {
    Uuid id;
    std::optional<Uuid> habit;
    Date from;
    std::optional<Date> to;
    std::optional<Instant> removed;

    friend bool operator==(const Pause&, const Pause&) = default;
};

/// A heading in the list of habits.
struct Section {
    Uuid id;
    std::string name;
    double position = 0;
    std::optional<Instant> removed;

    friend bool operator==(const Section&, const Section&) = default;
};

struct Tag {
    Uuid id;         ///< derived from key
    std::string key; ///< the name in lower case
    std::string name;
    std::string color;
    std::optional<Instant> removed;

    friend bool operator==(const Tag&, const Tag&) = default;
};

struct HabitTag {
    Uuid id; ///< derived from habit and tag
    Uuid habit;
    Uuid tag;
    std::optional<Instant> removed;

    friend bool operator==(const HabitTag&, const HabitTag&) = default;
};

enum class Mark : std::uint8_t { none, done, skipped, missed };
template<>
inline constexpr std::array<std::string_view, 4> enumNames<Mark>{"none", "done", "skipped", "missed"};

/// What a person recorded for a habit and a day. No row, or one without mark, amount and note, is "not recorded".
struct HabitLog {
    Uuid id; ///< derived from habit and date; not stored
    Uuid habit;
    Date date;
    Mark mark = Mark::none;
    std::optional<double> amount;
    std::string note;
    std::optional<Instant> removed; ///< always empty: a cleared day is the mark none

    friend bool operator==(const HabitLog&, const HabitLog&) = default;
};

/// A time on the wall clock.
struct TimeOfDay {
    int minutes = 0; ///< after midnight, 0–1439

    friend auto operator<=>(TimeOfDay, TimeOfDay) = default;
};

struct Reminder {
    Uuid id;
    Uuid habit;
    TimeOfDay time;
    Weekdays days = allWeekdays;
    std::optional<Instant> removed;

    friend bool operator==(const Reminder&, const Reminder&) = default;
};

enum class SuggestionKind : std::uint8_t { restartSmall, fewerTimes, easier, moveWeekday, raise };
template<>
inline constexpr std::array<std::string_view, 5> enumNames<SuggestionKind>{"restart_small", "fewer_times", "easier",
                                                                           "move_weekday", "raise"};

/// A suggestion that a person did not want; it stays away for 14 days.
struct Dismissal {
    Uuid id; ///< derived from habit and suggestion
    Uuid habit;
    SuggestionKind suggestion = SuggestionKind::restartSmall;
    Date dismissedOn;
    std::optional<Instant> removed;

    friend bool operator==(const Dismissal&, const Dismissal&) = default;
};

} // namespace cairn::core
