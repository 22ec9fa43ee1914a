#include "core/store/change_writer.h"

#include <algorithm>
#include <fmt/format.h>

#include "core/base/tenet.h"
#include "core/domain/registers.h"

namespace cairn::core {

namespace {

HabitLog emptyLog(const Uuid& habit, Date day) {
    HabitLog log;
    log.habit = habit;
    log.date = day;
    return log;
}

std::uint64_t fieldsOf(const Change& change) {
    std::uint64_t fields = 0;
    for (const FieldValue& field : change.fields) fields |= std::uint64_t{1} << field.field;
    return fields;
}

/// Every field from the change; a log that is not there yet is empty where the change says nothing.
Result<std::vector<Value>> completeValues(const Change& change) {
    const RecordDescription& record = describe(change.row.kind);
    std::vector<Value> values(record.fields.size());
    const std::uint64_t all = (std::uint64_t{1} << values.size()) - 1;
    const bool isWhole = (fieldsOf(change) & all) == all;
    if (!isWhole && change.row.kind != Kind::habitLog)
        return failure(ErrorCode::notFound, fmt::format("there is no such {}", record.name));
    if (!isWhole) values = valuesOf(emptyLog(change.row.id, change.row.day.value_or(Date{})));
    for (const FieldValue& field : change.fields) values[field.field] = field.value;
    if (isWhole) return values;
    if (auto valid = validate(record, values); !valid) return tl::unexpected(valid.error());
    return values;
}

/// Whether the key fields say what the identifier says.
Result<void> checkIdentity(const Change& change, const std::vector<Value>& values) {
    const RecordDescription& record = describe(change.row.kind);
    const auto contradicts = [&] {
        return failure(ErrorCode::invalidValue, fmt::format("the key of a {} is not its identifier's", record.name));
    };
    if (change.row.kind == Kind::habitLog) {
        const bool isSame = values[0] == Value{change.row.id} && change.row.day &&
                            values[1] == Value{std::int64_t{change.row.day->days}};
        if (!isSame) return contradicts();
    } else if (change.row.id.isNil() ||
               (record.identity == Identity::derived && naturalId(record, values) != change.row.id)) {
        return contradicts();
    }
    return {};
}

bool isEmptyLog(Kind kind, const std::vector<Value>& values) {
    if (kind != Kind::habitLog) return false;
    const HabitLog log = recordOf<HabitLog>(Uuid{}, values);
    return log.mark == Mark::none && !log.amount && log.note.empty();
}

/// The rules between fields; each field for itself has been checked.
Result<void> checkTogether(Kind kind, const std::vector<Value>& values) {
    const RecordDescription& record = describe(kind);
    return record.check == nullptr ? Result<void>{} : record.check(values);
}

/// Creating by a natural key what lies in the trash writes every register, equal ones too.
bool isRevival(const Change& change, const StoredRow& row) {
    return holds("create_all") && row.removedAt && change.removal == Removal::restore && !change.fields.empty() &&
           describe(change.row.kind).identity == Identity::derived;
}

/// A restore writes removal alone.
bool restoresAll(const Change& change, const StoredRow& row) {
    return !holds("restore_alone") && row.removedAt && change.removal == Removal::restore;
}

} // namespace

std::vector<std::pair<std::string, Value>> valuesOfRegister(Kind kind, const StoredRow& row, std::size_t place) {
    const Register& written = registersOf(kind)[place];
    std::vector<std::pair<std::string, Value>> values;
    if (written.isRemoval()) {
        Value& instant = values.emplace_back(std::string(removalName), Value{}).second;
        if (row.removedAt) instant = *row.removedAt;
        if (row.extent == TrashState::Extent::whole) values.emplace_back("removed_whole", std::int64_t{1});
    }
    const auto fields = describe(kind).fields;
    for (std::size_t i = 0; i < fields.size(); ++i)
        if ((written.fields >> i & 1) != 0) values.emplace_back(std::string(fields[i].name), row.values[i]);
    if (const std::string* const text = row.kept.find(written.name)) values.emplace_back("kept", *text);
    return values;
}

ChangeWriter::ChangeWriter(OwnerParts& parts, RowWriter& writer, OriginKind origin, Clocks clocks, Instant now)
    : m_parts(parts), m_writer(writer), m_isImport(origin == OriginKind::import), m_clocks(clocks), m_now(now) {}

Result<void> ChangeWriter::write(const Change& change) {
    if (auto valid = check(change); !valid) return valid;
    if (m_writer.isFirst(change.row)) return create(change);
    const auto row = m_parts.rows.find(change.row);
    return row ? update(change, *row) : create(change);
}

Result<void> ChangeWriter::check(const Change& change) const {
    const RecordDescription& record = describe(change.row.kind);
    const std::uint64_t written = fieldsOf(change);
    for (const FieldValue& field : change.fields) {
        if (field.field >= record.fields.size()) return failure(ErrorCode::invalidValue, "there is no such field");
        if (auto valid = validate(record.fields[field.field], field.value); !valid) return valid;
    }
    for (const Register& one : registersOf(change.row.kind))
        if (const std::uint64_t part = one.fields & written; part != 0 && part != one.fields)
            return failure(ErrorCode::invalidValue, fmt::format("{} is written as a whole", one.name));
    const bool hasRemoval = removalOf(change.row.kind).has_value();
    if (!hasRemoval && change.removal != Removal::unchanged)
        return failure(ErrorCode::invalidValue, "a log is cleared, not removed");
    return {};
}

Result<void> ChangeWriter::create(const Change& change) {
    const Kind kind = change.row.kind;
    if (change.removal == Removal::remove)
        return failure(ErrorCode::notFound, fmt::format("there is no such {}", nameOf(kind)));
    auto values = completeValues(change);
    if (!values) return tl::unexpected(values.error());
    if (auto valid = checkTogether(kind, *values); !valid) return valid;
    if (auto same = checkIdentity(change, *values); !same) return same;
    if (m_isImport && isBuried(kind, change.row.id, *values)) return {};
    if (isEmptyLog(kind, *values)) return {};
    StoredRow row{0,
                  kind == Kind::habitLog ? Uuid{} : change.row.id,
                  std::move(*values),
                  {},
                  RowClocks(kind, m_clocks.contents),
                  {},
                  {}};
    const bool isUnderNew = m_writer.hasNewOwner(kind, row);
    if (auto created = m_writer.create(kind, row); !created) return created;
    if (!isUnderNew) addCreation(kind, row);
    return {};
}

bool ChangeWriter::mayWrite(const StoredRow& row, std::size_t place) const {
    return !m_isImport || row.clocks.of(place).stamp <= m_clocks.contents.stamp;
}

Result<void> ChangeWriter::update(const Change& change, const StoredRow& before) {
    const Kind kind = change.row.kind;
    if (m_isImport && before.removedAt && change.removal != Removal::restore) return {};
    StoredRow after = before;
    for (const FieldValue& field : change.fields) {
        if (describe(kind).fields[field.field].isKey && field.value != before.values[field.field])
            return failure(ErrorCode::invalidValue,
                           fmt::format("{} never changes", describe(kind).fields[field.field].name));
        after.values[field.field] = field.value;
    }
    const std::uint64_t written = restoresAll(change, before) ? ~std::uint64_t{0} : fieldsOf(change);
    const bool isWhole = isRevival(change, before) || restoresAll(change, before);
    std::vector<std::size_t> places;
    for (std::size_t i = 0; i < registersOf(kind).size(); ++i) {
        const Register& one = registersOf(kind)[i];
        if (one.isRemoval() || (one.fields & written) == 0) continue;
        const bool differs = valuesOfRegister(kind, before, i) != valuesOfRegister(kind, after, i);
        if (mayWrite(before, i) && (differs || isWhole))
            places.push_back(i);
        else
            for (std::size_t f = 0; f < after.values.size(); ++f)
                if ((one.fields >> f & 1) != 0) after.values[f] = before.values[f];
    }
    if (change.removal == Removal::remove && !before.removedAt)
        after.removedAt = change.removedAt.value_or(m_now).milliseconds;
    if (change.removal == Removal::restore) after.removedAt.reset();
    if (before.removedAt.has_value() != after.removedAt.has_value()) {
        after.extent = TrashState::Extent::alone;
        places.push_back(*removalOf(kind));
    }
    if (places.empty()) return {};
    for (const std::size_t place : places) after.kept.erase(registersOf(kind)[place].name);
    if (auto valid = checkTogether(kind, after.values); !valid) return m_isImport ? Result<void>{} : valid;
    return put(kind, before, std::move(after), places);
}

/// Whether a row, or what it belongs to, is a grave: such rows are left out of an import.
bool ChangeWriter::isBuried(Kind kind, const Uuid& id, const std::vector<Value>& values) const {
    if (m_parts.graves.contains(kind, id)) return true;
    const auto fields = describe(kind).fields;
    for (std::size_t i = 0; i < fields.size(); ++i)
        if (const auto* owner = std::get_if<Uuid>(&values[i]); owner != nullptr && fields[i].isOwner)
            if (m_parts.graves.contains(fields[i].refersTo, *owner)) return true;
    return false;
}

Result<void> ChangeWriter::put(Kind kind, const StoredRow& before, StoredRow after,
                               const std::vector<std::size_t>& places) {
    for (const std::size_t place : places)
        after.clocks.set(place, registersOf(kind)[place].isRemoval() ? m_clocks.restoring : m_clocks.contents);
    if (auto updated = m_writer.update(kind, before, after, places); !updated) return updated;
    addItem(kind, before, after, places);
    return {};
}

void ChangeWriter::addItem(Kind kind, const StoredRow& before, const StoredRow& after,
                           const std::vector<std::size_t>& places) {
    UndoItem item{kind, before.key, UndoItem::What::registers, {}};
    for (const std::size_t place : places) {
        const std::string name(registersOf(kind)[place].name);
        const RegisterClock made = after.clocks.of(place);
        if (before.clocks.of(place) == made) continue;
        const RegisterClock replaced = m_parts.steps.stateOf(kind, before.key, name, before.clocks.of(place));
        item.registers.push_back({name, made, replaced, valuesOfRegister(kind, before, place)});
    }
    if (!item.registers.empty()) m_items.push_back(std::move(item));
}

void ChangeWriter::addCreation(Kind kind, const StoredRow& row) {
    if (kind != Kind::habitLog) {
        const UndoRegister removal{std::string(removalName), row.clocks.of(*removalOf(kind)), {}, {}};
        m_items.push_back({kind, row.key, UndoItem::What::existence, {removal}});
        return;
    }
    StoredRow empty = row;
    empty.values = valuesOf(emptyLog(std::get<Uuid>(row.values[0]), {}));
    UndoItem item{kind, row.key, UndoItem::What::registers, {}};
    for (std::size_t i = 0; i < registersOf(kind).size(); ++i)
        item.registers.push_back(
            {std::string(registersOf(kind)[i].name), row.clocks.of(i), {}, valuesOfRegister(kind, empty, i)});
    m_items.push_back(std::move(item));
}

} // namespace cairn::core
