#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/domain/synced_row.h"
#include "core/store/database.h"
#include "core/store/kept_texts.h"
#include "core/store/reader.h"
#include "core/store/register_clock.h"

namespace cairn::core {

/// A row as it stands in its table, references as identifiers.
struct StoredRow {
    std::int64_t key = 0;
    Uuid id;                   ///< nil in a log
    std::vector<Value> values; ///< in the order of the description
    std::optional<std::int64_t> removedAt;
    RowClocks clocks;
    TrashState::Extent extent = TrashState::Extent::alone; ///< of the removal
    KeptTexts kept;                                        ///< what the columns can't hold
};

/// How a kind's rows are read and written; all SQL follows from the description. One connection, one thread; functions
/// throw SQLite::Exception.
class Table {
public:
    Table(Database& database, const RecordDescription& record);

    [[nodiscard]] const RecordDescription& record() const { return m_record; }

    /// The rows of `rows` with `condition` (SQL about `t`, which the parameters belong to), in list order.
    template<class... T>
    std::vector<StoredRow> select(Rows rows, const std::string& condition, const T&... parameters) {
        const References references = rows == Rows::present ? References::ifPresent : References::asStored;
        return readAll(m_database.query(selectSql(rows, references, condition) + m_orderSql).with(parameters...));
    }
    /// The row with this identifier as people see it: what it refers to, and does not belong to, is hidden when
    /// removed.
    std::optional<StoredRow> findShown(const Uuid& id);
    /// One row, in the trash or not, references as stored; nothing where there is none.
    std::optional<StoredRow> findKey(std::int64_t key);
    std::optional<StoredRow> findId(const Uuid& id);
    std::optional<StoredRow> findLog(std::int64_t habit, Date day);

    /// The key of the row with this identifier; nothing where there is none. Not for logs.
    std::optional<std::int64_t> keyOf(const Uuid& id);
    /// What names the row outside of the store.
    [[nodiscard]] RecordRef refOf(const StoredRow& row) const;

    /// Writes a new row and gives its key; `references` holds the key of each field that is a reference.
    std::int64_t insert(const StoredRow& row, const std::vector<std::optional<std::int64_t>>& references);
    /// Writes all of a row anew.
    void update(const StoredRow& row, const std::vector<std::optional<std::int64_t>>& references);
    /// Deletes the row for good; nothing may refer to it.
    void erase(std::int64_t key);
    /// Calls `function` with every row, in the trash or not, references as stored. It must not use this table.
    template<class Function>
    void forEach(const Function& function) {
        Query query = use(m_everything);
        while (query.step()) function(read(query));
    }
    /// The keys of the rows whose field at this place refers to `target`.
    std::vector<std::int64_t> keysOfReferrers(std::size_t field, std::int64_t target);

private:
    enum class References : std::uint8_t { asStored, ifPresent };

    /// A statement that is used often: prepared when it is first asked for.
    struct Kept {
        std::string sql;
        SQLite::Statement* statement = nullptr;
    };
    Query use(Kept& kept);

    [[nodiscard]] std::string selectSql(Rows rows, References references, const std::string& condition) const;
    [[nodiscard]] std::vector<std::string> columns() const;
    std::vector<StoredRow> readAll(Query& query) const;
    std::optional<StoredRow> readOne(Query& query) const;
    [[nodiscard]] StoredRow read(const Query& query) const;
    void bind(Query& query, const StoredRow& row, const std::vector<std::optional<std::int64_t>>& references) const;

    Database& m_database;
    const RecordDescription& m_record;
    std::string m_orderSql;
    Kept m_keyOf;
    Kept m_findKey;
    Kept m_find;
    Kept m_insert;
    Kept m_update;
    Kept m_erase;
    Kept m_everything;
};

/// The SQL condition that the row `alias` of a kind and all that it belongs to are not removed.
std::string presenceSql(const RecordDescription& record, const std::string& alias);

} // namespace cairn::core
