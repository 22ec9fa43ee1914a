#include "core/exchange/compare.h"

#include <algorithm>
#include <unordered_set>

namespace cairn::core {

namespace {

/// Follows the import through its kinds, parents first.
class Comparer {
public:
    Comparer(ImportRows& rows, const RowsHere& here, const ImportOptions& options, std::vector<ImportProblem>& problems)
        : m_rows(rows), m_here(here), m_options(options), m_problems(problems) {}

    Result<Comparison> run();

private:
    template<class R>
    void compareList();
    Result<void> compareLogs();
    Result<void> compareLogsOf(std::span<const Imported<HabitLog>> logs);
    template<class R>
    void compareRow(const Imported<R>& row, const R* here, FieldSet written);
    template<class R>
    void create(const Imported<R>& row);
    template<class R>
    bool staysInTrash(const Imported<R>& row, const R* here);
    template<class R>
    bool isReferenceKnown(const Imported<R>& row);
    [[nodiscard]] bool isKnown(Kind kind, const Uuid& id) const;
    [[nodiscard]] bool goesOn(double share) const { return !m_options.progress || m_options.progress(share); }

    ImportRows& m_rows;
    const RowsHere& m_here;
    const ImportOptions& m_options;
    std::vector<ImportProblem>& m_problems;
    std::unordered_set<Uuid> m_known;        ///< rows of the import that were taken, which others may refer to
    std::unordered_set<Uuid> m_trashed;      ///< rows that stay in the trash here
    std::unordered_set<Uuid> m_trashedThere; ///< rows that the file itself has in its trash
    Comparison m_result;
};

/// What speaks against a record whose fields are each right by themselves.
template<class R>
Result<void> checkTogether(const R& record) {
    const RecordDescription& description = describe<R>();
    return description.check == nullptr ? Result<void>{} : description.check(valuesOf(record));
}

/// `here` with the registers of `row` that the source states and that no person wrote.
template<class R>
R merged(const R& here, const Imported<R>& row, FieldSet written) {
    const auto fields = describe<R>().fields;
    const auto registerBits = [&](std::string_view name, FieldSet set) {
        for (std::size_t i = 0; i < fields.size(); ++i)
            if (fields[i].registerName == name && (set >> i & 1) != 0) return true;
        return false;
    };
    R result = here;
    for (const FieldDescription& field : fields) {
        if (field.isKey) continue;
        const std::string_view name = field.registerName;
        if (registerBits(name, row.given) && !registerBits(name, written))
            field.write(&result, field.read(&row.record));
    }
    return result;
}

bool Comparer::isKnown(Kind kind, const Uuid& id) const {
    if (m_known.contains(id)) return true;
    switch (kind) {
    case Kind::section: return m_here.find<Section>(id) != nullptr;
    case Kind::habit: return m_here.find<Habit>(id) != nullptr;
    case Kind::tag: return m_here.find<Tag>(id) != nullptr;
    case Kind::goal: return m_here.find<Goal>(id) != nullptr;
    default: return false;
    }
}

/// Whether all that the row refers to is in the import or here.
template<class R>
bool Comparer::isReferenceKnown(const Imported<R>& row) {
    for (const FieldDescription& field : describe<R>().fields) {
        if (field.type != FieldType::reference) continue;
        const Value value = field.read(&row.record);
        if (isNull(value) || isKnown(field.refersTo, std::get<Uuid>(value))) continue;
        m_problems.push_back({row.line, std::string(field.name), "refers to what is neither in the file nor here"});
        return false;
    }
    return true;
}

/// Whether what the record belongs to is one of these rows.
template<class R>
bool belongsTo(const std::unordered_set<Uuid>& owners, const R& record) {
    if (owners.empty()) return false;
    for (const FieldDescription& field : describe<R>().fields) {
        if (!field.isOwner) continue;
        const Value owner = field.read(&record);
        if (!isNull(owner) && owners.contains(std::get<Uuid>(owner))) return true;
    }
    return false;
}

/// Counts a row that lies in the trash here, or whose parent does. Where the person wants it back it is restored and
/// compared like any other; one that the file has in its own trash stays there.
template<class R>
bool Comparer::staysInTrash(const Imported<R>& row, const R* here) {
    const bool isRemovedThere = row.record.removed || belongsTo(m_trashedThere, row.record);
    if (isRemovedThere) m_trashedThere.insert(row.record.id);
    const bool isRemoved = here != nullptr && here->removed.has_value();
    const bool isHidden = belongsTo(m_trashed, row.record);
    if (!isRemoved && !isHidden) return false;
    if (!isHidden && m_options.trashed == TrashedRows::restore && !row.record.removed) {
        m_result.changes.push_back(restoration(refOf(row.record)));
        return false;
    }
    m_trashed.insert(row.record.id);
    ++m_result.skipped;
    if (!isRemovedThere) ++m_result.inTrash;
    return true;
}

/// Since when a row lies in the file's trash; a reader that can't tell says 1970.
std::optional<Instant> toldInstant(Instant removed) {
    return removed == Instant{} ? std::nullopt : std::optional(removed);
}

template<class R>
void Comparer::create(const Imported<R>& row) {
    m_result.changes.push_back(creation(row.record));
    if (row.record.removed) m_result.changes.push_back(removal(refOf(row.record), toldInstant(*row.record.removed)));
    ++m_result.created;
}

template<class R>
void Comparer::compareRow(const Imported<R>& row, const R* here, FieldSet written) {
    if (staysInTrash(row, here)) return;
    if (here == nullptr) return create(row);
    const bool isRestored = here->removed && !row.record.removed;
    const R wanted = merged(*here, row, written);
    Change change = difference(*here, wanted);
    if (const auto valid = checkTogether(wanted); !valid && !change.fields.empty()) {
        m_problems.push_back({row.line, std::string(describe<R>().name), valid.error().detail});
        change.fields.clear();
    }
    if (!change.fields.empty())
        m_result.changes.push_back(std::move(change));
    else if (!isRestored) {
        ++m_result.skipped;
        return;
    }
    ++m_result.updated;
}

template<class R>
void Comparer::compareList() {
    for (auto& row : rowsOf<R>(m_rows)) {
        if constexpr (std::is_same_v<R, Habit>)
            if (!isReferenceKnown(row)) row.record.section = std::nullopt;
        if (!std::is_same_v<R, Habit> && !isReferenceKnown(row)) continue;
        const RowHere<R>* const here = m_here.find<R>(row.record.id);
        compareRow<R>(row, here != nullptr ? &here->record : nullptr, here != nullptr ? here->written : 0);
        m_known.insert(row.record.id);
    }
}

Result<void> Comparer::compareLogsOf(std::span<const Imported<HabitLog>> logs) {
    const Uuid habit = logs.front().record.habit;
    if (m_here.find<Habit>(habit) == nullptr) {
        for (const auto& log : logs) compareRow<HabitLog>(log, nullptr, 0);
        return {};
    }
    const auto here = m_here.logs(habit, {logs.front().record.date, logs.back().record.date});
    if (!here) return tl::unexpected(here.error());
    auto place = here->begin();
    for (const auto& log : logs) {
        while (place != here->end() && place->record.date < log.record.date) ++place;
        const bool isHere = place != here->end() && place->record.date == log.record.date;
        compareRow<HabitLog>(log, isHere ? &place->record : nullptr, isHere ? place->written : 0);
    }
    return {};
}

Result<void> Comparer::compareLogs() {
    const auto& logs = rowsOf<HabitLog>(m_rows);
    for (auto first = logs.begin(); first != logs.end();) {
        const auto isOther = [&](const auto& log) { return log.record.habit != first->record.habit; };
        const auto last = std::find_if(first, logs.end(), isOther);
        if (auto compared = compareLogsOf({first, last}); !compared) return compared;
        if (!goesOn(0.5 + 0.5 * static_cast<double>(last - logs.begin()) / static_cast<double>(logs.size())))
            return failure(ErrorCode::cancelled, "the import was stopped");
        first = last;
    }
    return {};
}

Result<Comparison> Comparer::run() {
    compareList<Section>();
    compareList<Habit>();
    compareList<HabitRule>();
    compareList<Pause>();
    compareList<Tag>();
    compareList<HabitTag>();
    compareList<Reminder>();
    compareList<Dismissal>();
    compareList<Goal>();
    compareList<GoalLink>();
    compareList<GoalEntry>();
    compareList<Milestone>();
    compareList<Setting>();
    if (auto compared = compareLogs(); !compared) return tl::unexpected(compared.error());
    return std::move(m_result);
}

} // namespace

Result<Comparison> compare(ImportRows& rows, const RowsHere& here, const ImportOptions& options,
                           std::vector<ImportProblem>& problems) {
    return Comparer(rows, here, options, problems).run();
}

} // namespace cairn::core
