#include "tests/support/catch.h"

#include "core/base/random.h"
#include "sync/server/auth/account_rows.h"
#include "sync/server/auth/secrets.h"
#include "sync/server/auth/session_rows.h"
#include "sync/server/storage/schema.h"
#include "tests/support/temporary_folder.h"

using namespace cairn::sync;
using cairn::core::Database;
using cairn::core::Instant;
using cairn::core::Uuid;
using Outcome = Rotation::Outcome;

namespace {

TokenKey keyOf(int seed) {
    return *parseTokenKey(toHexText(digestOf("key of a family " + std::to_string(seed))));
}

/// A database with one account, whose sessions are families of refresh tokens.
class Family {
public:
    Family() {
        bringUp(database, random, now);
        account.id = cairn::core::newUuid(now, random);
        account.email = "a@example.org";
        row = *insertAccount(database, account, "x");
    }
    std::string start() {
        session = cairn::core::newUuid(now, random);
        return startSession(database, {session, row, "device", now, {now.milliseconds + lifetime}});
    }
    Rotation use(const std::string& token) { return rotate(database, token, keys, now, {now.milliseconds + lifetime}); }
    bool isAlive() { return callerOf(database, {account.id, session}).has_value(); }
    void pass(std::int64_t milliseconds) { now.milliseconds += milliseconds; }

    static constexpr std::int64_t lifetime = 60LL * 86'400'000;
    cairn::support::TemporaryFolder folder;
    cairn::core::Random random{1};
    Instant now{1'000'000'000};
    Database database{folder / "a.db", Database::Access::owner};
    Account account;
    std::int64_t row = 0;
    Uuid session;
    std::vector<TokenKey> keys{keyOf(1)};
};

} // namespace

TEST_CASE("each use of a refresh token gives the next one", "[server][refresh]") {
    Family family;
    std::string token = family.start();
    for (int i = 0; i < 20; ++i) {
        const Rotation rotation = family.use(token);
        REQUIRE(rotation.outcome == Outcome::rotated);
        REQUIRE(rotation.token != token);
        REQUIRE(rotation.claims.session == family.session);
        token = rotation.token;
        family.pass(900'000);
    }
    CHECK(family.isAlive());
}

TEST_CASE("no refresh token stands in the database", "[server][refresh]") {
    Family family;
    const std::string first = family.start();
    const std::string second = family.use(first).token;
    for (const std::string& token : {first, second})
        for (const std::string& form : {token, *fromBase64Url(token)}) {
            auto query = family.database.query("SELECT count(*) FROM refresh_tokens, sessions WHERE instr(hash, ?1) OR "
                                               "instr(salt, ?1) OR instr(successor, ?1) OR instr(current, ?1)");
            REQUIRE(query.withBytes(form).step());
            CHECK(query.integer(0) == 0);
        }
}

TEST_CASE("a lost answer is given again for 30 seconds, the very same", "[server][refresh]") {
    Family family;
    const std::string first = family.start();
    const std::string second = family.use(first).token;
    for (const std::int64_t wait : {0, 1, 29'999}) {
        family.pass(wait == 29'999 ? 29'998 : wait);
        const Rotation again = family.use(first);
        CHECK(again.outcome == Outcome::repeated);
        CHECK(again.token == second);
    }
    family.pass(2);
    CHECK(family.use(first).outcome == Outcome::reused);
    CHECK_FALSE(family.isAlive());
    CHECK(family.use(second).outcome == Outcome::unknown);
}

TEST_CASE("once the successor is used the one before it is spent for good", "[server][refresh]") {
    Family family;
    const std::string first = family.start();
    const std::string second = family.use(first).token;
    const std::string third = family.use(second).token;
    CHECK(family.use(first).outcome == Outcome::reused);
    CHECK_FALSE(family.isAlive());
    CHECK(family.use(third).outcome == Outcome::unknown);
}

TEST_CASE("a token from far back ends the family", "[server][refresh]") {
    Family family;
    const std::string first = family.start();
    std::string token = first;
    for (int i = 0; i < 5; ++i) token = family.use(token).token;
    CHECK(family.use(first).outcome == Outcome::reused);
    CHECK(family.use(token).outcome == Outcome::unknown);
}

TEST_CASE("a clock that was put back gives no second chance", "[server][refresh]") {
    Family family;
    const std::string first = family.start();
    (void)family.use(first);
    family.pass(-1'000);
    CHECK(family.use(first).outcome == Outcome::reused);
}

TEST_CASE("the lost answer is found under the key before, and not without it", "[server][refresh]") {
    const auto isKept = GENERATE(true, false);
    Family family;
    const std::string first = family.start();
    const std::string second = family.use(first).token;
    family.keys = {keyOf(2)};
    if (isKept) family.keys.push_back(keyOf(1));
    const Rotation again = family.use(first);
    CHECK(again.outcome == (isKept ? Outcome::repeated : Outcome::reused));
    if (isKept) CHECK(again.token == second);
}

TEST_CASE("families are apart: the end of one leaves the other", "[server][refresh]") {
    Family family;
    const std::string other = family.start();
    const Uuid otherSession = family.session;
    const std::string first = family.start();
    const std::string second = family.use(first).token;
    (void)family.use(second);
    CHECK(family.use(first).outcome == Outcome::reused);
    CHECK(callerOf(family.database, {family.account.id, otherSession}));
    CHECK(family.use(other).outcome == Outcome::rotated);
}

TEST_CASE("ended, expired, suspended and invented tokens are unknown", "[server][refresh]") {
    Family family;
    const std::string token = family.start();
    CHECK(family.use("invented").outcome == Outcome::unknown);
    CHECK(family.use("").outcome == Outcome::unknown);
    const auto how = GENERATE(0, 1, 2);
    if (how == 0) CHECK(endSession(family.database, family.account.id, family.session, family.now));
    if (how == 1) family.pass(Family::lifetime);
    if (how == 2) family.database.run("UPDATE users SET suspended_at = 1");
    CHECK(family.use(token).outcome == Outcome::unknown);
    if (how != 1) CHECK_FALSE(family.isAlive());
}

TEST_CASE("only the owner ends a session, and once", "[server][refresh]") {
    Family family;
    (void)family.start();
    CHECK_FALSE(endSession(family.database, Uuid{}, family.session, family.now));
    CHECK(family.isAlive());
    CHECK(endedSince(family.database, family.now).empty());
    CHECK(endSession(family.database, family.account.id, family.session, family.now));
    CHECK_FALSE(endSession(family.database, family.account.id, family.session, family.now));
    CHECK(endedSince(family.database, family.now) == std::vector<Uuid>{family.session});
}

TEST_CASE("what is long over is forgotten and what lives is kept", "[server][refresh]") {
    Family family;
    const std::string old = family.start();
    CHECK(endSession(family.database, family.account.id, family.session, family.now));
    family.pass(31LL * 86'400'000);
    const std::string token = family.start();
    pruneSessions(family.database, family.now);
    CHECK(family.database.number("SELECT count(*) FROM sessions") == 1);
    CHECK_FALSE(isRefreshToken(family.database, old));
    CHECK(isRefreshToken(family.database, token));
}
