#include "sync/server/auth/account_service.h"

#include "core/base/failpoint.h"
#include "sync/server/auth/secrets.h"
#include "sync/server/http/answers.h"

namespace cairn::sync {

using core::Database;
using core::ErrorCode;
using core::failure;
using core::Result;
using core::Uuid;

namespace {

constexpr std::size_t bytesOfDeviceToken = 32;
constexpr std::int64_t millisecondsADay = 86'400'000;
constexpr std::int64_t overlapOfSweeps = 5'000; ///< ms: commits take time

tl::unexpected<Response> refused(const core::Error& error) {
    return tl::unexpected(refusal(error));
}

tl::unexpected<Response> refused(int status, std::string_view code, std::string_view detail) {
    return tl::unexpected(refusal(status, code, detail));
}

tl::unexpected<Response> wrongCredentials() {
    return refused(401, "WRONG_CREDENTIALS", "the e-mail address or the password is wrong");
}

tl::unexpected<Response> tooManySignIns(int seconds) {
    return tl::unexpected(tryAgain(429, "TOO_MANY_SIGN_INS", "too many attempts to sign in; wait a little", seconds));
}

template<class T>
Answer<T> answerOf(Result<T> result) {
    if (!result) return refused(result.error());
    if constexpr (std::is_void_v<T>)
        return {};
    else
        return std::move(*result);
}

} // namespace

AccountService::AccountService(Storage& storage, WebSocketHub& hub, AccessTokens tokens, AccountOptions options,
                               const core::Clock& clock, std::uint64_t seed)
    : m_storage(storage), m_hub(hub), m_tokens(std::move(tokens)), m_options(options), m_clock(clock), m_random(seed),
      m_guard(options.signInPerMinute, clock), m_tickets(clock),
      m_decoy(hashPassword(secretBytes(32), options.cost).value_or("")), m_lastSweep(clock.now().milliseconds) {}

Uuid AccountService::newId() {
    const std::scoped_lock lock(m_randomMutex);
    return core::newUuid(m_clock.now(), m_random);
}

core::Instant AccountService::expiry() const {
    return {m_clock.now().milliseconds + m_options.sessionDays * millisecondsADay};
}

Answer<SignedIn> AccountService::registerAccount(const NewAccount& wanted) {
    if (m_options.registration == Registration::closed)
        return refused(403, "REGISTRATION_CLOSED", "this server takes no new accounts");
    if (!isEmail(wanted.email)) return refused({ErrorCode::invalidValue, "email: is no address"});
    const auto fit = checkNewPassword(wanted.password);
    if (!fit) return refused(fit.error());
    const auto hash = hashPassword(wanted.password, m_options.cost);
    if (!hash) return refused(hash.error());
    const Account account{newId(), wanted.email, wanted.fullName, Role::user, m_clock.now()};
    return answerOf<SignedIn>(m_storage.write([&](Writing& writing) -> Result<SignedIn> {
        const auto row = insertAccount(writing.database(), account, *hash);
        if (!row) return tl::unexpected(row.error());
        return startIn(writing.database(), account, *row, wanted.device, std::nullopt);
    }));
}

SignedIn AccountService::startIn(Database& database, const Account& account, std::int64_t row,
                                 const std::string& device, std::optional<std::string> deviceToken) {
    const core::Instant now = m_clock.now();
    SignedIn signedIn{account, {account.id, newId()}, {}, {}};
    signedIn.refreshToken = startSession(database, {signedIn.claims.session, row, device, now, expiry()});
    signedIn.deviceToken = deviceToken ? *deviceToken : toBase64Url(secretBytes(bytesOfDeviceToken));
    rememberDevice(database, row, digestOf(signedIn.deviceToken), now);
    return signedIn;
}

Answer<StoredAccount> AccountService::checkCredentials(const Credentials& credentials, const std::string& address) {
    struct Read {
        std::optional<StoredAccount> stored;
        bool isKnownDevice = false;
    };
    const auto read = m_storage.read([&](Database& database) -> Result<Read> {
        Read found{accountOf(database, credentials.email), false};
        if (found.stored && credentials.deviceToken)
            found.isKnownDevice = isKnownDevice(database, found.stored->row, digestOf(*credentials.deviceToken));
        return found;
    });
    if (!read) return refused(read.error());
    const std::string key = digestOf(emailKey(credentials.email));
    const int wait = read->isKnownDevice ? m_guard.beforeKnownDevice(digestOf(*credentials.deviceToken))
                                         : m_guard.beforeStranger(key, address);
    if (wait > 0) return tooManySignIns(wait);
    const std::string& hash = read->stored ? read->stored->password : m_decoy;
    const PasswordCheck check = checkPassword(credentials.password, hash, m_options.cost);
    if (!read->stored || check == PasswordCheck::wrong) {
        m_guard.failed(key, address);
        return wrongCredentials();
    }
    m_guard.succeeded(key);
    if (read->stored->isSuspended) return refused(403, "ACCOUNT_SUSPENDED", "this account is suspended");
    StoredAccount stored = *read->stored;
    if (check == PasswordCheck::right) stored.password.clear(); // stays as it is
    return stored;
}

Answer<SignedIn> AccountService::signIn(const Credentials& credentials, const std::string& address) {
    auto stored = checkCredentials(credentials, address);
    if (!stored) return tl::unexpected(stored.error());
    std::optional<std::string> newHash;
    if (!stored->password.empty()) {
        auto hash = hashPassword(credentials.password, m_options.cost);
        if (hash) newHash = std::move(*hash);
    }
    return answerOf<SignedIn>(m_storage.write([&](Writing& writing) -> Result<SignedIn> {
        Database& database = writing.database();
        if (newHash) setPassword(database, stored->row, *newHash);
        const auto token = credentials.deviceToken;
        const bool isKnown = token && isKnownDevice(database, stored->row, digestOf(*token));
        return startIn(database, stored->account, stored->row, credentials.device, isKnown ? token : std::nullopt);
    }));
}

Answer<Refreshed> AccountService::refresh(const std::string& token) {
    const auto unauthorised = [] {
        return refused(401, "REFRESH_REFUSED", "the refresh token is not good any more; sign in");
    };
    const auto isIssued =
        m_storage.read([&](Database& database) -> Result<bool> { return isRefreshToken(database, token); });
    if (!isIssued) return refused(isIssued.error());
    if (!*isIssued) return unauthorised();
    const auto rotation = m_storage.write([&](Writing& writing) -> Result<Rotation> {
        Rotation made = rotate(writing.database(), token, m_tokens.keys(), m_clock.now(), expiry());
        if (made.outcome == Rotation::Outcome::reused)
            writing.afterCommit([this, session = made.claims.session] { m_hub.endSessions({&session, 1}); });
        return made;
    });
    if (!rotation) return refused(rotation.error());
    core::failpoint("server.after-refresh");
    if (rotation->token.empty()) return unauthorised();
    return Refreshed{rotation->claims, rotation->token};
}

Answer<void> AccountService::signOut(const Caller& caller, const Uuid& session) {
    const auto ended = m_storage.write([&](Writing& writing) -> Result<void> {
        if (!endSession(writing.database(), caller.user, session, m_clock.now()))
            return failure(ErrorCode::notFound, "there is no such session");
        writing.afterCommit([this, session] { m_hub.endSessions({&session, 1}); });
        return {};
    });
    return answerOf<void>(ended);
}

Answer<std::size_t> AccountService::endAll(const Caller& caller, const Uuid& except,
                                           const std::optional<std::string>& newHash) {
    return answerOf<std::size_t>(m_storage.write([&](Writing& writing) -> Result<std::size_t> {
        Database& database = writing.database();
        const auto stored = accountOf(database, caller.user);
        if (newHash && stored) setPassword(database, stored->row, *newHash);
        const auto ended = endSessions(database, caller.user, except, m_clock.now());
        writing.afterCommit([this, ended] { m_hub.endSessions(ended); });
        return ended.size();
    }));
}

Answer<std::size_t> AccountService::signOutEverywhere(const Caller& caller) {
    return endAll(caller, Uuid{}, std::nullopt);
}

Answer<std::size_t> AccountService::changePassword(const Caller& caller, const std::string& old,
                                                   const std::string& wanted, const std::string& address) {
    const auto fit = checkNewPassword(wanted);
    if (!fit) return refused(fit.error());
    const auto who = account(caller);
    if (!who) return tl::unexpected(who.error());
    const auto checked = checkCredentials({who->email, old, {}, std::nullopt}, address);
    if (!checked) return tl::unexpected(checked.error());
    const auto hash = hashPassword(wanted, m_options.cost);
    if (!hash) return refused(hash.error());
    return endAll(caller, caller.session, *hash);
}

Answer<Account> AccountService::account(const Caller& caller) {
    return answerOf<Account>(m_storage.read([&](Database& database) -> Result<Account> {
        const auto stored = accountOf(database, caller.user);
        if (!stored) return failure(ErrorCode::notFound, "there is no such account");
        return stored->account;
    }));
}

Answer<Account> AccountService::rename(const Caller& caller, const std::string& fullName) {
    const auto renamed = m_storage.write([&](Writing& writing) -> Result<void> {
        setFullName(writing.database(), caller.user, fullName);
        return {};
    });
    if (!renamed) return refused(renamed.error());
    return account(caller);
}

Answer<std::vector<Session>> AccountService::sessions(const Caller& caller) {
    return answerOf<std::vector<Session>>(m_storage.read([&](Database& database) -> Result<std::vector<Session>> {
        return sessionsOf(database, caller.user, m_clock.now());
    }));
}

std::string AccountService::socketTicket(const Caller& caller) {
    return m_tickets.issue({caller.user, caller.session});
}

std::string AccountService::accessToken(const Claims& claims) const {
    return m_tokens.issue(claims.user, claims.session, m_clock.now());
}

std::optional<Claims> AccountService::verify(std::string_view token) const {
    const auto claims = m_tokens.verify(token, m_clock.now());
    if (!claims) return std::nullopt;
    return Claims{claims->user, claims->session};
}

Result<std::optional<Caller>> AccountService::callerOf(const Claims& claims) {
    return m_storage.read(
        [&](Database& database) -> Result<std::optional<Caller>> { return sync::callerOf(database, claims); });
}

void AccountService::closeEndedSockets() {
    const core::Instant since{m_lastSweep - overlapOfSweeps};
    const std::int64_t now = m_clock.now().milliseconds;
    const auto ended =
        m_storage.read([&](Database& database) -> Result<std::vector<Uuid>> { return endedSince(database, since); });
    if (!ended) return;
    m_lastSweep = now;
    m_hub.endSessions(*ended);
}

void AccountService::prune() {
    (void)m_storage.write([&](Writing& writing) -> Result<void> {
        pruneSessions(writing.database(), m_clock.now());
        return {};
    });
}

} // namespace cairn::sync
