#pragma once

#include <memory>
#include <string>
#include <vector>

#include "tests/end_to_end/background.h"
#include "tests/end_to_end/command_line.h"

namespace cairn::test {

inline constexpr const char* password = "correct horse battery staple\n";

/// The real server on a port of its own, which it keeps when it is started again.
class Server {
public:
    enum class Line { plain, encrypted };

    explicit Server(Line line = Line::plain);

    /// `environment`: one more variable, or empty.
    void start(const std::string& environment = {});
    void kill() { m_process->kill(); }
    [[nodiscard]] bool isRunning() const { return m_process->isRunning(); }
    /// From the next start or reload on.
    void showAnotherCertificate();
    /// As an administrator tells it to read its certificate again.
    void reload() const;
    [[nodiscard]] const std::string& url() const { return m_url; }
    [[nodiscard]] std::uint16_t port() const;

private:
    support::TemporaryFolder m_folder;
    std::vector<std::string> m_environment;
    std::string m_listen = "127.0.0.1:0";
    std::string m_url;
    std::unique_ptr<Background> m_process;
};

/// One computer of a person, signed in with a token file.
class Computer {
public:
    enum class Account { made, known };

    /// `url`: the server's, or of what stands before it.
    Computer(const std::string& url, Account account, const std::string& email = "ada@example.org",
             const std::string& more = {});

    Run login(const std::string& url, Account account, const std::string& email, const std::string& more = {});
    [[nodiscard]] std::string tokenFile() const;
    nlohmann::json sync() { return cairn.json("sync" + tokenFile()); }
    Run trySync(const std::string& environment = {}) { return cairn.run("--json sync" + tokenFile(), {}, environment); }
    nlohmann::json stats() { return cairn.json("stats --today 2026-11-20"); }
    std::string stateOf(const std::string& habit, const std::string& day);
    void mark(const std::string& habit, const std::string& entry, const std::string& day);
    void addHabit(const std::string& name) { cairn.json("habit add " + name + " --today 2026-11-02"); }

    CommandLine cairn;
};

} // namespace cairn::test
