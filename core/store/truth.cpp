#include "core/store/truth.h"

#include <utility>

#include "core/domain/registers.h"
#include "core/store/schema.h"

namespace cairn::core {

namespace {

namespace fs = std::filesystem;

/// Compares the rows of one kind and writes what differs.
class KindPutBack {
public:
    KindPutBack(RowsOfKind& before, OwnerParts& parts, ChangeWriter& changes, Instant now, Kind kind)
        : m_then(before), m_parts(parts), m_changes(changes), m_now(now), m_kind(kind) {}

    Result<void> run() {
        for (const StoredRow& now : m_parts.rows[m_kind].select(Rows::all, ""))
            if (!isOfThisDevice(m_kind, now.values))
                if (auto done = putRow(now); !done) return done;
        for (const StoredRow& then : m_then[m_kind].select(Rows::all, ""))
            if (auto done = makeAgain(then); !done) return done;
        return {};
    }

private:
    Result<void> putRow(const StoredRow& now) {
        auto then = m_then.find(m_parts.rows[m_kind].refOf(now));
        if (!then || then->removedAt) return remove(now);
        StoredRow after = now;
        std::vector<std::size_t> places;
        const auto registers = registersOf(m_kind);
        for (std::size_t i = 0; i < registers.size(); ++i) {
            if (valuesOfRegister(m_kind, now, i) == valuesOfRegister(m_kind, *then, i) || !canRefer(*then, i)) continue;
            take(after, *then, i);
            places.push_back(i);
        }
        return places.empty() ? Result<void>{} : m_changes.put(m_kind, now, std::move(after), places);
    }

    void take(StoredRow& after, const StoredRow& then, std::size_t place) const {
        const Register& one = registersOf(m_kind)[place];
        for (std::size_t i = 0; i < after.values.size(); ++i)
            if ((one.fields >> i & 1) != 0) after.values[i] = then.values[i];
        if (one.isRemoval()) {
            after.removedAt = then.removedAt;
            after.extent = then.extent;
        }
        after.kept.erase(one.name);
        if (const std::string* const text = then.kept.find(one.name)) after.kept.set(one.name, *text);
    }

    [[nodiscard]] bool canRefer(const StoredRow& then, std::size_t place) {
        const auto fields = describe(m_kind).fields;
        for (std::size_t i = 0; i < fields.size(); ++i)
            if (const auto* id = std::get_if<Uuid>(&then.values[i]); id != nullptr && !fields[i].isKey)
                if ((registersOf(m_kind)[place].fields >> i & 1) != 0 && !m_parts.rows.keyOf(fields[i].refersTo, *id))
                    return false;
        return true;
    }

    Result<void> remove(const StoredRow& now) {
        StoredRow after = now;
        std::vector<std::size_t> places;
        if (const auto removal = removalOf(m_kind)) {
            if (now.removedAt) return {};
            after.removedAt = m_now.milliseconds;
            after.extent = TrashState::Extent::whole;
            after.kept.erase(removalName);
            return m_changes.put(m_kind, now, std::move(after), {*removal});
        }
        HabitLog empty;
        empty.habit = std::get<Uuid>(now.values[0]);
        empty.date = Date{static_cast<std::int32_t>(std::get<std::int64_t>(now.values[1]))};
        after.values = valuesOf(empty);
        for (std::size_t i = 0; i < registersOf(m_kind).size(); ++i) {
            if (valuesOfRegister(m_kind, now, i) == valuesOfRegister(m_kind, after, i)) continue;
            after.kept.erase(registersOf(m_kind)[i].name);
            places.push_back(i);
        }
        return places.empty() ? Result<void>{} : m_changes.put(m_kind, now, std::move(after), places);
    }

    /// A row that the store does not have at all is made again, unless it is a grave or what it refers to is not here.
    Result<void> makeAgain(const StoredRow& then) {
        if (then.removedAt || isOfThisDevice(m_kind, then.values)) return {};
        const RecordRef ref = m_then[m_kind].refOf(then);
        if (m_parts.rows.find(ref) || m_parts.graves.contains(m_kind, then.id)) return {};
        if (!m_parts.rows.references(m_kind, then.values)) return {};
        Change change{ref, {}, Removal::unchanged};
        for (std::size_t i = 0; i < then.values.size(); ++i) change.fields.push_back({i, then.values[i]});
        return m_changes.write(change);
    }

    RowsOfKind& m_then;
    OwnerParts& m_parts;
    ChangeWriter& m_changes;
    Instant m_now;
    Kind m_kind;
};

} // namespace

ReadableCopy::ReadableCopy(ReadableCopy&& other) noexcept
    : m_file(std::exchange(other.m_file, {})), m_database(std::move(other.m_database)) {}

ReadableCopy::~ReadableCopy() {
    m_database.reset();
    if (!m_file.empty()) remove();
}

void ReadableCopy::remove() const {
    std::error_code ignored;
    for (const char* ending : {"", "-wal", "-shm"}) fs::remove(fs::path(m_file) += ending, ignored);
}

Result<ReadableCopy> ReadableCopy::of(const fs::path& backup, const fs::path& store) {
    std::error_code error;
    if (!fs::exists(backup, error)) return failure(ErrorCode::notFound, "there is no such backup");
    ReadableCopy copy(fs::path(store) += ".reading");
    copy.remove();
    fs::copy_file(backup, copy.m_file, error);
    if (!error) fs::permissions(copy.m_file, fs::perms::owner_read | fs::perms::owner_write, error);
    if (error == std::errc::no_space_on_device) return failure(ErrorCode::diskFull, "no space is left");
    if (error) return failure(ErrorCode::ioFailure, error.message());
    const auto version = inspect(copy.m_file, Inspection::quickCheck);
    if (!version) return tl::unexpected(version.error());
    if (*version == 0) return failure(ErrorCode::storeDamaged, "not a store of Cairn");
    return attempt([&]() -> Result<ReadableCopy> {
        copy.m_database = std::make_unique<Database>(copy.m_file, Database::Access::owner);
        migrate(*copy.m_database, *version);
        return std::move(copy);
    });
}

Result<void> putBack(Database& backup, OwnerParts& parts, ChangeWriter& changes, Instant now) {
    RowsOfKind then(backup);
    for (const RecordDescription& record : allDescriptions())
        if (auto done = KindPutBack(then, parts, changes, now, record.kind).run(); !done) return done;
    return {};
}

} // namespace cairn::core
