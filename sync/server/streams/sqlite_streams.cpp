#include "sync/server/streams/sqlite_streams.h"

#include "sync/protocol/disagreement.h"
#include "sync/protocol/row_text.h"
#include "sync/server/storage/schema.h"

namespace cairn::sync {

namespace {

using core::Database;
using core::Query;
using core::RowName;

std::int64_t ownerColumn(const RowName& owner) {
    return static_cast<std::int64_t>(hashOfOwner(owner));
}

/// Reads what every query of whole rows selects: place, number, grave, due, text.
KeptRow keptRow(const Query& query) {
    KeptRow kept{query.integer(0), query.integer(1), {}, rowOfText(query.bytes(4))};
    if (!query.isNull(3)) kept.due = query.integer(3);
    return kept;
}

class SqliteTransaction final : public StreamTransaction {
public:
    SqliteTransaction(Database& database, std::int64_t stream) : m_database(database), m_stream(stream) {}

    core::Uuid epoch() override { return epochOf(m_database); }

    StreamState state() override {
        Query query = m_database.query("SELECT head, stamp FROM streams WHERE stream = ?");
        if (!query.with(m_stream).step()) return {};
        return {query.integer(0), query.integer(1)};
    }

    void setState(const StreamState& state) override {
        m_database.query("UPDATE streams SET head = ?, stamp = ? WHERE stream = ?")
            .with(state.head, state.stamp, m_stream)
            .run();
    }

    core::RowDigest digest() override {
        core::RowDigest digest;
        Query query = m_database.query("SELECT kind, count, hash FROM stream_digests WHERE stream = ?");
        query.with(m_stream);
        while (query.step())
            digest.set(std::string(query.bytes(0)),
                       {static_cast<std::uint64_t>(query.integer(1)), static_cast<std::uint64_t>(query.integer(2))});
        return digest;
    }

    void setSum(const std::string& kind, core::RowDigest::Sum sum) override {
        if (sum == core::RowDigest::Sum{}) {
            m_database.query("DELETE FROM stream_digests WHERE stream = ? AND kind = ?").with(m_stream, kind).run();
            return;
        }
        m_database.query("INSERT OR REPLACE INTO stream_digests (stream, kind, count, hash) VALUES (?, ?, ?, ?)")
            .with(m_stream, kind, static_cast<std::int64_t>(sum.count), static_cast<std::int64_t>(sum.hash))
            .run();
    }

    std::optional<core::Uuid> lastPush(const core::Uuid& replica) override {
        Query query = m_database.query("SELECT push FROM stream_pushes WHERE stream = ? AND replica = ?");
        if (!query.with(m_stream, replica).step()) return std::nullopt;
        return query.uuid(0);
    }

    void setLastPush(const core::Uuid& replica, const core::Uuid& push) override {
        m_database.query("INSERT OR REPLACE INTO stream_pushes (stream, replica, push) VALUES (?, ?, ?)")
            .with(m_stream, replica, push)
            .run();
    }

    void announce(const std::vector<RowName>&) override {}

    std::optional<KeptRow> find(const RowName& row) override {
        Query query = m_database.query("SELECT place, number, grave, due, text FROM stream_rows "
                                       "WHERE stream = ? AND kind = ? AND key = ?");
        if (!query.with(m_stream, row.kind, row.key).step()) return std::nullopt;
        return keptRow(query);
    }

    bool isGrave(const RowName& row) override {
        Query query = m_database.query("SELECT grave FROM stream_rows WHERE stream = ? AND kind = ? AND key = ?");
        return query.with(m_stream, row.kind, row.key).step() && query.integer(0) != 0;
    }

    std::int64_t put(const KeptRow& kept, const std::string& text) override {
        if (kept.place != 0) {
            m_database.query("UPDATE stream_rows SET number = ?, grave = ?, due = ?, text = ? WHERE place = ?")
                .with(kept.number, int{kept.row.isGrave}, kept.due, text, kept.place)
                .run();
            return kept.place;
        }
        m_database
            .query("INSERT INTO stream_rows (stream, kind, key, number, grave, due, text) VALUES (?, ?, ?, ?, ?, ?, ?)")
            .with(m_stream, kept.row.row.kind, kept.row.row.key, kept.number, int{kept.row.isGrave}, kept.due, text)
            .run();
        return m_database.connection().getLastInsertRowid();
    }

    void erase(std::int64_t place) override {
        m_database.query("DELETE FROM stream_rows WHERE place = ?").with(place).run();
    }

    void addOwner(std::int64_t place, const RowName& owner) override {
        m_database.query("INSERT OR IGNORE INTO stream_owners (stream, owner, place) VALUES (?, ?, ?)")
            .with(m_stream, ownerColumn(owner), place)
            .run();
    }

    void removeOwner(std::int64_t place, const RowName& owner) override {
        m_database.query("DELETE FROM stream_owners WHERE stream = ? AND owner = ? AND place = ?")
            .with(m_stream, ownerColumn(owner), place)
            .run();
    }

    std::vector<KeptRow> rowsUnder(const RowName& owner) override {
        std::vector<KeptRow> rows;
        Query query = m_database.query("SELECT r.place, r.number, r.grave, r.due, r.text FROM stream_owners o "
                                       "JOIN stream_rows r ON r.place = o.place WHERE o.stream = ? AND o.owner = ?");
        query.with(m_stream, ownerColumn(owner));
        while (query.step()) rows.push_back(keptRow(query));
        return rows;
    }

    bool hasOwner(std::int64_t place, const RowName& owner) override {
        Query query = m_database.query("SELECT 1 FROM stream_owners WHERE stream = ? AND owner = ? AND place = ?");
        return query.with(m_stream, ownerColumn(owner), place).step();
    }

    std::size_t ownerCount() override {
        Query query = m_database.query("SELECT count(*) FROM stream_owners WHERE stream = ?");
        query.with(m_stream).step();
        return static_cast<std::size_t>(query.integer(0));
    }

    void rowsAfter(std::int64_t number, const std::function<bool(const KeptText&)>& take) override {
        Query query = m_database.query("SELECT place, number, kind, key, text FROM stream_rows "
                                       "WHERE stream = ? AND number > ? ORDER BY number");
        query.with(m_stream, number);
        while (query.step()) {
            const RowName row{std::string(query.bytes(2)), std::string(query.bytes(3))};
            if (!take({query.integer(0), row, query.integer(1), query.bytes(4)})) return;
        }
    }

    std::vector<KeptRow> due(Due which, std::int64_t time, std::size_t limit) override {
        std::vector<KeptRow> rows;
        Query query = m_database.query("SELECT place, number, grave, due, text FROM stream_rows WHERE stream = ? "
                                       "AND due <= ? AND (kind = ?) = ? ORDER BY due, number LIMIT ?");
        query.with(m_stream, time, disagreementKind, int{which == Due::disagreements},
                   static_cast<std::int64_t>(limit));
        while (query.step()) rows.push_back(keptRow(query));
        return rows;
    }

private:
    Database& m_database;
    std::int64_t m_stream;
};

/// The stream's number in this file; 0: there is none.
std::int64_t streamNamed(Database& database, const std::string& name) {
    Query query = database.query("SELECT stream FROM streams WHERE name = ?");
    return query.with(name).step() ? query.integer(0) : 0;
}

std::int64_t streamMade(Database& database, const std::string& name) {
    const std::int64_t known = streamNamed(database, name);
    if (known != 0) return known;
    database.query("INSERT INTO streams (name, head, stamp) VALUES (?, 0, 0)").with(name).run();
    return database.connection().getLastInsertRowid();
}

/// Runs an action that may throw StreamFailure.
template<class Action>
auto guarded(const Action& action) -> decltype(action()) {
    try {
        return action();
    } catch (const StreamFailure& problem) {
        return tl::unexpected(problem.error);
    }
}

} // namespace

std::uint64_t hashOfOwner(const RowName& owner) {
    return core::hashOfGrave(owner);
}

core::SyncedRow rowOfText(std::string_view text) {
    auto row = readSyncedRow(text);
    if (!row) throw StreamFailure{{core::ErrorCode::storeDamaged, "a row of a stream can't be read"}};
    return std::move(*row);
}

core::Result<void> SqliteStreams::write(const std::string& stream, const Writing& action,
                                        const std::function<void()>& committed) {
    bool isTakenBack = false; // as an error, which is how connections learn it
    const auto attempted = [&](Database& database) -> core::Result<void> {
        return guarded([&]() -> core::Result<void> {
            SqliteTransaction opened(database, streamMade(database, stream));
            const auto ending = action(opened);
            if (!ending) return tl::unexpected(ending.error());
            isTakenBack = *ending == Ending::rollBack;
            if (isTakenBack) return core::failure(core::ErrorCode::cancelled, "nothing to commit");
            return {};
        });
    };
    auto written = m_connections.write(attempted, committed);
    if (isTakenBack) return {};
    return written;
}

core::Result<void> SqliteStreams::read(const std::string& stream, const Reading& action) {
    return m_connections.read([&](Database& database) {
        return guarded([&] {
            SqliteTransaction opened(database, streamNamed(database, stream));
            return action(opened);
        });
    });
}

core::Result<std::vector<std::string>> SqliteStreams::streams(std::optional<std::int64_t> dueAt) {
    std::vector<std::string> names;
    const auto read = m_connections.read([&](Database& database) -> core::Result<void> {
        Query query = database.query("SELECT name FROM streams s WHERE ?1 IS NULL OR EXISTS (SELECT 1 FROM "
                                     "stream_rows r WHERE r.stream = s.stream AND r.due <= ?1) ORDER BY stream");
        query.with(dueAt);
        while (query.step()) names.emplace_back(query.bytes(0));
        return {};
    });
    if (!read) return tl::unexpected(read.error());
    return names;
}

core::Result<std::vector<std::string>> SqliteStreams::notCountedSince(std::int64_t time, int part) {
    std::vector<std::string> names;
    const auto read = m_connections.read([&](Database& database) -> core::Result<void> {
        Query query = database.query("SELECT name FROM streams WHERE counted < ?1 ORDER BY counted, stream "
                                     "LIMIT (SELECT (count(*) + ?2 - 1) / ?2 FROM streams)");
        query.with(time, part);
        while (query.step()) names.emplace_back(query.bytes(0));
        return {};
    });
    if (!read) return tl::unexpected(read.error());
    return names;
}

core::Result<void> SqliteStreams::noteCounted(const std::vector<std::string>& streams, std::int64_t time) {
    const auto write = [&](Database& database) -> core::Result<void> {
        for (const std::string& name : streams)
            database.query("UPDATE streams SET counted = ? WHERE name = ?").with(time, name).run();
        return {};
    };
    return m_connections.write(write, [] {});
}

core::Result<void> SqliteStreams::setEpoch(const core::Uuid& epoch) {
    const auto write = [&](Database& database) -> core::Result<void> {
        sync::setEpoch(database, epoch);
        return {};
    };
    return m_connections.write(write, [] {});
}

} // namespace cairn::sync
