#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/domain/record_description.h"

namespace cairn::core {

/// Names a row: by its identifier, or, for a log, by its habit's identifier and the day.
struct RecordRef {
    Kind kind{};
    Uuid id;
    std::optional<Date> day; ///< set for habitLog, and only there

    friend bool operator==(const RecordRef&, const RecordRef&) = default;
};

/// A field's new value; `field` is its place in the kind's description.
struct FieldValue {
    std::size_t field = 0;
    Value value;

    friend bool operator==(const FieldValue&, const FieldValue&) = default;
};

/// What a change does to the removal register.
enum class Removal : std::uint8_t { unchanged, remove, restore };

/// One row's part of a change: the registers that it writes, each with all of its fields. A row that is not there
/// yet is created, which takes every field, key fields included.
struct Change {
    RecordRef row;
    std::vector<FieldValue> fields;
    Removal removal = Removal::unchanged;
    std::optional<Instant> removedAt = std::nullopt; ///< of a removal that an archive tells of; else the change's own

    friend bool operator==(const Change&, const Change&) = default;
};

/// The reference to a typed record's row.
template<class R>
RecordRef refOf(const R& record) {
    return {kindOfRecord<R>, record.id, std::nullopt};
}
template<>
inline RecordRef refOf(const HabitLog& log) {
    return {Kind::habitLog, log.habit, log.date};
}

/// The change that creates a record, writing every register. By a natural key, where `id` may be empty, it also revives
/// a removed row.
template<class R>
Change creation(const R& record) {
    R complete = record;
    if (describe<R>().identity == Identity::derived && kindOfRecord<R> != Kind::habitLog) assignNaturalId(complete);
    Change change{refOf(complete), {}, Removal::unchanged};
    if (describe<R>().identity == Identity::derived && kindOfRecord<R> != Kind::habitLog)
        change.removal = Removal::restore;
    const std::vector<Value> values = valuesOf(complete);
    for (std::size_t i = 0; i < values.size(); ++i) change.fields.push_back({i, values[i]});
    return change;
}

/// The change that turns `before` into `after`, the same row: the registers that differ, whole. Removal is no part of
/// it.
template<class R>
Change difference(const R& before, const R& after) {
    const std::vector<Value> old = valuesOf(before);
    const std::vector<Value> now = valuesOf(after);
    const auto fields = describe<R>().fields;
    Change change{refOf(before), {}, Removal::unchanged};
    const auto differs = [&](std::string_view registerName) {
        for (std::size_t i = 0; i < fields.size(); ++i)
            if (!fields[i].isKey && fields[i].registerName == registerName && old[i] != now[i]) return true;
        return false;
    };
    for (std::size_t i = 0; i < fields.size(); ++i)
        if (!fields[i].isKey && differs(fields[i].registerName)) change.fields.push_back({i, now[i]});
    return change;
}

/// The change that puts a row into the trash; `since` where it was put there before, as an archive tells.
inline Change removal(RecordRef row, std::optional<Instant> since = std::nullopt) {
    return {std::move(row), {}, Removal::remove, since};
}
/// The change that takes a row out of the trash; it writes removal alone.
inline Change restoration(RecordRef row) {
    return {std::move(row), {}, Removal::restore};
}

/// What a person did, for the names of undo and redo; sentences are made in `ui`. `subject` is the record's name.
enum class Action : std::uint8_t {
    markDone,
    markSkipped,
    markMissed,
    clearDay,
    logAmount,
    writeNote,
    create,
    edit,
    remove,
    restore,
    archive,
    unarchive,
    pause,
    endPause,
    reorder,
    changeRule,
    dismiss,
    applySuggestion,
    import,
    complete,
    reopen,
    addEntry,
    link,
    setSetting,
    markEmptyDays,
    makeDemo,
};
template<>
inline constexpr std::array<std::string_view, 26> enumNames<Action>{
    "mark_done", "mark_skipped", "mark_missed", "clear_day",        "log_amount", "write_note", "create",
    "edit",      "remove",       "restore",     "archive",          "unarchive",  "pause",      "end_pause",
    "reorder",   "change_rule",  "dismiss",     "apply_suggestion", "import",     "complete",   "reopen",
    "add_entry", "link",         "set_setting", "mark_empty_days",  "make_demo"};

struct ActionName {
    Action action = Action::edit;
    std::string subject;

    friend bool operator==(const ActionName&, const ActionName&) = default;
};

/// Where a change comes from, which decides its clock and whether it can be undone.
enum class OriginKind : std::uint8_t { local, undo, redo, import, sync, rest };

struct Origin {
    OriginKind kind = OriginKind::local;
    ActionName name = {};
    std::optional<Date> today = std::nullopt; ///< the day that the act is about; nothing: the store's own
};

/// All that one act of a person changes, ready to be applied as one change with one name for undo.
struct Edit {
    std::vector<Change> changes;
    Origin origin;
};

/// One row of a change set: which row, and a bit for each field that was written (bit i = field i of the description).
struct RowChange {
    RecordRef row;
    std::uint64_t fields = 0;
    Removal removal = Removal::unchanged;
    bool isNew = false;

    friend bool operator==(const RowChange&, const RowChange&) = default;
};

/// What one committed change did: the rows, and a running number that grows by one with each change of the store.
/// A change that changed nothing has no rows and the number of the change before it.
struct ChangeSet {
    std::int64_t number = 0;
    std::vector<RowChange> rows;
    std::size_t kept = 0; ///< undo and redo: registers that were left because something newer stands there
};

} // namespace cairn::core
