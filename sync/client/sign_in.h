#pragma once

#include <functional>
#include <optional>
#include <string>

#include "sync/client/problem.h"

namespace cairn::sync {

/// Who is signed in on a store, and where: what has to outlive a run, apart from the store's own contents.
struct SignIn {
    std::string server; ///< its URL
    std::string email;
    std::string account; ///< the server's identifier for it
    std::string refreshToken;
    std::string previousToken = {};      ///< the one before, until the present one has worked; else empty
    std::string deviceToken = {};        ///< tells the server at the next sign-in that it knows this device
    std::string trustedCertificate = {}; ///< SHA-256 that a person trusted; empty: the system's authorities decide

    friend bool operator==(const SignIn&, const SignIn&) = default;
};

std::string write(const SignIn& signIn);
std::optional<SignIn> readSignIn(std::string_view text);

/// What a store remembers of its account: enough to tell whether a sign-in is to the same one.
std::string accountTextOf(const SignIn& signIn);
/// The same identifier; or the same address at the same server, which may have been restored and know the account under
/// a new identifier.
bool isSameAccount(std::string_view accountText, const SignIn& signIn);
/// The address and the server of an account text, for a sentence; empty where it says none.
std::string nameOfAccount(std::string_view accountText);

/// Where the sign-in of one store is kept. `then` is called once, later or at once, on the same thread. Problems:
/// signedOut where there surely is none, keychain, tokenFile.
class TokenVault {
public:
    virtual ~TokenVault() = default;
    virtual void load(std::function<void(Asked<SignIn>)> then) = 0;
    virtual void save(const SignIn& signIn, std::function<void(Asked<void>)> then) = 0;
    virtual void clear(std::function<void(Asked<void>)> then) = 0;
};

} // namespace cairn::sync
