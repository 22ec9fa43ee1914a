#pragma once

#include <optional>
#include <string>

#include "core/base/clock.h"
#include "core/store/database.h"
#include "sync/server/http/message.h"

namespace cairn::sync {

/// An account as its owner may see it.
struct Account {
    core::Uuid id;
    std::string email;
    std::string fullName;
    Role role = Role::user;
    core::Instant createdAt;
};

/// An account with what only the server knows of it.
struct StoredAccount {
    Account account;
    std::int64_t row = 0;
    std::string password; ///< hash
    bool isSuspended = false;
};

// The table of accounts. All functions throw SQLite::Exception.

/// How an address is compared: letters of ASCII in lower case.
std::string emailKey(std::string_view email);
/// Whether a text looks like an address of e-mail: one @, something on both sides, no blanks.
bool isEmail(std::string_view text);

/// Errors: conflict where the address has an account already.
core::Result<std::int64_t> insertAccount(core::Database& database, const Account& account, const std::string& password);
std::optional<StoredAccount> accountOf(core::Database& database, const std::string& email);
std::optional<StoredAccount> accountOf(core::Database& database, const core::Uuid& id);
void setPassword(core::Database& database, std::int64_t row, const std::string& password);
void setFullName(core::Database& database, const core::Uuid& id, const std::string& fullName);

/// Devices that signed in before, by the digest of their token; the latest 20 of an account are kept.
bool isKnownDevice(core::Database& database, std::int64_t account, const std::string& digest);
void rememberDevice(core::Database& database, std::int64_t account, const std::string& digest, core::Instant now);

} // namespace cairn::sync
