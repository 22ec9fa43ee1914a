#include "core/store/reader.h"

#include <algorithm>

#include "core/base/real_path.h"
#include "core/domain/registers.h"
#include "core/store/reader_impl.h"
#include "core/store/schema.h"
#include "core/store/times_of_rows.h"
#include "core/store/undo_steps.h"

namespace cairn::core {

namespace {

/// Runs `read` on one snapshot and turns what is thrown into an Error.
template<class Read>
auto snapshot(Database& database, const Read& read) -> Result<decltype(read())> {
    return attempt([&]() -> Result<decltype(read())> {
        const Transaction transaction(database, Transaction::Purpose::read);
        return read();
    });
}

template<class R>
R recordOf(const StoredRow& row) {
    std::optional<Instant> removed;
    if (row.removedAt) removed = Instant{*row.removedAt};
    return recordOf<R>(row.id, row.values, removed);
}

template<class R>
std::vector<R> recordsOf(const std::vector<StoredRow>& rows) {
    std::vector<R> records;
    records.reserve(rows.size());
    for (const StoredRow& row : rows) records.push_back(recordOf<R>(row));
    return records;
}

/// What keeps cleared days out of a list of logs.
template<class R>
constexpr const char* visible =
    kindOfRecord<R> == Kind::habitLog ? "(t.mark <> 0 OR t.amount IS NOT NULL OR t.note <> '')" : "1";

template<class R>
std::string ownedCondition() {
    std::string condition;
    for (const FieldDescription& field : describe<R>().fields)
        if (field.isOwner)
            condition += (condition.empty() ? "(" : " OR ") + std::string("t.") + std::string(field.name) +
                         " = (SELECT rowid FROM " + std::string(describe(field.refersTo).table) + " WHERE id = ?1)";
    return condition.empty() ? "0 AND ?1" : condition + ") AND " + visible<R>;
}

} // namespace

Result<Reader> Reader::open(const std::filesystem::path& path) {
    const std::filesystem::path file = realPath(path);
    std::error_code ignored;
    if (!exists(file, ignored)) return failure(ErrorCode::notFound, "there is no store");
    const auto version = inspect(file, Inspection::header);
    if (!version) return tl::unexpected(version.error());
    if (*version < schemaVersion())
        return failure(ErrorCode::conflict, "the store's owner has to bring it up to date first");
    return attempt([&]() -> Result<Reader> { return Reader(std::make_unique<Impl>(openForReading(file))); });
}

Reader::Reader(std::unique_ptr<Impl> impl) : m_impl(std::move(impl)) {}
Reader::Reader(Reader&&) noexcept = default;
Reader& Reader::operator=(Reader&&) noexcept = default;
Reader::~Reader() = default;

template<class R>
Result<std::vector<R>> Reader::all(Rows rows) const {
    return snapshot(*m_impl->database,
                    [&] { return recordsOf<R>(m_impl->rows[kindOfRecord<R>].select(rows, visible<R>)); });
}

template<class R>
Result<std::optional<R>> Reader::find(const Uuid& id) const {
    return snapshot(*m_impl->database, [&]() -> std::optional<R> {
        if (kindOfRecord<R> == Kind::habitLog) return std::nullopt;
        const auto row = m_impl->rows[kindOfRecord<R>].findShown(id);
        if (!row) return std::nullopt;
        return recordOf<R>(*row);
    });
}

template<class R>
Result<std::vector<R>> Reader::ownedBy(const Uuid& owner) const {
    return snapshot(*m_impl->database, [&] {
        const std::string notRemoved = kindOfRecord<R> == Kind::habitLog ? "" : " AND t.removed_at IS NULL";
        return recordsOf<R>(m_impl->rows[kindOfRecord<R>].select(Rows::all, ownedCondition<R>() + notRemoved, owner));
    });
}

Result<HabitLog> Reader::log(const Uuid& habit, Date day) const {
    return snapshot(*m_impl->database, [&] {
        Table& habits = m_impl->rows[Kind::habit];
        const auto key = habits.keyOf(habit);
        const auto row = key ? m_impl->rows[Kind::habitLog].findLog(*key, day) : std::nullopt;
        if (row) return recordOf<HabitLog>(*row);
        return HabitLog{{}, habit, day, Mark::none, {}, {}, {}};
    });
}

Result<std::vector<HabitLog>> Reader::logs(const Uuid& habit, DateSpan span) const {
    return snapshot(*m_impl->database, [&] {
        const std::string condition =
            "t.habit = (SELECT rowid FROM habits WHERE id = ?) AND t.day BETWEEN ? AND ? AND ";
        return recordsOf<HabitLog>(m_impl->rows[Kind::habitLog].select(Rows::all, condition + visible<HabitLog>, habit,
                                                                       span.first.days, span.last.days));
    });
}

Result<Profile> Reader::profile() const {
    const auto settings = all<Setting>();
    if (!settings) return tl::unexpected(settings.error());
    return profileOf(*settings);
}

Result<UndoState> Reader::undoState() const {
    return snapshot(*m_impl->database, [&] {
        UndoSteps steps(*m_impl->database);
        return UndoState{steps.top(UndoSteps::Side::undo), steps.top(UndoSteps::Side::redo)};
    });
}

Result<RowTimes> Reader::times(const RecordRef& row) const {
    return attempt([&]() -> Result<RowTimes> {
        const Transaction transaction(*m_impl->database, Transaction::Purpose::read);
        return timesOf(*m_impl->database, m_impl->rows, row);
    });
}

Result<std::vector<WrittenFields>> Reader::writtenHere(Kind kind, const Uuid& habit) const {
    return snapshot(*m_impl->database, [&] {
        Table& table = m_impl->rows[kind];
        const std::string personal = "(t.stamp >= " + std::to_string(firstPersonalStamp) + " OR t.clocks IS NOT NULL)";
        const bool isLog = kind == Kind::habitLog;
        const std::string condition =
            personal + (isLog ? " AND t.habit = (SELECT rowid FROM habits WHERE id = ?1)" : " AND ?1 NOT NULL");
        std::vector<WrittenFields> result;
        for (const StoredRow& row : table.select(Rows::all, condition, habit)) {
            WrittenFields written{table.refOf(row), 0};
            bool isWritten = false;
            for (std::size_t i = 0; i < registersOf(kind).size(); ++i) {
                if (row.clocks.of(i).stamp < firstPersonalStamp) continue;
                written.fields |= registersOf(kind)[i].fields;
                isWritten = true;
            }
            if (isWritten) result.push_back(std::move(written));
        }
        return result;
    });
}

Result<std::int64_t> Reader::changeNumber() const {
    return snapshot(*m_impl->database,
                    [&] { return m_impl->database->number("SELECT value FROM meta WHERE name = 'change_number'"); });
}

// NOLINTBEGIN(bugprone-macro-parentheses): a type can't stand in parentheses
#define CAIRN_READS(R)                                                                                                 \
    template Result<std::vector<R>> Reader::all<R>(Rows) const;                                                        \
    template Result<std::optional<R>> Reader::find<R>(const Uuid&) const;                                              \
    template Result<std::vector<R>> Reader::ownedBy<R>(const Uuid&) const;
CAIRN_READS(Section)
CAIRN_READS(Habit)
CAIRN_READS(HabitRule)
CAIRN_READS(Pause)
CAIRN_READS(Tag)
CAIRN_READS(HabitTag)
CAIRN_READS(HabitLog)
CAIRN_READS(Reminder)
CAIRN_READS(Dismissal)
CAIRN_READS(Goal)
CAIRN_READS(GoalLink)
CAIRN_READS(GoalEntry)
CAIRN_READS(Milestone)
CAIRN_READS(Setting)
#undef CAIRN_READS
// NOLINTEND(bugprone-macro-parentheses)

} // namespace cairn::core
