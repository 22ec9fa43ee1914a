#include "core/store/table.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "core/domain/registers.h"

namespace cairn::core {

namespace {

bool isLog(const RecordDescription& record) {
    return record.kind == Kind::habitLog;
}

/// Where a field's value stands in a row that was selected: a reference as the other row's identifier.
std::string selected(const FieldDescription& field, std::size_t place) {
    if (field.type == FieldType::reference) return fmt::format("r{}.id", place);
    return fmt::format("t.{}", field.name);
}

/// Joins what a reference names; where `hides`, only when it is not removed.
std::string joinSql(const FieldDescription& field, std::size_t place, bool hides) {
    return fmt::format(" LEFT JOIN {1} r{0} ON r{0}.rowid = t.{2}{3}", place, describe(field.refersTo).table,
                       field.name, hides ? fmt::format(" AND r{}.removed_at IS NULL", place) : "");
}

std::string orderSql(const RecordDescription& record) {
    if (isLog(record)) return " ORDER BY t.habit, t.day";
    return fieldIndex(record, "position") ? " ORDER BY t.position, t.id" : " ORDER BY t.id";
}

Value readValue(const FieldDescription& field, const Query& query, int column) {
    if (query.isNull(column)) return {};
    switch (field.type) {
    case FieldType::text:
    case FieldType::schedule: return std::string(query.bytes(column));
    case FieldType::real: return query.real(column);
    case FieldType::reference: return query.uuid(column);
    default: return query.integer(column);
    }
}

} // namespace

std::string presenceSql(const RecordDescription& record, const std::string& alias) {
    std::string sql = isLog(record) ? "1" : alias + ".removed_at IS NULL";
    for (const FieldDescription& field : record.fields) {
        if (!field.isOwner) continue;
        const std::string owner = fmt::format("{}_{}", alias, field.name);
        sql += fmt::format(" AND ({0}.{1} IS NULL OR EXISTS (SELECT 1 FROM {2} {3} WHERE {3}.rowid = {0}.{1} AND {4}))",
                           alias, field.name, describe(field.refersTo).table, owner,
                           presenceSql(describe(field.refersTo), owner));
    }
    return sql;
}

Table::Table(Database& database, const RecordDescription& record) : m_database(database), m_record(record) {
    const std::vector<std::string> names = columns();
    m_orderSql = orderSql(record);
    m_keyOf.sql = fmt::format("SELECT rowid FROM {} WHERE id = ?", record.table);
    m_findKey.sql = selectSql(Rows::all, References::asStored, "t.rowid = ?");
    m_find.sql = selectSql(Rows::all, References::asStored, isLog(record) ? "t.habit = ? AND t.day = ?" : "t.id = ?");
    m_insert.sql = fmt::format("INSERT INTO {} ({}) VALUES ({})", record.table, fmt::join(names, ", "),
                               fmt::join(std::vector<std::string>(names.size(), "?"), ", "));
    m_update.sql = fmt::format("UPDATE {} SET {} = ? WHERE rowid = ?", record.table, fmt::join(names, " = ?, "));
    m_erase.sql = fmt::format("DELETE FROM {} WHERE rowid = ?", record.table);
    m_everything.sql = selectSql(Rows::all, References::asStored, "");
}

Query Table::use(Kept& kept) {
    if (kept.statement == nullptr) kept.statement = &m_database.statement(kept.sql);
    return m_database.query(*kept.statement);
}

std::vector<std::string> Table::columns() const {
    std::vector<std::string> names;
    for (const FieldDescription& field : m_record.fields) names.emplace_back(field.name);
    if (!isLog(m_record)) names.insert(names.end(), {"id", std::string(removalName), "removed_whole"});
    names.insert(names.end(), {"stamp", "replica", "clocks", "extra"});
    return names;
}

std::string Table::selectSql(Rows rows, References references, const std::string& condition) const {
    std::string columns;
    std::string joins;
    for (std::size_t i = 0; i < m_record.fields.size(); ++i) {
        const FieldDescription& field = m_record.fields[i];
        columns += ", " + selected(field, i);
        if (field.type != FieldType::reference) continue;
        joins += joinSql(field, i, references == References::ifPresent && !field.isOwner);
    }
    const char* const rest = isLog(m_record) ? "" : ", t.id, t.removed_at, t.removed_whole";
    std::string where = condition.empty() ? "1" : condition;
    if (rows == Rows::present) where += " AND " + presenceSql(m_record, "t");
    if (rows == Rows::inTrash) where += isLog(m_record) ? " AND 0" : " AND t.removed_at IS NOT NULL";
    return fmt::format("SELECT t.rowid, t.stamp, t.replica, t.clocks, t.extra{}{} FROM {} t{} WHERE {}", columns, rest,
                       m_record.table, joins, where);
}

StoredRow Table::read(const Query& query) const {
    const RegisterClock clock{query.integer(1), query.integer(2)};
    RowClocks clocks =
        query.isNull(3) ? RowClocks(m_record.kind, clock) : RowClocks(m_record.kind, clock, query.bytes(3));
    StoredRow row{query.integer(0), {}, {}, std::nullopt, std::move(clocks), {}, {}};
    if (!query.isNull(4)) row.kept = KeptTexts::fromColumn(query.bytes(4));
    int column = 5;
    row.values.reserve(m_record.fields.size());
    for (const FieldDescription& field : m_record.fields) row.values.push_back(readValue(field, query, column++));
    if (isLog(m_record)) return row;
    row.id = query.uuid(column++);
    if (!query.isNull(column)) row.removedAt = query.integer(column);
    row.extent = static_cast<TrashState::Extent>(query.integer(column + 1));
    return row;
}

std::vector<StoredRow> Table::readAll(Query& query) const {
    std::vector<StoredRow> found;
    while (query.step()) found.push_back(read(query));
    return found;
}

std::optional<StoredRow> Table::readOne(Query& query) const {
    if (!query.step()) return std::nullopt;
    return read(query);
}

std::optional<StoredRow> Table::findKey(std::int64_t key) {
    Query query = use(m_findKey);
    return readOne(query.with(key));
}

std::optional<StoredRow> Table::findId(const Uuid& id) {
    Query query = use(m_find);
    return readOne(query.with(id));
}

std::optional<StoredRow> Table::findShown(const Uuid& id) {
    Query query = m_database.query(selectSql(Rows::all, References::ifPresent, "t.id = ?"));
    return readOne(query.with(id));
}

std::optional<StoredRow> Table::findLog(std::int64_t habit, Date day) {
    Query query = use(m_find);
    return readOne(query.with(habit, day.days));
}

std::optional<std::int64_t> Table::keyOf(const Uuid& id) {
    Query query = use(m_keyOf);
    if (!query.with(id).step()) return std::nullopt;
    return query.integer(0);
}

RecordRef Table::refOf(const StoredRow& row) const {
    if (!isLog(m_record)) return {m_record.kind, row.id, std::nullopt};
    const auto day = static_cast<std::int32_t>(std::get<std::int64_t>(row.values[1]));
    return {m_record.kind, std::get<Uuid>(row.values[0]), Date{day}};
}

void Table::bind(Query& query, const StoredRow& row, const std::vector<std::optional<std::int64_t>>& references) const {
    for (std::size_t i = 0; i < row.values.size(); ++i) {
        if (m_record.fields[i].type == FieldType::reference)
            query.with(references[i]);
        else
            query.with(row.values[i]);
    }
    if (!isLog(m_record)) query.with(row.id, row.removedAt, static_cast<std::int64_t>(row.extent));
    const RegisterClock clock = row.clocks.row();
    query.with(clock.stamp, clock.replica);
    const std::string others = row.clocks.blob();
    if (others.empty())
        query.with(Value{});
    else
        query.withBytes(others);
    if (row.kept.empty())
        query.with(Value{});
    else
        query.with(row.kept.toColumn());
}

std::int64_t Table::insert(const StoredRow& row, const std::vector<std::optional<std::int64_t>>& references) {
    Query query = use(m_insert);
    bind(query, row, references);
    query.run();
    return m_database.connection().getLastInsertRowid();
}

void Table::update(const StoredRow& row, const std::vector<std::optional<std::int64_t>>& references) {
    Query query = use(m_update);
    bind(query, row, references);
    query.with(row.key).run();
}

void Table::erase(std::int64_t key) {
    use(m_erase).with(key).run();
}

std::vector<std::int64_t> Table::keysOfReferrers(std::size_t field, std::int64_t target) {
    Query query =
        m_database.query(fmt::format("SELECT rowid FROM {} WHERE {} = ?", m_record.table, m_record.fields[field].name));
    query.with(target);
    std::vector<std::int64_t> keys;
    while (query.step()) keys.push_back(query.integer(0));
    return keys;
}

} // namespace cairn::core
