#include "sync/server/auth/account_rows.h"

#include <algorithm>

namespace cairn::sync {

namespace {

constexpr auto selectAccount =
    "SELECT rowid, id, email, full_name, role, created_at, password, suspended_at IS NOT NULL FROM users WHERE ";

StoredAccount readAccount(const core::Query& query) {
    StoredAccount stored;
    stored.row = query.integer(0);
    stored.account = {query.uuid(1),
                      std::string(query.bytes(2)),
                      std::string(query.bytes(3)),
                      query.integer(4) == 1 ? Role::administrator : Role::user,
                      {query.integer(5)}};
    stored.password = query.bytes(6);
    stored.isSuspended = query.integer(7) != 0;
    return stored;
}

} // namespace

std::string emailKey(std::string_view email) {
    std::string key(email);
    std::ranges::transform(key, key.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return key;
}

bool isEmail(std::string_view text) {
    const auto at = text.find('@');
    if (at == std::string_view::npos || at == 0 || at + 1 == text.size() || text.rfind('@') != at) return false;
    return text.size() <= 254 && text.find_first_of(" \t\"<>(),:;\\") == std::string_view::npos;
}

core::Result<std::int64_t> insertAccount(core::Database& database, const Account& account,
                                         const std::string& password) {
    const std::string key = emailKey(account.email);
    if (accountOf(database, key)) return core::failure(core::ErrorCode::conflict, "email: has an account already");
    database
        .query("INSERT INTO users (id, email, email_key, full_name, password, role, created_at) "
               "VALUES (?, ?, ?, ?, ?, ?, ?)")
        .with(account.id, account.email, key, account.fullName, password, account.role == Role::administrator ? 1 : 0,
              account.createdAt.milliseconds)
        .run();
    return database.connection().getLastInsertRowid();
}

std::optional<StoredAccount> accountOf(core::Database& database, const std::string& email) {
    core::Query query = database.query(std::string(selectAccount) + "email_key = ?");
    if (!query.with(emailKey(email)).step()) return std::nullopt;
    return readAccount(query);
}

std::optional<StoredAccount> accountOf(core::Database& database, const core::Uuid& id) {
    core::Query query = database.query(std::string(selectAccount) + "id = ?");
    if (!query.with(id).step()) return std::nullopt;
    return readAccount(query);
}

void setPassword(core::Database& database, std::int64_t row, const std::string& password) {
    database.query("UPDATE users SET password = ? WHERE rowid = ?").with(password, row).run();
}

void setFullName(core::Database& database, const core::Uuid& id, const std::string& fullName) {
    database.query("UPDATE users SET full_name = ? WHERE id = ?").with(fullName, id).run();
}

bool isKnownDevice(core::Database& database, std::int64_t account, const std::string& digest) {
    core::Query query = database.query("SELECT 1 FROM known_devices WHERE hash = ? AND user = ?");
    return query.withBytes(digest).with(account).step();
}

void rememberDevice(core::Database& database, std::int64_t account, const std::string& digest, core::Instant now) {
    database
        .query("INSERT INTO known_devices VALUES (?, ?, ?) ON CONFLICT (hash) DO UPDATE SET used_at = excluded.used_at")
        .withBytes(digest)
        .with(account, now.milliseconds)
        .run();
    database
        .query("DELETE FROM known_devices WHERE user = ?1 AND hash NOT IN "
               "(SELECT hash FROM known_devices WHERE user = ?1 ORDER BY used_at DESC LIMIT 20)")
        .with(account)
        .run();
}

} // namespace cairn::sync
