#pragma once

#include <memory>
#include <vector>

#include "sync/client/sign_in.h"
#include "sync/client/transport.h"

namespace cairn::sync {

/// Asks the server as the person who is signed in. The access token is kept in memory alone; where it is missing or not
/// good any more, the refresh token is spent for a new pair, by one caller at a time. The new refresh token is stored
/// before it is used, and the old one is kept until the new one has worked, so that neither a crash nor a lost answer
/// signs anybody out. Transport and vault outlive it. One thread.
class Access {
public:
    Access(Transport& transport, TokenVault& vault);
    ~Access();
    Access(const Access&) = delete;
    Access& operator=(const Access&) = delete;

    /// Sends the request with an access token, once more with a fresh one where the server does not take it. Problems:
    /// signedOut where it takes neither, those of successOf and of the vault.
    void send(const HttpRequest& request, std::function<void(Asked<std::string>)> then);
    /// An access token, for a socket.
    using TokenThen = std::function<void(Asked<std::string>)>;
    void token(TokenThen then);
    /// The server did not take this token.
    void forget(const std::string& token);

private:
    struct State;
    std::shared_ptr<State> m_state; ///< answers that come after the end find it gone
};

} // namespace cairn::sync
