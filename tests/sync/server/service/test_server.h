#pragma once

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "sync/server/http/web_socket_hub.h"
#include "sync/server/service/companion_server.h"
#include "sync/server/storage/storage.h"
#include "tests/support/temporary_folder.h"
#include "tests/sync/server/service/raw_client.h"

namespace cairn::sync::testing {

/// A clock that many threads ask and the test moves.
class SharedClock final : public core::Clock {
public:
    [[nodiscard]] core::Instant now() const override { return {m_now.load()}; }
    void advance(std::int64_t milliseconds) { m_now += milliseconds; }

private:
    std::atomic<std::int64_t> m_now = 1'800'000'000'000;
};

/// The lines of a server's log.
class LogLines {
public:
    void add(const std::string& line);
    /// Waits until a line holds `text`; returns it, or nothing after 20 s.
    std::string await(const std::string& text);
    std::string all();

private:
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::vector<std::string> m_lines;
};

/// Who has signed in.
struct Person {
    std::string email;
    std::string password;
    std::string access;
    std::string refresh;
    std::string device;
    std::string session;
};

/// A whole server on a port of the system's choice and a folder of its own, with cheap hashes and no limits in the way.
class TestServer {
public:
    explicit TestServer(const ServerTuning& tuning = {}, Config config = {});

    /// One request on a connection of its own. `headers`: whole lines.
    Reply call(const std::string& method, const std::string& path, const std::string& body = {},
               const std::string& token = {}, const std::string& headers = {});
    Reply post(const std::string& path, const nlohmann::json& body, const std::string& token = {});
    /// Makes an account; its password is "violet-harbour-9".
    Person join(const std::string& name);
    /// Signs in once more. `deviceToken` may be empty.
    Reply signIn(const std::string& email, const std::string& password, const std::string& deviceToken = {});

    [[nodiscard]] int port() const { return server->port(); }

    cairn::support::TemporaryFolder folder;
    SharedClock clock;
    LogLines log;
    std::unique_ptr<CompanionServer> server;
};

/// The member "data" of a body.
nlohmann::json dataOf(const Reply& reply);
/// The member "code" of a refusal.
std::string codeOf(const Reply& reply);
std::string bearer(const std::string& token);

} // namespace cairn::sync::testing
