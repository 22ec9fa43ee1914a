#include "tests/torture/served.h"

#include <csignal>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "tests/torture/loopback.h"

namespace cairn::torture {

namespace {

using nlohmann::json;

constexpr auto password = "violet-harbour-9";

Account accountIn(const std::string& email, const Answer& answer) {
    if (answer.status / 100 != 2) throw std::runtime_error("no account: " + answer.body);
    const json data = json::parse(answer.body).at("data");
    return {email, data.at("user").at("id"), data.at("access_token"), data.at("refresh_token"), data.at("session_id")};
}

} // namespace

std::vector<std::string> Served::environment() const {
    return {"CAIRN_DATA=" + data().string(),    "CAIRN_LOG=" + (m_folder / "log").string(),
            "CAIRN_LISTEN=127.0.0.1:0",         "CAIRN_SIGN_IN_PER_MINUTE=100000",
            "CAIRN_ACCOUNT_PER_MINUTE=1000000", "CAIRN_ADDRESS_PER_MINUTE=1000000",
            "CAIRN_TOKEN_SECONDS=900"};
}

void Served::start() {
    if (!launch(environment())) throw std::runtime_error("the server does not start");
}

bool Served::startToDieAt(const std::string& failpoint) {
    auto variables = environment();
    variables.push_back("CAIRN_FAILPOINT=" + failpoint);
    if (launch(variables)) return true;
    const int status = m_process->wait();
    m_process.reset();
    if (!WIFSIGNALED(status) || WTERMSIG(status) != SIGKILL) throw std::runtime_error("the server does not start");
    return false;
}

bool Served::launch(const std::vector<std::string>& variables) {
    m_process = std::make_unique<ChildProcess>(std::vector<std::string>{CAIRN_SERVER_PROGRAM}, variables);
    std::string line;
    if (!m_process->readLine(line)) return false;
    m_port = std::stoi(line.substr(line.rfind(':') + 1));
    return true;
}

void Served::kill() {
    m_process.reset();
}

void Served::awaitEnd() {
    m_process->wait();
    m_process.reset();
}

void Served::stop() {
    m_process->signal(SIGTERM);
    awaitEnd();
}

void Served::run(const std::vector<std::string>& arguments) {
    std::vector<std::string> command{CAIRN_SERVER_PROGRAM};
    command.insert(command.end(), arguments.begin(), arguments.end());
    ChildProcess process(command, environment());
    std::string said, line;
    while (process.readLine(line)) said += line + '\n';
    if (process.wait() != 0) throw std::runtime_error("cairn-server " + arguments.front() + ": " + said);
}

Account join(int port, const std::string& name) {
    const std::string email = name + "@example.org";
    const json body{{"email", email}, {"password", password}, {"full_name", name}};
    return accountIn(email, Loopback(port).call("POST", "/api/auth/register", body.dump()));
}

Account signIn(int port, const std::string& email) {
    const json body{{"email", email}, {"password", password}};
    return accountIn(email, Loopback(port).call("POST", "/api/auth/login", body.dump()));
}

} // namespace cairn::torture
