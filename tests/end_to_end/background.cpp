#include "tests/end_to_end/background.h"

#include <array>
#include <csignal>
#include <cstdlib>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

namespace cairn::test {

namespace {

constexpr int patience = 10'000; // ms

[[noreturn]] void become(std::vector<std::string> command, std::vector<std::string> environment, int output) {
    dup2(output, STDOUT_FILENO);
    for (std::string& variable : environment) putenv(variable.data());
    std::vector<char*> arguments;
    for (std::string& word : command) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    execvp(arguments[0], arguments.data());
    _exit(127);
}

} // namespace

Background::Background(std::vector<std::string> command, const std::vector<std::string>& environment) {
    std::array<int, 2> ends{};
    if (pipe(ends.data()) != 0) return;
    m_child = fork();
    if (m_child == 0) become(std::move(command), environment, ends[1]);
    close(ends[1]);
    m_output = ends[0];
}

Background::~Background() {
    kill();
    close(m_output);
}

void Background::kill() {
    if (m_child <= 0) return;
    ::kill(m_child, SIGKILL);
    waitpid(m_child, nullptr, 0);
    m_child = 0;
}

bool Background::isRunning() const {
    return m_child > 0 && waitpid(m_child, nullptr, WNOHANG) == 0;
}

std::optional<std::string> Background::readLine() {
    for (;;) {
        if (const auto end = m_read.find('\n'); end != std::string::npos) {
            std::string line = m_read.substr(0, end);
            m_read.erase(0, end + 1);
            return line;
        }
        pollfd ready{m_output, POLLIN, 0};
        std::array<char, 4096> block{};
        if (poll(&ready, 1, patience) <= 0) return std::nullopt;
        const auto size = read(m_output, block.data(), block.size());
        if (size <= 0) return std::nullopt;
        m_read.append(block.data(), static_cast<std::size_t>(size));
    }
}

} // namespace cairn::test
