#pragma once

#include <memory>
#include <string>
#include <vector>

#include "tests/support/temporary_folder.h"
#include "tests/torture/child_process.h"

namespace cairn::torture {

/// A real cairn-server in a folder of its own, on a port of the system's choice: another one after each start.
class Served {
public:
    /// Starts it and waits until it listens. Throws where it does not.
    void start();
    /// The same with a failpoint; false where it had killed the server before that listened, by the hour's tidying.
    bool startToDieAt(const std::string& failpoint);
    /// Ends it as nothing can prevent, where it still runs.
    void kill();
    /// Waits until it ends by itself.
    void awaitEnd();
    /// Ends it in order, with the last of its log written into the database file.
    void stop();
    /// Runs `cairn-server ARGUMENTS` on its folder to the end; throws where that fails. It may be serving or not.
    void run(const std::vector<std::string>& arguments);

    [[nodiscard]] int port() const { return m_port; }
    [[nodiscard]] bool isRunning() const { return m_process != nullptr; }
    [[nodiscard]] const support::TemporaryFolder& folder() const { return m_folder; }
    [[nodiscard]] std::filesystem::path data() const { return m_folder / "data"; }

private:
    [[nodiscard]] std::vector<std::string> environment() const;
    bool launch(const std::vector<std::string>& variables);

    support::TemporaryFolder m_folder;
    std::unique_ptr<ChildProcess> m_process;
    int m_port = 0;
};

/// An account on a server, and an access token for it.
struct Account {
    std::string email;
    std::string user;
    std::string token;
    std::string refreshToken;
    std::string session;
};

/// Makes an account. Throws where the server does not.
Account join(int port, const std::string& name);
/// Signs in once more.
Account signIn(int port, const std::string& email);

} // namespace cairn::torture
