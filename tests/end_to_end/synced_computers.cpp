#include "tests/end_to_end/synced_computers.h"

#include <csignal>
#include <fstream>

#include "tests/support/catch.h"
#include "tests/support/own_certificate.h"

namespace cairn::test {

Server::Server(Line line) {
    m_environment = {"CAIRN_DATA=" + (m_folder / "data").string(), "CAIRN_LOG=" + (m_folder / "log").string(),
                     "CAIRN_SIGN_IN_PER_MINUTE=1000", "CAIRN_ACCOUNT_PER_MINUTE=100000",
                     "CAIRN_ADDRESS_PER_MINUTE=100000"};
    if (line == Line::encrypted) {
        showAnotherCertificate();
        m_environment.push_back("CAIRN_TLS_CERTIFICATE=" + (m_folder / "certificate").string());
        m_environment.push_back("CAIRN_TLS_KEY=" + (m_folder / "key").string());
    }
    start();
}

void Server::start(const std::string& environment) {
    auto variables = m_environment;
    variables.push_back("CAIRN_LISTEN=" + m_listen);
    if (!environment.empty()) variables.push_back(environment);
    m_process = std::make_unique<Background>(std::vector<std::string>{CAIRN_SERVER_PROGRAM}, variables);
    const auto line = m_process->readLine();
    REQUIRE(line);
    m_url = line->substr(line->find("http"));
    m_listen = m_url.substr(m_url.find("//") + 2);
}

void Server::showAnotherCertificate() {
    const auto made = support::makeCertificate("localhost");
    std::ofstream(m_folder / "certificate") << made.certificate;
    std::ofstream(m_folder / "key") << made.key;
}

void Server::reload() const {
    ::kill(m_process->process(), SIGHUP);
}

std::uint16_t Server::port() const {
    return static_cast<std::uint16_t>(std::stoi(m_listen.substr(m_listen.rfind(':') + 1)));
}

Computer::Computer(const std::string& url, Account account, const std::string& email, const std::string& more) {
    const auto signedIn = login(url, account, email, more);
    INFO(signedIn.errors);
    REQUIRE(signedIn.exitCode == 0);
}

Run Computer::login(const std::string& url, Account account, const std::string& email, const std::string& more) {
    const std::string make = account == Account::made ? " --register --name Ada" : "";
    return cairn.run("--json login " + url + " --email " + email + make + tokenFile() + more, password);
}

std::string Computer::tokenFile() const {
    return " --token-file '" + (cairn.folder() / "token").string() + "'";
}

std::string Computer::stateOf(const std::string& habit, const std::string& day) {
    return cairn.json("heatmap " + habit + " --from " + day + " --to " + day + " --today 2026-11-20")
        .at("days")
        .at(0)
        .at("state");
}

void Computer::mark(const std::string& habit, const std::string& entry, const std::string& day) {
    cairn.json("log " + habit + " " + entry + " --date " + day + " --today 2026-11-20");
}

} // namespace cairn::test
