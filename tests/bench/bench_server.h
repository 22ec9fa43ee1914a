#pragma once

#include <memory>
#include <string>

#include "sync/client/certificate_trust.h"
#include "sync/client/server_address.h"
#include "sync/client/sign_in.h"
#include "tests/bench/comparison.h"
#include "tests/end_to_end/background.h"

namespace cairn::bench {

/// The real server with TLS on a port of this computer; its limits are set so that none of them is what is measured.
class BenchServer {
public:
    BenchServer();

    [[nodiscard]] int port() const { return m_port; }
    [[nodiscard]] sync::ServerAddress address() const;
    [[nodiscard]] sync::CertificateTrust trust() const { return sync::CertificateTrust(m_fingerprint); }
    /// Its resident memory in MB.
    [[nodiscard]] double memory() const;

private:
    TemporaryFolder m_folder;
    std::string m_fingerprint;
    std::unique_ptr<test::Background> m_process;
    int m_port = 0;
};

/// A sign-in to an account, and an access token.
struct Session {
    sync::SignIn signIn;
    std::string token;
};
/// A new session of an account, which is made where it is not there; waits for it.
Session newSession(const BenchServer& server, const std::string& email);

} // namespace cairn::bench
