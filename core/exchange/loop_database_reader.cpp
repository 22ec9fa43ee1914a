#include "core/exchange/loop_database_reader.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <unordered_map>

#include "core/exchange/foreign_database.h"
#include "core/exchange/loop_facts.h"

namespace cairn::core {

namespace {

constexpr std::int64_t questionVersion = 23;
constexpr std::int64_t millisecondsADay = 86'400'000;

namespace habits {
enum Column : std::size_t {
    id,
    archived,
    color,
    description,
    freqDen,
    freqNum,
    name,
    position,
    reminderHour,
    reminderMin,
    reminderDays,
    type,
    targetType,
    targetValue,
    unit,
    question,
    uuid,
};
constexpr std::array<std::string_view, 17> columns{
    "id",          "archived",     "color",         "description",  "freq_den",      "freq_num",
    "name",        "position",     "reminder_hour", "reminder_min", "reminder_days", "type",
    "target_type", "target_value", "unit",          "question",     "uuid"};
} // namespace habits

namespace repetitions {
enum Column : std::size_t { habit, timestamp, value, notes };
constexpr std::array<std::string_view, 4> columns{"habit", "timestamp", "value", "notes"};
} // namespace repetitions

std::string lowerCase(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return std::tolower(c); });
    return text;
}

/// Puts one database together; a row at a time.
class LoopReader {
public:
    LoopReader(const ForeignDatabase& database, const ImportOptions& options)
        : m_database(database), m_options(options), m_hasValue(database.hasColumn("Repetitions", "value")) {
        m_data.format = loopDatabaseFormat.name;
    }

    Result<ImportedData> read();

private:
    /// A habit with what orders it.
    struct Row {
        ImportedHabit habit;
        std::int64_t id = 0;
        std::optional<std::int64_t> position;
    };

    bool takeHabit(const ForeignRow& row);
    void takeTexts(const ForeignRow& row, ImportedHabit& habit) const;
    void takeRule(const ForeignRow& row, ImportedHabit& habit);
    void takeReminder(const ForeignRow& row, ImportedHabit& habit);
    bool takeRepetition(const ForeignRow& row);
    std::optional<Date> dayOf(const ForeignRow& row);
    void finish();

    const ForeignDatabase& m_database;
    const ImportOptions& m_options;
    bool m_hasValue;
    ImportedData m_data;
    std::vector<Row> m_rows;
    std::unordered_map<std::int64_t, std::size_t> m_places; ///< of a habit's id in m_rows
};

void LoopReader::takeTexts(const ForeignRow& row, ImportedHabit& habit) const {
    Habit& record = habit.record;
    record.name = row.text(habits::name);
    record.unit = row.text(habits::unit);
    const bool hasQuestion = m_database.userVersion() >= questionVersion;
    record.question = row.text(hasQuestion ? habits::question : habits::description);
    if (hasQuestion) record.description = row.text(habits::description);
    record.color = loopColor(row.integer(habits::color).value_or(0), m_database.userVersion());
    record.source = loopSource;
    habit.key = lowerCase(row.text(habits::uuid));
}

void LoopReader::takeRule(const ForeignRow& row, ImportedHabit& habit) {
    const auto schedule =
        loopSchedule(row.integer(habits::freqNum).value_or(0), row.integer(habits::freqDen).value_or(0));
    if (!schedule) m_data.report(row.number(), "freq_den", "is no frequency; every day was taken");
    Imported<HabitRule> rule{{}, {}, row.number(), fieldSet<HabitRule>("schedule", "target", "bound")};
    rule.record.schedule = schedule.value_or(TimesInDays{1, 1});
    if (habit.record.measure == Measure::measured) {
        rule.record.target = row.real(habits::targetValue).value_or(0);
        rule.record.bound = row.integer(habits::targetType) == 1 ? Bound::atMost : Bound::atLeast;
    }
    habit.rules.push_back(std::move(rule));
}

void LoopReader::takeReminder(const ForeignRow& row, ImportedHabit& habit) {
    const auto hour = row.integer(habits::reminderHour);
    const auto minute = row.integer(habits::reminderMin);
    if (!hour || !minute) return;
    const Weekdays days = loopWeekdays(row.integer(habits::reminderDays).value_or(127));
    if (*hour < 0 || *hour > 23 || *minute < 0 || *minute > 59 || days.count() == 0) {
        m_data.report(row.number(), "reminder_hour", "is no reminder");
        return;
    }
    Imported<Reminder> reminder{{}, {}, row.number(), allFields};
    reminder.record.time = TimeOfDay{static_cast<int>(*hour * 60 + *minute)};
    reminder.record.days = days;
    habit.reminders.push_back(std::move(reminder));
}

bool LoopReader::takeHabit(const ForeignRow& row) {
    ImportedHabit habit;
    habit.line = row.number();
    habit.given = fieldSet<Habit>("name", "question", "description", "color", "position", "measure", "unit", "source");
    habit.record.measure = row.integer(habits::type) == 1 ? Measure::measured : Measure::yesNo;
    habit.archived = row.integer(habits::archived).value_or(0) != 0;
    takeTexts(row, habit);
    takeRule(row, habit);
    takeReminder(row, habit);
    const std::int64_t id = row.integer(habits::id).value_or(-1);
    if (m_places.emplace(id, m_rows.size()).second)
        m_rows.push_back({std::move(habit), id, row.integer(habits::position)});
    return true;
}

std::optional<Date> LoopReader::dayOf(const ForeignRow& row) {
    const auto timestamp = row.integer(repetitions::timestamp);
    if (!timestamp || *timestamp / millisecondsADay < earliestUse.days - 1 ||
        *timestamp / millisecondsADay > latestUse.days) {
        m_data.report(row.number(), "timestamp", "is no day between 1900 and 2199");
        return std::nullopt;
    }
    const std::int64_t beyond = (*timestamp % millisecondsADay + millisecondsADay) % millisecondsADay;
    if (beyond != 0) m_data.report(row.number(), "timestamp", "is not at midnight; its day was taken");
    return Date{static_cast<std::int32_t>((*timestamp - beyond) / millisecondsADay)};
}

bool LoopReader::takeRepetition(const ForeignRow& row) {
    constexpr std::size_t interval = 8192;
    if (row.number() % interval == 0 && m_options.progress && !m_options.progress(0.25)) return false;
    const auto habit = m_places.find(row.integer(repetitions::habit).value_or(-1));
    if (habit == m_places.end()) {
        m_data.report(row.number(), "habit", "belongs to no habit");
        return true;
    }
    const auto day = dayOf(row);
    if (!day) return true;
    Imported<HabitLog> log{{}, {}, row.number(), allFields};
    log.record.date = *day;
    log.record.note = row.text(repetitions::notes);
    ImportedHabit& owner = m_rows[habit->second].habit;
    const auto value = m_hasValue ? row.integer(repetitions::value) : static_cast<int>(LoopValue::yesManual);
    if (!value || !takeLoopValue(log.record, owner.record.measure, *value))
        m_data.report(row.number(), "value", "means nothing here; the day has no mark");
    owner.logs.push_back(std::move(log));
    return true;
}

/// Loop's order, written as positions from 1.
void LoopReader::finish() {
    const auto before = [](const Row& a, const Row& b) {
        constexpr auto last = std::numeric_limits<std::int64_t>::max();
        return std::pair(a.position.value_or(last), a.id) < std::pair(b.position.value_or(last), b.id);
    };
    std::sort(m_rows.begin(), m_rows.end(), before);
    for (Row& row : m_rows) {
        row.habit.record.position = static_cast<double>(m_data.habits.size() + 1);
        m_data.habits.push_back(std::move(row.habit));
    }
}

Result<ImportedData> LoopReader::read() {
    const auto readHabits =
        m_database.read("Habits", habits::columns, [this](const ForeignRow& row) { return takeHabit(row); });
    if (!readHabits) return tl::unexpected(readHabits.error());
    const auto readRepetitions = m_database.read("Repetitions", repetitions::columns,
                                                 [this](const ForeignRow& row) { return takeRepetition(row); });
    if (!readRepetitions) return tl::unexpected(readRepetitions.error());
    finish();
    return std::move(m_data);
}

/// A damaged database is taken for Loop's, so that the damage is what the person is told.
bool detectsLoop(const Source& source) {
    if (source.kind != SourceKind::file || !isSqlite(source.bytes)) return false;
    const auto database = ForeignDatabase::open(source.bytes);
    return !database || (database->hasTable("Habits") && database->hasTable("Repetitions"));
}

Result<ImportedData> readLoop(const Source& source, const ImportOptions& options) {
    auto database = ForeignDatabase::open(source.bytes);
    if (!database) return tl::unexpected(database.error());
    if (database->userVersion() > newestLoopVersion)
        return failure(ErrorCode::newerFile, "the backup was written by a newer Loop Habit Tracker");
    return LoopReader(*database, options).read();
}

} // namespace

const ImportFormat loopDatabaseFormat{"loop-db", detectsLoop, readLoop};

} // namespace cairn::core
