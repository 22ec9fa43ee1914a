#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <tl/expected.hpp>

#include "core/base/error.h"

namespace cairn::sync {

/// Why something did not work out between this computer and its server, as far as a person can act on it. None of them
/// clears data, cursor, outbox or tokens.
enum class Trouble : std::uint8_t {
    unreachable,        ///< no connection, or it broke off
    timedOut,           ///< no answer in time
    notOurServer,       ///< something answered that is no server of Cairn's: a captive portal, a wrong address
    untrusted,          ///< the certificate is not known; the detail is its SHA-256
    certificateChanged, ///< another certificate than the trusted one; the detail is its SHA-256
    busy,               ///< the server asks to come back later
    unauthorised,       ///< the access token is not good any more
    credentials,        ///< e-mail address or password are wrong
    signedOut,          ///< there is no sign-in here, or the server has ended it
    keychain,           ///< the keychain does not answer, is locked, or has no such entry
    tokenFile,          ///< the token file can't be used; the detail says why
    tooOld,             ///< the server speaks no protocol that this program knows
    forbidden,          ///< the server will not serve this account
    refused,            ///< the server refuses the request itself; the detail says why
    otherAccount,       ///< the store belongs to another account
    differs,            ///< this computer and the server don't come to agree
    store,              ///< the store; the error says what
};

struct Problem {
    Trouble trouble{};
    std::string detail = {};
    std::optional<std::chrono::seconds> retryAfter = {}; ///< what the server asks for
    std::optional<core::Error> error = {};               ///< of the store
};

/// The value, or why there is none.
template<class T>
using Asked = tl::expected<T, Problem>;

inline tl::unexpected<Problem> troubled(Trouble trouble, std::string detail = {}) {
    return tl::unexpected(Problem{trouble, std::move(detail)});
}
inline tl::unexpected<Problem> troubled(const core::Error& error) {
    return tl::unexpected(Problem{Trouble::store, error.detail, {}, error});
}

/// Whether the same may work by itself a little later.
bool passesByItself(Trouble trouble);

} // namespace cairn::sync
