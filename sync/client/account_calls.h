#pragma once

#include <functional>

#include "sync/client/sign_in.h"
#include "sync/client/transport.h"

namespace cairn::sync {

struct SignInRequest {
    std::string email;
    std::string password;
    std::string device;      ///< how this computer is called in the list of sessions
    std::string deviceToken; ///< of an earlier sign-in; may be empty
};

/// A fresh sign-in (without server and trusted certificate, which the transport's maker knows) and the first access
/// token.
struct NewSignIn {
    SignIn signIn;
    std::string accessToken;
};

using SignedInThen = std::function<void(Asked<NewSignIn>)>;

/// Problems: credentials, and those of successOf; notOurServer for an answer that is none.
void signIn(Transport& transport, const SignInRequest& request, SignedInThen then);
/// Makes the account first.
void registerAccount(Transport& transport, const SignInRequest& request, const std::string& fullName,
                     SignedInThen then);
/// Ends the session on the server.
void signOut(Transport& transport, const std::string& accessToken, std::function<void(Asked<void>)> then);

/// What a refresh gives.
struct FreshTokens {
    std::string accessToken;
    std::string refreshToken;
};
/// Problems: unauthorised where the token is not good any more, and those of successOf.
void refreshTokens(Transport& transport, const std::string& refreshToken, std::function<void(Asked<FreshTokens>)> then);

} // namespace cairn::sync
