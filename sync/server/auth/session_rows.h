#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/base/clock.h"
#include "core/store/database.h"
#include "sync/server/auth/access_token.h"
#include "sync/server/http/gate.h"

namespace cairn::sync {

/// One sign-in of one device, as its owner may see it.
struct Session {
    core::Uuid id;
    std::string device;
    core::Instant createdAt;
    core::Instant usedAt;
    core::Instant expiresAt;
};

/// What a session begins with.
struct NewSession {
    core::Uuid id;
    std::int64_t account = 0;
    std::string device;
    core::Instant now;
    core::Instant expires;
};

/// What became of a refresh token that somebody presented.
struct Rotation {
    enum class Outcome : std::uint8_t {
        unknown,  ///< never issued, expired, or its session has ended
        rotated,  ///< `token` is the next one
        repeated, ///< the answer was lost: `token` is the next one, again
        reused,   ///< spent before: the session has been ended
    };
    Outcome outcome = Outcome::unknown;
    std::string token;
    Claims claims;
};

// Sessions and the families of their refresh tokens. A refresh token is 256 random bits, stored as SHA-256; its
// successor is made from it, a stored salt and the server's key, so that a lost answer can be given again although no
// token is stored. All functions throw SQLite::Exception; what writes wants the writer.

/// Inserts the session; returns its first refresh token.
std::string startSession(core::Database& database, const NewSession& session);

/// Spends a refresh token. Only the token right before the present one gets its successor again, within 30 s and while
/// that is unused; any other spent token ends the session. `expires`: of what is issued now.
Rotation rotate(core::Database& database, const std::string& token, std::span<const TokenKey> keys, core::Instant now,
                core::Instant expires);
/// Whether a token was ever issued, so that guesses cost no write.
bool isRefreshToken(core::Database& database, const std::string& token);

/// The caller of a session that has not ended, of an account that is not suspended.
std::optional<Caller> callerOf(core::Database& database, const Claims& claims);
std::vector<Session> sessionsOf(core::Database& database, const core::Uuid& user, core::Instant now);

/// Ends one session of the user; false where there is no such one that lives.
bool endSession(core::Database& database, const core::Uuid& user, const core::Uuid& session, core::Instant now);
/// Ends all sessions of the user but `except` (nil: none); returns which.
std::vector<core::Uuid> endSessions(core::Database& database, const core::Uuid& user, const core::Uuid& except,
                                    core::Instant now);
/// Sessions that ended at `since` or later, and those of accounts suspended since.
std::vector<core::Uuid> endedSince(core::Database& database, core::Instant since);
/// Forgets refresh tokens that have expired and sessions that ended or expired 30 days ago.
void pruneSessions(core::Database& database, core::Instant now);

} // namespace cairn::sync
