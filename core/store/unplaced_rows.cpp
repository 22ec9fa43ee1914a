#include "core/store/unplaced_rows.h"

#include <map>

#include "core/store/packing.h"

namespace cairn::core {

namespace {

/// The identifier in a name as referencesOf gives it: one text.
std::optional<Uuid> idIn(const RowName& name) {
    const auto id = name.key.size() < 2 ? Result<Uuid>{failure(ErrorCode::invalidSyntax, "no identifier")}
                                        : parseUuid(std::string_view(name.key).substr(1, name.key.size() - 2));
    return id ? std::optional(*id) : std::nullopt;
}

std::map<Uuid, int> targetsOf(const SyncedRow& row) {
    std::map<Uuid, int> targets;
    for (const RowName& name : referencesOf(row))
        if (const auto id = idIn(name)) targets.emplace(*id, 0);
    for (const RowName& name : ownersOf(row))
        if (const auto id = idIn(name)) targets[*id] = 1;
    return targets;
}

} // namespace

bool UnplacedRows::empty() {
    if (!m_isEmpty) m_isEmpty = m_database.number("SELECT EXISTS (SELECT 1 FROM unplaced_rows)") == 0;
    return *m_isEmpty;
}

Result<SyncedRow> UnplacedRows::unpack(RowName name, std::string_view bytes) {
    SyncedRow row{std::move(name), {}, false};
    Unpacker unpacker(bytes);
    while (!unpacker.atEnd()) {
        std::string registerName = unpacker.text();
        const std::int64_t stamp = unpacker.signedNumber();
        const std::int64_t replica = unpacker.signedNumber();
        row.put({std::move(registerName), m_replicas.toPublic({stamp, replica}), unpacker.text()});
    }
    if (unpacker.isDamaged()) return failure(ErrorCode::storeDamaged, "a row that waits does not add up");
    return row;
}

Result<std::optional<SyncedRow>> UnplacedRows::find(const RowName& row) {
    if (empty()) return std::optional<SyncedRow>{};
    Query query = m_database.query("SELECT registers FROM unplaced_rows WHERE kind = ? AND key = ?");
    if (!query.with(row.kind, row.key).step()) return std::optional<SyncedRow>{};
    auto found = unpack(row, query.bytes(0));
    if (!found) return tl::unexpected(found.error());
    return std::optional(std::move(*found));
}

void UnplacedRows::put(const SyncedRow& row) {
    erase(row.row);
    Packer packer;
    for (const SyncedRegister& one : row.registers) {
        const RegisterClock clock = m_replicas.toStored(one.clock);
        packer.text(one.name).signedNumber(clock.stamp).signedNumber(clock.replica).text(one.value);
    }
    m_database.query("INSERT INTO unplaced_rows (kind, key, registers) VALUES (?, ?, ?)")
        .with(row.row.kind, row.row.key)
        .withBytes(packer.bytes())
        .run();
    const std::int64_t number = m_database.connection().getLastInsertRowid();
    for (const auto& [target, owns] : targetsOf(row))
        m_database.query("INSERT INTO unplaced_references (target, row, owns) VALUES (?, ?, ?)")
            .with(target, number, owns)
            .run();
    m_isEmpty = false;
}

void UnplacedRows::erase(const RowName& row) {
    if (empty()) return;
    m_database
        .query("DELETE FROM unplaced_references WHERE row ="
               " (SELECT rowid FROM unplaced_rows WHERE kind = ? AND key = ?)")
        .with(row.kind, row.key)
        .run();
    m_database.query("DELETE FROM unplaced_rows WHERE kind = ? AND key = ?").with(row.kind, row.key).run();
    m_isEmpty.reset();
}

std::vector<RowName> UnplacedRows::referringTo(const Uuid& target, Referring how) {
    std::vector<RowName> names;
    if (empty()) return names;
    Query query = m_database.query("SELECT u.kind, u.key FROM unplaced_references r"
                                   " JOIN unplaced_rows u ON u.rowid = r.row WHERE r.target = ? AND r.owns >= ?"
                                   " ORDER BY u.rowid");
    query.with(target, how == Referring::asOwner ? 1 : 0);
    while (query.step()) names.push_back({std::string(query.bytes(0)), std::string(query.bytes(1))});
    return names;
}

Result<void> UnplacedRows::forEach(const std::function<void(const SyncedRow&)>& function) {
    Query query = m_database.query("SELECT kind, key, registers FROM unplaced_rows");
    while (query.step()) {
        const auto row = unpack({std::string(query.bytes(0)), std::string(query.bytes(1))}, query.bytes(2));
        if (!row) return tl::unexpected(row.error());
        function(*row);
    }
    return {};
}

} // namespace cairn::core
