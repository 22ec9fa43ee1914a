#include "sync/server/auth/session_rows.h"

#include "core/base/failpoint.h"
#include "sync/server/auth/secrets.h"

namespace cairn::sync {

namespace {

constexpr std::size_t bytesOfToken = 32;
constexpr std::size_t bytesOfSalt = 16;
constexpr std::int64_t graceOfLostAnswer = 30'000; ///< ms
constexpr std::int64_t keptAfterEnd = 30LL * 86'400'000;

/// A refresh token that was found, with its session.
struct Found {
    std::int64_t session = 0;
    std::string salt;
    std::optional<core::Instant> spentAt;
    std::string successor;
    std::string current;
    Claims claims;
};

std::optional<Found> findToken(core::Database& database, const std::string& digest, core::Instant now) {
    core::Query query =
        database.query("SELECT t.session, t.salt, t.spent_at, t.successor, s.current, u.id, s.id FROM refresh_tokens t "
                       "JOIN sessions s ON s.rowid = t.session JOIN users u ON u.rowid = s.user "
                       "WHERE t.hash = ? AND t.expires_at > ? AND s.ended_at IS NULL AND u.suspended_at IS NULL");
    if (!query.withBytes(digest).with(now.milliseconds).step()) return std::nullopt;
    Found found{query.integer(0),
                std::string(query.bytes(1)),
                std::nullopt,
                std::string(query.bytes(3)),
                std::string(query.bytes(4)),
                {query.uuid(5), query.uuid(6)}};
    if (!query.isNull(2)) found.spentAt = core::Instant{query.integer(2)};
    return found;
}

std::string successorOf(const std::string& token, const std::string& salt, const TokenKey& key) {
    return toBase64Url(hmacSha256(key.bytes, "cairn refresh token\n" + salt + token));
}

void insertToken(core::Database& database, std::int64_t session, const std::string& digest, core::Instant expires) {
    database.query("INSERT INTO refresh_tokens (hash, session, salt, expires_at) VALUES (?, ?, ?, ?)")
        .withBytes(digest)
        .with(session)
        .withBytes(secretBytes(bytesOfSalt))
        .with(expires.milliseconds)
        .run();
}

Rotation spend(core::Database& database, const std::string& token, const Found& found, const TokenKey& key,
               core::Instant now, core::Instant expires) {
    const std::string next = successorOf(token, found.salt, key);
    const std::string digest = digestOf(next);
    database.query("UPDATE refresh_tokens SET spent_at = ?, successor = ? WHERE hash = ?")
        .with(now.milliseconds)
        .withBytes(digest)
        .withBytes(digestOf(token))
        .run();
    core::failpoint("server.mid-refresh");
    insertToken(database, found.session, digest, expires);
    database.query("UPDATE sessions SET current = ?, used_at = ?, expires_at = ? WHERE rowid = ?")
        .withBytes(digest)
        .with(now.milliseconds, expires.milliseconds, found.session)
        .run();
    return {Rotation::Outcome::rotated, next, found.claims};
}

/// The successor of a spent token, again, where its answer may have been lost.
std::optional<std::string> repeated(const std::string& token, const Found& found, std::span<const TokenKey> keys,
                                    core::Instant now) {
    const std::int64_t since = now.milliseconds - found.spentAt->milliseconds;
    if (found.successor != found.current || since < 0 || since > graceOfLostAnswer) return std::nullopt;
    for (const TokenKey& key : keys) {
        std::string next = successorOf(token, found.salt, key);
        if (isSameSecret(digestOf(next), found.successor)) return next;
    }
    return std::nullopt;
}

} // namespace

std::string startSession(core::Database& database, const NewSession& session) {
    std::string token = toBase64Url(secretBytes(bytesOfToken));
    const std::string digest = digestOf(token);
    database
        .query("INSERT INTO sessions (id, user, device, current, created_at, used_at, expires_at) "
               "VALUES (?, ?, ?, ?, ?, ?, ?)")
        .with(session.id, session.account, session.device)
        .withBytes(digest)
        .with(session.now.milliseconds, session.now.milliseconds, session.expires.milliseconds)
        .run();
    insertToken(database, database.connection().getLastInsertRowid(), digest, session.expires);
    return token;
}

Rotation rotate(core::Database& database, const std::string& token, std::span<const TokenKey> keys, core::Instant now,
                core::Instant expires) {
    const auto found = findToken(database, digestOf(token), now);
    if (!found) return {};
    if (!found->spentAt) return spend(database, token, *found, keys.front(), now, expires);
    if (auto next = repeated(token, *found, keys, now))
        return {Rotation::Outcome::repeated, std::move(*next), found->claims};
    endSession(database, found->claims.user, found->claims.session, now);
    return {Rotation::Outcome::reused, {}, found->claims};
}

bool isRefreshToken(core::Database& database, const std::string& token) {
    core::Query query = database.query("SELECT 1 FROM refresh_tokens WHERE hash = ?");
    return query.withBytes(digestOf(token)).step();
}

std::optional<Caller> callerOf(core::Database& database, const Claims& claims) {
    core::Query query = database.query("SELECT u.role FROM sessions s JOIN users u ON u.rowid = s.user "
                                       "WHERE s.id = ? AND u.id = ? AND s.ended_at IS NULL AND u.suspended_at IS NULL");
    if (!query.with(claims.session, claims.user).step()) return std::nullopt;
    return Caller{claims.user, claims.session, query.integer(0) == 1 ? Role::administrator : Role::user};
}

std::vector<Session> sessionsOf(core::Database& database, const core::Uuid& user, core::Instant now) {
    core::Query query =
        database.query("SELECT s.id, s.device, s.created_at, s.used_at, s.expires_at FROM sessions s "
                       "JOIN users u ON u.rowid = s.user WHERE u.id = ? AND s.ended_at IS NULL AND s.expires_at > ? "
                       "ORDER BY s.used_at DESC, s.rowid DESC");
    query.with(user, now.milliseconds);
    std::vector<Session> sessions;
    while (query.step())
        sessions.push_back(
            {query.uuid(0), std::string(query.bytes(1)), {query.integer(2)}, {query.integer(3)}, {query.integer(4)}});
    return sessions;
}

bool endSession(core::Database& database, const core::Uuid& user, const core::Uuid& session, core::Instant now) {
    core::Query query = database.query("UPDATE sessions SET ended_at = ? WHERE id = ? AND ended_at IS NULL "
                                       "AND user = (SELECT rowid FROM users WHERE id = ?)");
    query.with(now.milliseconds, session, user).run();
    return database.connection().getChanges() == 1;
}

std::vector<core::Uuid> endSessions(core::Database& database, const core::Uuid& user, const core::Uuid& except,
                                    core::Instant now) {
    std::vector<core::Uuid> ended;
    {
        core::Query query = database.query("SELECT s.id FROM sessions s JOIN users u ON u.rowid = s.user "
                                           "WHERE u.id = ? AND s.id <> ? AND s.ended_at IS NULL");
        query.with(user, except);
        while (query.step()) ended.push_back(query.uuid(0));
    }
    for (const core::Uuid& session : ended) endSession(database, user, session, now);
    return ended;
}

std::vector<core::Uuid> endedSince(core::Database& database, core::Instant since) {
    core::Query query = database.query("SELECT id FROM sessions WHERE ended_at >= ?1 UNION ALL "
                                       "SELECT s.id FROM users u JOIN sessions s ON s.user = u.rowid "
                                       "WHERE u.suspended_at >= ?1");
    query.with(since.milliseconds);
    std::vector<core::Uuid> ended;
    while (query.step()) ended.push_back(query.uuid(0));
    return ended;
}

void pruneSessions(core::Database& database, core::Instant now) {
    const std::int64_t old = now.milliseconds - keptAfterEnd;
    database.query("DELETE FROM refresh_tokens WHERE expires_at <= ?").with(now.milliseconds).run();
    database
        .query("DELETE FROM refresh_tokens WHERE session IN "
               "(SELECT rowid FROM sessions WHERE ended_at <= ?1 OR expires_at <= ?1)")
        .with(old)
        .run();
    database.query("DELETE FROM sessions WHERE ended_at <= ?1 OR expires_at <= ?1").with(old).run();
}

} // namespace cairn::sync
